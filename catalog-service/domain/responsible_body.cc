#include "catalog-service/domain/responsible_body.h"

#include <algorithm>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

std::string Core(std::string_view text) { return FoldForCompare(RemoveParenthesised(text)); }

bool IsBody(std::string_view text) {
  const std::string core = Core(text);
  return ToCodePoints(core).size() >= 2 &&
         EndsWithAny(core, {"局",   "部门", "政府", "办事处", "委员会", "委", "中心", "机关", "办公室", "办",
                            "机构", "站",   "所",   "院",     "公司",   "学校", "科",   "室",   "队",     "会",
                            "厅",   "街道", "镇",   "乡",     "村",     "社区", "方",   "人",   "单位",   "银行"});
}

std::string Without(std::string text, std::initializer_list<std::string_view> words) {
  for (const std::string_view word : words) {
    for (size_t at; (at = text.find(word)) != std::string::npos;) text.erase(at, word.size());
  }
  return text;
}

bool NamesTownship(std::string_view core) {
  return ContainsAny(Without(std::string(core), {"城乡", "城镇", "乡村"}), {"乡", "镇", "街道", "街办"});
}

bool NamesVillage(std::string_view core) {
  return ContainsAny(Without(std::string(core), {"农村", "乡村振兴"}), {"村", "居委会", "社区"});
}

// What is left when the words of the township and village are taken out.
std::string WithoutTownship(std::string core) {
  return Without(std::move(core), {"乡镇人民政府", "镇人民政府", "乡人民政府", "街道办事处", "街道办", "街办", "乡镇级",
                                   "村民委员会", "居民委员会", "行政村", "社区", "城镇"});
}

bool NamesCounty(std::string_view core) {
  const bool own_office = NamesTownship(core) && ContainsAny(core, {"镇级", "乡级", "街道级"});
  if (own_office) return false;
  return ContainsAny(WithoutTownship(std::string(core)),
                     {"县", "区", "市", "旗", "局", "部门", "委", "机关", "厅", "法院", "公安", "人民政府"});
}

// A field of work: how departments of it are called in catalogues, and a word of the local organ's name.
struct Field {
  std::vector<std::string_view> phrases;
  std::string_view organ_word;
};

const std::vector<Field>& Fields() {
  static const auto& fields = *new std::vector<Field>{
      {{"教育", "教体"}, "教育"},
      {{"发展改革", "发展和改革", "发改"}, "发展和改革"},
      {{"经济和信息化", "经信", "工信"}, "经济和信息化"},
      {{"财政"}, "财政"},
      {{"公安"}, "公安"},
      {{"民政"}, "民政"},
      {{"司法"}, "司法"},
      {{"人力资源", "社会保障", "人力社保", "人社"}, "人力资源"},
      {{"自然资源", "国土", "城乡规划"}, "自然资源"},
      {{"生态环境", "环境保护", "环保"}, "生态环境"},
      {{"住房", "住建", "城乡建设", "市政工程"}, "住房"},
      {{"城市管理", "城管", "综合执法", "行政执法"}, "综合行政执法"},
      {{"交通"}, "交通"},
      {{"水利", "水务"}, "水利"},
      {{"林业"}, "林业"},
      {{"农业", "扶贫", "乡村振兴"}, "农业农村"},
      {{"商务"}, "商务"},
      {{"文化", "文旅", "文广", "旅游"}, "文化"},
      {{"卫生", "卫健"}, "卫生健康"},
      {{"退役军人"}, "退役军人"},
      {{"应急"}, "应急管理"},
      {{"审计"}, "审计"},
      {{"统计"}, "统计"},
      {{"科学技术", "科技"}, "科学技术"},
      {{"国有资产", "国资"}, "国有资产"},
      {{"市场监督", "市场监管", "食品药品", "食药"}, "市场监督"},
      {{"医疗保障", "医保"}, "医疗保障"},
      {{"税务"}, "税务"},
      {{"行政审批", "政务服务"}, "行政审批"},
      {{"燃气"}, "燃气"},
  };
  return fields;
}

// A place in front that is not ours: 翔安区教育局, 鄱阳县公安局, 开发区…; generic 县级, 市、区县, 各区 are not.
bool NamesOtherPlace(std::string_view core, const BodyDirectory& directory) {
  std::string text(core);
  for (const std::string& place : directory.place_names) {
    const std::string name = FoldForCompare(place);
    if (const size_t at = text.find(name); !name.empty() && at != std::string::npos) text.erase(at, name.size());
  }
  const std::u32string points = ToCodePoints(text);
  constexpr std::u32string_view kPlaceEnds = U"县区市旗";
  const auto is_place_end = [&](char32_t c) { return kPlaceEnds.find(c) != std::u32string_view::npos; };
  const auto generic = [](std::u32string_view front) {
    for (const std::u32string_view word : {U"各", U"相关", U"有关", U"地方", U"所在", U"辖", U"本", U"人民政府", U"城", U"社",
                                           U"小", U"责任", U"主管", U"负责"}) {
      if (front.find(word) != std::u32string_view::npos) return true;
    }
    return false;
  };
  for (size_t i = 0; i < points.size() && i < 8; ++i) {
    if (std::u32string_view(U"、/，局").find(points[i]) != std::u32string_view::npos) return false;
    if (is_place_end(points[i])) return i >= 2 && !generic(std::u32string_view(points).substr(0, i));
  }
  return false;
}

bool NamesNoOrgan(std::string_view core) {
  return ContainsAny(core, {"招标人", "采购人", "代理机构", "转让方", "申请单位", "学校", "公司", "运行服务机构", "企业",
                            "服务中心", "工作站", "文化站"});
}

class Resolver {
 public:
  Resolver(std::string_view domain, std::string_view division, const BodyDirectory& directory)
      : division_(division), directory_(directory) {
    const auto in_charge = directory.organ_in_charge.find({std::string(domain), std::string(division)});
    for (const LocalOrgan& organ : directory.organs) {
      if (in_charge != directory.organ_in_charge.end() && organ.code == in_charge->second) in_charge_ = &organ;
      if (organ.division == division_ && organ.kind == "street") street_ = &organ;
    }
  }

  // The organ's code, or a Chinese reason why there is none.
  std::pair<std::string, std::string> Resolve(std::string_view text) const {
    const std::string core = Core(text);
    if (const LocalOrgan* named = Named(core)) {
      if (named->division == division_) return {named->code, ""};
      return {"", "不属于本区划"};
    }
    if (NamesNoOrgan(core)) return {"", "不是行政机关"};
    if (NamesOtherPlace(core, directory_)) return {"", "是外地机关"};
    if (NamesTownship(core)) return ResolveTownship(core);
    if (NamesVillage(core)) return {"", "是村(社区)，不是行政机关"};
    if (street_ != nullptr) return {"", "是上级部门，不是本街道"};
    return ResolveDepartment(core);
  }

 private:
  // The organ whose name or short name stands in the text; the longest wins.
  const LocalOrgan* Named(std::string_view core) const {
    const LocalOrgan* best = nullptr;
    size_t best_length = 0;
    for (const LocalOrgan& organ : directory_.organs) {
      for (const std::string* name : {&organ.name, &organ.short_name}) {
        const std::string folded = Core(*name);
        const bool whole = core == folded;
        // A short name may have the place in front (滨江区教育局) but not another place's (翔安区教育局).
        const bool inside = !folded.empty() && core.ends_with(folded) && !NamesOtherPlace(core, directory_);
        const bool street = organ.kind == "street" && !folded.empty() && Contains(core, folded);
        if ((whole || inside || street) && folded.size() > best_length) {
          best = &organ;
          best_length = folded.size();
        }
      }
    }
    return best;
  }

  std::pair<std::string, std::string> ResolveTownship(std::string_view core) const {
    if (street_ == nullptr) return {"", "是乡镇(街道)，不是本级机关"};
    if (NamesCounty(core)) return {"", "同时写了部门和乡镇(街道)，不能确定"};
    const std::u32string points = ToCodePoints(core);
    const size_t at = points.find_first_of(U"乡镇街");
    const std::u32string front = points.substr(0, at);
    if (!front.empty() && front != U"各" && front != U"本") return {"", "是其他乡镇(街道)"};
    return {street_->code, ""};
  }

  static bool Does(const LocalOrgan& organ, const Field& field) {
    return Contains(Without(organ.name, {"人民政府"}), field.organ_word);
  }

  std::pair<std::string, std::string> ResolveDepartment(std::string_view core) const {
    const std::string work = Without(std::string(core), {"人民政府"});  // which has 民政 in it
    std::vector<const Field*> named;
    for (const Field& field : Fields()) {
      if (std::any_of(field.phrases.begin(), field.phrases.end(),
                      [&](std::string_view phrase) { return Contains(work, phrase); })) {
        named.push_back(&field);
      }
    }
    if (Contains(core, "及") && Contains(core, "人民政府")) return {"", "写了不止一个机关"};
    if (named.empty()) return ResolveGeneric(core);
    std::vector<std::string> found;
    for (const Field* field : named) {
      if (in_charge_ != nullptr && Does(*in_charge_, *field)) return {in_charge_->code, ""};
      for (const LocalOrgan& organ : directory_.organs) {
        if (organ.division == division_ && Does(organ, *field)) found.push_back(organ.code);
      }
    }
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (found.size() == 1) return {found.front(), ""};
    return {"", found.empty() ? "在本级机关中没有对应的部门" : "对应不止一个部门"};
  }

  std::pair<std::string, std::string> ResolveGeneric(std::string_view core) const {
    if (ContainsAny(core, {"相关", "有关", "各", "分别", "负责"})) return {"", "没有写明是哪个部门"};
    if (core.ends_with("人民政府")) {
      for (const LocalOrgan& organ : directory_.organs) {
        if (organ.division == division_ && organ.kind == "government") return {organ.code, ""};
      }
    }
    if (EndsWithAny(core, {"主管部门", "行政部门"}) && in_charge_ != nullptr) return {in_charge_->code, ""};
    return {"", "无法对应到本级机关"};
  }

  std::string_view division_;
  const BodyDirectory& directory_;
  const LocalOrgan* in_charge_ = nullptr;
  const LocalOrgan* street_ = nullptr;
};

}  // namespace

std::vector<ResponsibleBody> ParseBodies(std::string_view text) {
  const std::vector<std::string> parts = SplitOutsideBrackets(text, U"、/；;\n");
  std::vector<ResponsibleBody> bodies;
  if (std::all_of(parts.begin(), parts.end(), IsBody)) {
    for (const std::string& part : parts) bodies.push_back({part, ""});
  } else if (const std::string whole = Trim(text); !whole.empty()) {
    bodies.push_back({whole, ""});
  }
  return bodies;
}

std::vector<Level> LevelsOfBodies(const std::vector<ResponsibleBody>& bodies) {
  bool county = false;
  bool township = false;
  bool village = false;
  for (const ResponsibleBody& body : bodies) {
    const std::string core = Core(body.text);
    const bool names_township = NamesTownship(core);
    township |= names_township;
    county |= NamesCounty(core);
    village |= !names_township && NamesVillage(core) && !NamesCounty(core);
  }
  std::vector<Level> levels;
  if (county) levels.push_back(Level::kCounty);
  if (township) levels.push_back(Level::kTownship);
  if (village) levels.push_back(Level::kVillage);
  return levels;
}

ResolvedBodies ResolveBodies(const Item& item, std::string_view domain, std::string_view division,
                             const BodyDirectory& directory) {
  ResolvedBodies result;
  const Resolver resolver(domain, division, directory);
  for (ResponsibleBody body : item.responsible_bodies) {
    auto [organ, reason] = resolver.Resolve(body.text);
    body.organ = organ;
    if (organ.empty()) result.warnings.push_back("公开主体“" + body.text + "”" + reason);
    result.bodies.push_back(std::move(body));
  }
  return result;
}

}  // namespace disclosure::catalog
