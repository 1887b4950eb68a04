#include "catalog-service/domain/basis_rules.h"

#include <algorithm>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

// Two citations of one text, found in county catalogues (2019 onwards).
constexpr std::string_view kDisclosureRegulation = "政府信息公开条例";

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool HasDigit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// 国办发〔2017〕97号, 国家发展改革委令第10号, 赣公字(2022)18号: short, with digits, ending in 号.
bool IsDocumentNumber(std::string_view text) {
  const std::u32string points = ToCodePoints(text);
  return points.size() >= 4 && points.size() <= 40 && points.back() == U'号' && HasDigit(FoldWidth(text)) &&
         !Contains(text, "《");
}

// The index behind the 》 that closes the 《 at `open`, or npos.
size_t CloseOf(const std::u32string& text, size_t open) {
  int depth = 0;
  for (size_t i = open; i < text.size(); ++i) {
    if (text[i] == U'《') ++depth;
    if (text[i] == U'》' && --depth == 0) return i + 1;
  }
  // Some copies close a nested 《 only once: take the first 》.
  const size_t first = text.find(U'》', open);
  return first == std::u32string::npos ? first : first + 1;
}

// Line breaks of a narrow cell go; so does a blank before a last lone character (计划生育 法), which a
// broken line left. Other blanks stay: 国务院扶贫办 财政部.
std::string CleanTitle(std::u32string_view raw) {
  std::u32string title;
  for (size_t i = 0; i < raw.size(); ++i) {
    const bool lone = IsSpace(raw[i]) && i + 2 == raw.size() && IsHan(raw[i + 1]);
    if (raw[i] != U'\n' && !lone) title += raw[i];
  }
  return Trim(ToUtf8(title));
}

bool IsOpenParen(char32_t c) { return FoldWidth(c) == U'('; }

// The ( … ) at `at`, nested ones included; moves `at` behind it. "" if there is none or it never closes.
std::u32string TakeParenthesis(const std::u32string& text, size_t& at) {
  size_t i = at;
  while (i < text.size() && IsSpace(text[i])) ++i;
  if (i >= text.size() || !IsOpenParen(text[i])) return U"";
  const size_t open = i;
  int depth = 0;
  for (; i < text.size(); ++i) {
    if (IsOpenParen(text[i])) ++depth;
    if (FoldWidth(text[i]) == U')' && --depth == 0) {
      at = i + 1;
      return text.substr(open + 1, i - open - 1);
    }
  }
  return U"";
}

// A number that stands behind 》 without brackets, up to its 号.
std::u32string TakeBareNumber(const std::u32string& text, size_t& at) {
  const size_t limit = std::min(text.size(), at + 40);
  for (size_t i = at; i < limit; ++i) {
    if (std::u32string_view(U"、；;，,。《\n").find(text[i]) != std::u32string_view::npos) return U"";
    if (text[i] != U'号') continue;
    std::u32string number = text.substr(at, i + 1 - at);
    if (!IsDocumentNumber(Trim(ToUtf8(number))) || !IsHan(number.front())) return U"";
    if (number.front() == U'及' || number.front() == U'和') return U"";
    at = i + 1;
    return number;
  }
  return U"";
}

std::u32string WithoutBreaks(std::u32string text) {
  std::erase(text, U'\n');
  return text;
}

// Tags such as 【行政法规】 say the kind of what follows; titles tell it as well.
std::u32string WithoutTags(const std::u32string& text) {
  std::u32string result;
  for (size_t i = 0; i < text.size(); ++i) {
    const size_t close = text[i] == U'【' ? text.find(U'】', i) : std::u32string::npos;
    if (close != std::u32string::npos && close - i <= 20) {
      i = close;
      result += U'；';
    } else {
      result += text[i];
    }
  }
  return result;
}

// A phrase between titles without joints (和, 及) and list numbers; "" if nothing is left.
std::string CleanPhrase(std::string_view raw) {
  std::string phrase = Trim(raw);
  size_t digits = 0;
  while (digits < phrase.size() && phrase[digits] >= '0' && phrase[digits] <= '9') ++digits;
  if (digits > 0 && digits <= 2 && digits < phrase.size()) {
    for (const std::string_view dot : {".", "．"}) {
      if (phrase.compare(digits, dot.size(), dot) == 0) {
        phrase = Trim(phrase.substr(digits + dot.size()));
        break;
      }
    }
  }
  for (const std::string_view joint : {"和", "及", "以及", "与", "或", "。", ".", ":", "：", "等", "等。", "(", ")", "（", "）"}) {
    if (phrase == joint) return "";
  }
  while (EndsWithAny(phrase, {"。"})) phrase.resize(phrase.size() - std::string_view("。").size());
  if (!phrase.empty() && std::all_of(phrase.begin(), phrase.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return "";
  }
  return phrase;
}

void AddPhrases(std::u32string_view between, BasisList& list) {
  for (const std::string& part : SplitOutsideBrackets(ToUtf8(between), U"、；;，,\n")) {
    std::string phrase = CleanPhrase(part);
    std::string inner = phrase;
    for (const auto& [open, close] : {std::pair("（", "）"), std::pair("(", ")")}) {
      if (inner.starts_with(open) && inner.ends_with(close)) {
        inner = inner.substr(std::string_view(open).size(),
                             inner.size() - std::string_view(open).size() - std::string_view(close).size());
      }
    }
    if (phrase.empty() || inner.empty()) continue;
    if (IsDocumentNumber(inner)) {
      list.bases.push_back({inner, inner, BasisKind::kOther});
    } else {
      list.bases.push_back({phrase, "", BasisKind::kOther});
    }
  }
}

// True if the basis names a text or at least says of what kind it is: 相关法律法规, 等法律法规和文件规定, 预算法.
bool IsRecognised(const LegalBasis& basis) {
  if (basis.kind != BasisKind::kOther || !basis.document_number.empty()) return true;
  const std::string name = FoldForCompare(basis.title);
  if (ContainsAny(name, {"法律", "法规", "规章", "规定", "文件", "政策", "条例", "办法", "通知", "意见", "决定", "方案", "规范",
                         "标准", "细则", "规则", "制度", "规程", "指南", "批复", "命令", "公告", "章程"})) {
    return true;
  }
  return (name.ends_with("法") && ToCodePoints(name).size() >= 3) || (HasDigit(name) && Contains(name, "号"));
}

// True if the name of a province, city or county stands in front.
bool IsLocalTitle(std::string_view title) {
  const std::u32string points = ToCodePoints(title);
  static constexpr std::u32string_view kNotPlaces[] = {U"城市", U"市场", U"社区", U"地区", U"市政", U"区域", U"小区",
                                                       U"园区", U"都市"};
  for (size_t i = 1; i < points.size() && i < 9; ++i) {
    if (std::u32string_view(U"省市县区州盟旗").find(points[i]) == std::u32string_view::npos) continue;
    const bool word = std::any_of(std::begin(kNotPlaces), std::end(kNotPlaces), [&](std::u32string_view not_place) {
      return points.compare(i - 1, 2, not_place) == 0 || points.compare(i, 2, not_place) == 0;
    });
    if (word) return false;
    return i >= 2;
  }
  return false;
}

bool HasBracketedYear(std::string_view number) {
  const std::u32string points = ToCodePoints(number);
  for (size_t i = 0; i + 4 < points.size(); ++i) {
    const bool open = std::u32string_view(U"〔[﹝(（【").find(points[i]) != std::u32string_view::npos;
    if (open && std::all_of(points.begin() + i + 1, points.begin() + i + 5, IsDigit)) return true;
  }
  return false;
}

}  // namespace

std::string CanonicalBasisTitle(std::string_view title) {
  std::string folded = FoldForCompare(title);
  for (const std::string_view mark : {"《", "》"}) {
    for (size_t at; (at = folded.find(mark)) != std::string::npos;) folded.erase(at, mark.size());
  }
  constexpr std::string_view kState = "中华人民共和国";
  if (folded.starts_with(kState)) folded.erase(0, kState.size());
  for (const std::string_view alias : {"信息公开条例", "信息公开规定", "国务院令第711号", "国令第711号"}) {
    if (folded == alias) return std::string(kDisclosureRegulation);
  }
  return folded;
}

BasisKind KindOfBasis(std::string_view title, std::string_view document_number) {
  if (Contains(document_number, "主席令")) return BasisKind::kLaw;
  if (ContainsAny(document_number, {"国务院令", "国令"})) return BasisKind::kAdministrativeRegulation;
  const std::string name = Trim(RemoveParenthesised(CanonicalBasisTitle(title)));
  if (name.ends_with("法") && !name.ends_with("办法")) return BasisKind::kLaw;
  if (name.ends_with("条例")) {
    const bool local = IsLocalTitle(name) || Contains(document_number, "人大");
    return local ? BasisKind::kLocalRegulation : BasisKind::kAdministrativeRegulation;
  }
  if (Contains(document_number, "令")) return BasisKind::kRule;
  if (EndsWithAny(name, {"规定", "办法", "规则", "实施细则"})) {
    return HasBracketedYear(document_number) ? BasisKind::kNormativeDocument : BasisKind::kRule;
  }
  return BasisKind::kNormativeDocument;
}

BasisList ParseBases(std::string_view raw) {
  BasisList list;
  const std::u32string text = WithoutTags(ToCodePoints(raw));
  size_t done = 0;
  while (done < text.size()) {
    const size_t open = text.find(U'《', done);
    if (open == std::u32string::npos) break;
    const size_t behind = CloseOf(text, open);
    if (behind == std::u32string::npos) {
      list.warnings.push_back("公开依据的书名号不完整");
      break;
    }
    AddPhrases(std::u32string_view(text).substr(done, open - done), list);
    LegalBasis basis;
    basis.title = CleanTitle(std::u32string_view(text).substr(open + 1, behind - open - 2));
    done = behind;
    std::u32string remark = WithoutBreaks(TakeParenthesis(text, done));
    if (remark.empty()) remark = WithoutBreaks(TakeBareNumber(text, done));
    const std::string number = Trim(ToUtf8(remark));
    if (HasDigit(FoldWidth(number)) || Contains(number, "号")) {
      basis.document_number = number;
    } else if (!number.empty()) {
      basis.title += "（" + number + "）";
    }
    basis.kind = KindOfBasis(basis.title, basis.document_number);
    if (basis.title.empty()) {
      list.warnings.push_back("公开依据中有空的书名号");
    } else {
      list.bases.push_back(std::move(basis));
    }
  }
  AddPhrases(std::u32string_view(text).substr(done), list);
  if (!list.bases.empty() && std::none_of(list.bases.begin(), list.bases.end(), IsRecognised)) {
    list.warnings.push_back("未识别出法律法规或文件名称");
  }
  return list;
}

bool LooksLikeBases(const std::vector<LegalBasis>& bases) {
  bool titled = false;
  for (const LegalBasis& basis : bases) {
    if (basis.kind == BasisKind::kOther) continue;
    titled = true;
    if (ContainsAny(basis.title, {"法", "条例", "规定", "规则", "规程", "意见", "通知", "决定", "方案", "细则", "公告",
                                  "规范", "标准", "指引", "指南", "目录", "纲要", "规划", "计划", "批复", "函", "令",
                                  "制度", "要点", "要求", "公报", "章程", "准则", "通告", "协定", "公约", "政策", "文件"})) {
      return true;
    }
  }
  return !titled;
}

std::string FormatBasis(const LegalBasis& basis) {
  if (basis.kind == BasisKind::kOther) return basis.title;
  std::string text = "《" + basis.title + "》";
  if (!basis.document_number.empty()) text += "（" + basis.document_number + "）";
  return text;
}

}  // namespace disclosure::catalog
