#include "catalog-service/domain/channel_rules.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

// Names as FoldForCompare leaves them. Found in published catalogues; a word that says which counter or
// website is meant (财政部门网站, 办税服务厅) is not an alias and stays 其他 with its text.
const absl::flat_hash_map<std::string, Channel>& Aliases() {
  static const auto& aliases = *new absl::flat_hash_map<std::string, Channel>{
      {"政府网站", Channel::kGovernmentWebsite},
      {"政府门户网站", Channel::kGovernmentWebsite},
      {"政府网", Channel::kGovernmentWebsite},
      {"政府公报", Channel::kGovernmentGazette},
      {"两微一端", Channel::kNewMedia},
      {"一微一端", Channel::kNewMedia},
      {"两微", Channel::kNewMedia},
      {"政务新媒体", Channel::kNewMedia},
      {"公众号", Channel::kNewMedia},
      {"微信公众号", Channel::kNewMedia},
      {"发布会/听证会", Channel::kPressConference},
      {"发布会听证会", Channel::kPressConference},
      {"发布会、听证会", Channel::kPressConference},
      {"发布会", Channel::kPressConference},
      {"听证会", Channel::kPressConference},
      {"新闻发布会", Channel::kPressConference},
      {"广播电视", Channel::kBroadcast},
      {"广播、电视", Channel::kBroadcast},
      {"纸质媒体", Channel::kPrintMedia},
      {"纸质载体", Channel::kPrintMedia},
      {"纸质", Channel::kPrintMedia},
      {"公开查阅点", Channel::kReadingPlace},
      {"公开查阅点/政务公开专区", Channel::kReadingPlace},
      {"政务公开专区", Channel::kReadingPlace},
      {"政务服务中心", Channel::kServiceCentre},
      {"政府服务中心", Channel::kServiceCentre},
      {"行政服务中心", Channel::kServiceCentre},
      {"便民惠民服务中心", Channel::kServiceCentre},
      {"便民服务站", Channel::kConvenienceStation},
      {"入户/现场", Channel::kOnSite},
      {"入户、现场", Channel::kOnSite},
      {"入户现场", Channel::kOnSite},
      {"入户/现场宣传", Channel::kOnSite},
      {"入户", Channel::kOnSite},
      {"社区/企事业单位/村公示栏(电子屏)", Channel::kCommunityNoticeBoard},
      {"社区/企事业单位/村公示栏", Channel::kCommunityNoticeBoard},
      {"社区/企事业单位、村公示栏(电子屏)", Channel::kCommunityNoticeBoard},
      {"社区/企事业单位、村公示栏", Channel::kCommunityNoticeBoard},
      {"社区、企事业单位、村公示栏(电子屏)", Channel::kCommunityNoticeBoard},
      {"社区、企事业单位、村公示栏", Channel::kCommunityNoticeBoard},
      {"村居/企事业单位公示栏", Channel::kCommunityNoticeBoard},
      {"社区/村公示栏", Channel::kCommunityNoticeBoard},
      {"公示栏", Channel::kCommunityNoticeBoard},
      {"公告公示栏", Channel::kCommunityNoticeBoard},
      {"村公示栏", Channel::kCommunityNoticeBoard},
      {"行政村公示栏", Channel::kCommunityNoticeBoard},
      {"村委会公示栏", Channel::kCommunityNoticeBoard},
      {"精准推送", Channel::kTargetedPush},
  };
  return aliases;
}

enum class Box { kNone, kTicked, kTickedSecondStage, kEmpty };

Box BoxOf(char32_t c) {
  switch (c) {
    case U'■': case U'▄': case U'◆': case U'●': case U'☑': case U'√': case U'✓': case U'✔':
    case U'\uF052': case U'\uF0FE':
      return Box::kTicked;
    case U'▲':
      return Box::kTickedSecondStage;
    case U'□': case U'○': case U'〇': case U'☐': case U'\uF0A3': case U'\uF0A8':
      return Box::kEmpty;
    default:
      return Box::kNone;
  }
}

// Wingdings boxes that lost their font, and the character kǒu that stands for an empty box.
Box LetterBoxOf(char32_t c) {
  if (c == U'R' || c == U't') return Box::kTicked;
  if (c == U'口' || c == U'£') return Box::kEmpty;
  return Box::kNone;
}

// True if a channel name begins at `at`, blanks and further letter boxes before it skipped.
bool KnownNameFollows(const std::u32string& text, size_t at) {
  for (int skipped = 0; skipped < 8 && at < text.size() && (IsSpace(text[at]) || text[at] == U'口'); ++skipped) {
    ++at;
  }
  constexpr std::u32string_view kFirsts = U"政两一公微发听新广纸便行入社村精其";
  if (at >= text.size() || kFirsts.find(text[at]) == std::u32string_view::npos) return false;
  std::u32string rest;
  for (; at < text.size() && rest.size() < 24; ++at) {
    if (!IsSpace(text[at])) rest += FoldWidth(text[at]);
  }
  const std::string folded = ToUtf8(rest);
  if (folded.starts_with("其他")) return true;
  for (const auto& [alias, channel] : Aliases()) {
    if (alias.size() >= 9 && folded.starts_with(alias)) return true;
  }
  return false;
}

struct Token {
  Box box = Box::kNone;
  std::u32string name;
};

// Cuts at boxes; the first token has no box. A letter is a box only at the beginning of a name.
std::vector<Token> CutAtBoxes(const std::u32string& text) {
  std::vector<Token> tokens(1);
  for (size_t i = 0; i < text.size(); ++i) {
    Box box = BoxOf(text[i]);
    if (box == Box::kNone && LetterBoxOf(text[i]) != Box::kNone && KnownNameFollows(text, i + 1)) {
      box = LetterBoxOf(text[i]);
    }
    if (box == Box::kNone) {
      tokens.back().name += text[i];
    } else {
      tokens.push_back({box, U""});
    }
  }
  return tokens;
}

std::string StripEnds(std::string_view text, std::u32string_view unwanted) {
  const std::u32string points = ToCodePoints(text);
  const auto drop = [&](char32_t c) { return IsSpace(c) || unwanted.find(c) != std::u32string_view::npos; };
  const auto first = std::find_if_not(points.begin(), points.end(), drop);
  const auto last = std::find_if_not(points.rbegin(), std::make_reverse_iterator(first), drop).base();
  return ToUtf8(std::u32string(first, last));
}

std::string CleanName(std::string_view text) {
  std::string name = RemoveSpaces(text);
  return StripEnds(name, U"、,，;；。_＿:：");
}

// "1.政府网站" → "政府网站"; "12345政务服务热线" stays.
std::string WithoutNumber(std::string_view name) {
  size_t digits = 0;
  while (digits < name.size() && name[digits] >= '0' && name[digits] <= '9') ++digits;
  if (digits == 0 || digits > 2) return std::string(name);
  for (const std::string_view dot : {".", "、", "．"}) {
    if (name.substr(digits).starts_with(dot)) return Trim(name.substr(digits + dot.size()));
  }
  return std::string(name);
}

ChannelUse UseOf(std::string_view raw_name, int stage) {
  const std::string name = CleanName(raw_name);
  const Channel channel = ChannelOf(name);
  if (channel == Channel::kUnspecified) return {Channel::kOther, name, stage};
  if (channel == Channel::kOther) {
    std::string which = CleanName(std::string_view(name).substr(std::string_view("其他").size()));
    const std::u32string points = ToCodePoints(which);
    if (points.size() > 2 && FoldWidth(points.front()) == U'(' && FoldWidth(points.back()) == U')') {
      which = CleanName(ToUtf8(points.substr(1, points.size() - 2)));
    }
    return {Channel::kOther, which.empty() ? "其他" : which, stage};
  }
  return {channel, name, stage};
}

void Add(ChannelList& list, ChannelUse use) {
  if (use.text.empty()) return;
  const bool twice = std::find(list.uses.begin(), list.uses.end(), use) != list.uses.end();
  if (!twice) list.uses.push_back(std::move(use));
}

// The note "(注:…)" or "注:…" to the end is moved out of `text`.
std::string TakeNote(std::u32string& text) {
  for (size_t i = 0; i + 1 < text.size(); ++i) {
    if (text[i] != U'注' || FoldWidth(text[i + 1]) != U':') continue;
    const size_t from = i > 0 && FoldWidth(text[i - 1]) == U'(' ? i - 1 : i > 0 && text[i - 1] == U'备' ? i - 1 : i;
    std::string note = Trim(ToUtf8(std::u32string_view(text).substr(i)));
    text.resize(from);
    if (from < i && note.ends_with(")")) note.pop_back();
    if (from < i && note.ends_with("）")) note.resize(note.size() - std::string_view("）").size());
    return note;
  }
  return "";
}

void ReadBoxed(const std::vector<Token>& tokens, ChannelList& list) {
  if (const std::string before = Trim(ToUtf8(tokens.front().name)); !before.empty()) {
    list.warnings.push_back("公开渠道中“" + before + "”前没有勾选框，未计入");
  }
  for (const Token& token : tokens) {
    if (token.box != Box::kTicked && token.box != Box::kTickedSecondStage) continue;
    const int stage = token.box == Box::kTickedSecondStage ? 1 : 0;
    const std::string text = Trim(ToUtf8(token.name));
    if (text.empty()) {
      list.warnings.push_back("公开渠道中有勾选框后面没有名称");
    } else {
      Add(list, UseOf(text, stage));
    }
  }
}

// Names split at delimiters; neighbours are put together again where only together they are a channel
// (社区/企事业单位、村公示栏).
void ReadListed(std::string_view text, ChannelList& list) {
  std::vector<std::string> parts = SplitOutsideBrackets(text, U"\n、,，;；。 \t\u00A0\u3000");
  for (size_t i = 0; i < parts.size();) {
    std::string name = WithoutNumber(parts[i]);
    size_t used = 1;
    if (ChannelOf(CleanName(name)) == Channel::kUnspecified) {
      std::string tight = name;
      std::string listed = name;
      for (size_t j = 1; j <= 3 && i + j < parts.size(); ++j) {
        tight += parts[i + j];
        listed += "、" + parts[i + j];
        const bool is_tight = Aliases().contains(FoldForCompare(tight));
        if (!is_tight && !Aliases().contains(FoldForCompare(listed))) continue;
        name = is_tight ? tight : listed;
        used = j + 1;
        break;
      }
    } else if (FoldForCompare(name) == "其他" && i + 1 < parts.size() &&
               ChannelOf(CleanName(WithoutNumber(parts[i + 1]))) == Channel::kUnspecified) {
      name += ":" + parts[i + 1];
      used = 2;
    }
    Add(list, UseOf(name, 0));
    i += used;
  }
}

}  // namespace

Channel ChannelOf(std::string_view name) {
  const std::string folded = FoldForCompare(name);
  if (const auto it = Aliases().find(folded); it != Aliases().end()) return it->second;
  if (folded.starts_with("其他")) return Channel::kOther;
  return Channel::kUnspecified;
}

ChannelList ParseChannels(std::string_view text) {
  ChannelList list;
  std::u32string points = ToCodePoints(text);
  list.remarks = TakeNote(points);
  const std::vector<Token> tokens = CutAtBoxes(points);
  if (tokens.size() > 1) {
    ReadBoxed(tokens, list);
  } else {
    ReadListed(ToUtf8(points), list);
  }
  return list;
}

}  // namespace disclosure::catalog
