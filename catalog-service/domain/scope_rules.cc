#include "catalog-service/domain/scope_rules.h"

#include <algorithm>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

bool IsOneOf(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool IsTickMark(char32_t c) { return IsOneOf(c, U"√✓✔☑■●▲\uF052\uF0FE\uF0FC"); }
bool IsNoMark(char32_t c) { return IsOneOf(c, U"□○〇☐×✗✘\uF0A3\uF0A8"); }

bool IsNo(std::string_view folded) {
  for (const std::string_view no : {"", "-", "--", "—", "——", "─", "/", "\\", "x", "否", "无", "口", "£", "_"}) {
    if (folded == no) return true;
  }
  return false;
}

std::string WithoutOuterBrackets(std::string text) {
  for (const auto& [open, close] : {std::pair("(", ")"), std::pair("（", "）")}) {
    const std::string_view o = open, c = close;
    if (text.starts_with(o) && text.ends_with(c) && text.find(o, o.size()) == std::string::npos) {
      return Trim(std::string_view(text).substr(o.size(), text.size() - o.size() - c.size()));
    }
  }
  return text;
}

}  // namespace

Tick ParseTick(std::string_view cell) {
  Tick tick;
  std::u32string rest;
  for (const char32_t c : ToCodePoints(cell)) {
    if (IsTickMark(c)) {
      tick.ticked = true;
    } else if (!IsNoMark(c)) {
      rest += c;
    }
  }
  tick.text = Trim(ToUtf8(rest));
  const std::string folded = FoldForCompare(tick.text);
  if (folded == "r" || folded == "v" || folded == "t" || folded == "是" || folded == "y") {
    tick.ticked = true;
    tick.text.clear();
  }
  if (IsNo(folded)) tick.text.clear();
  return tick;
}

int CountTicks(std::string_view cell) {
  const std::u32string points = ToCodePoints(cell);
  return static_cast<int>(std::count_if(points.begin(), points.end(), IsTickMark));
}

bool IsOnlyTicks(std::string_view cell) {
  if (cell.size() > 200) return false;
  const std::u32string points = ToCodePoints(cell);
  return CountTicks(cell) > 0 &&
         std::all_of(points.begin(), points.end(), [](char32_t c) { return IsTickMark(c) || IsSpace(c); });
}

std::string GroupName(std::string_view text) {
  std::string name = WithoutOuterBrackets(ParseTick(text).text);
  constexpr std::string_view kFacing = "面向";
  if (name.starts_with(kFacing)) name.erase(0, kFacing.size());
  return Trim(name);
}

Audience ParseAudience(std::string_view text) {
  Audience audience;
  for (const std::string& part : SplitOutsideBrackets(text, U"；;\n")) {
    const std::string folded = FoldForCompare(part);
    if (IsNo(folded)) continue;
    if (folded == "全社会" || folded == "社会公众" || folded == "公众" || folded == "面向社会" || folded == "全社会公开") {
      audience.whole_society = true;
      continue;
    }
    std::string group = part;
    if (folded.starts_with("全社会、") || folded.starts_with("全社会,")) {
      audience.whole_society = true;
      group = Trim(std::string_view(part).substr(part.find("会") + 3));
      for (const std::string_view comma : {"、", "，", ","}) {
        if (group.starts_with(comma)) group = Trim(group.substr(comma.size()));
      }
    }
    for (const std::string_view head : {"特定群体", "特定群众", "特定对象", "特定人群"}) {
      if (!group.starts_with(head)) continue;
      group = Trim(group.substr(head.size()));
      for (const std::string_view colon : {"：", ":"}) {
        if (group.starts_with(colon)) group = Trim(group.substr(colon.size()));
      }
      break;
    }
    // Not said who: no group has that name.
    if (group = GroupName(group); !group.empty() && group != "未写明") audience.groups.push_back(group);
  }
  return audience;
}

std::optional<std::vector<Method>> ParseMethods(std::string_view text) {
  const std::string folded = FoldForCompare(text);
  std::vector<Method> methods;
  if (Contains(folded, "主动")) methods.push_back(Method::kProactive);
  if (ContainsAny(folded, {"依申请", "申请公开"})) methods.push_back(Method::kOnRequest);
  if (methods.empty()) return std::nullopt;
  return methods;
}

LevelName ParseLevelName(std::string_view text) {
  const std::string whole = FoldForCompare(text);
  const std::string name = FoldForCompare(RemoveParenthesised(whole));
  const bool village = ContainsAny(name, {"村", "社区"});
  if (ContainsAny(name, {"乡", "镇", "街"})) return {Level::kTownship, village};
  if (village) return {Level::kVillage};
  if (ContainsAny(name, {"县", "区", "旗"}) || Contains(whole, "县级市")) return {Level::kCounty};
  if (name == "市级" || name == "市" || name == "市本级" || name == "设区市级" || name == "地市级") {
    return {Level::kMunicipal};
  }
  // 东阳市级: a county-level city by its own name.
  if (name.ends_with("市级")) return {Level::kCounty};
  return {};
}

LevelList ParseLevels(std::string_view text) {
  LevelList list;
  const auto add = [&](LevelName name) {
    list.covers_village |= name.covers_village;
    if (name.level != Level::kUnspecified) list.levels.push_back(name.level);
  };
  // 乡、村级 is one level, not two.
  std::string rest = RemoveSpaces(text);
  for (const std::string_view joint : {"乡、村级", "镇、村级", "镇街、村级", "乡村级"}) {
    if (const size_t at = rest.find(joint); at != std::string::npos) {
      rest.replace(at, joint.size(), "、");
      add({Level::kTownship, true});
    }
  }
  for (const std::string& part : SplitOutsideBrackets(rest, U"、;；,，/\n")) {
    const std::string folded = FoldForCompare(part);
    if (ContainsAny(folded, {"县", "区"}) && !Contains(folded, "社区") && ContainsAny(folded, {"乡", "镇", "街"})) {
      add({Level::kCounty});  // 县乡级
    }
    add(ParseLevelName(part));
  }
  std::sort(list.levels.begin(), list.levels.end());
  list.levels.erase(std::unique(list.levels.begin(), list.levels.end()), list.levels.end());
  return list;
}

}  // namespace disclosure::catalog
