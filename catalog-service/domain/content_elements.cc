#include "catalog-service/domain/content_elements.h"

#include <algorithm>

#include "catalog-service/domain/text_folding.h"

namespace disclosure::catalog {
namespace {

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool IsOneOf(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }
bool IsCircled(char32_t c) { return c >= U'①' && c <= U'⑳'; }
constexpr std::u32string_view kHardBullets = U"●■★◆";
constexpr std::u32string_view kSoftBullets = U"·•○〇";

// A list number and the style it is written in.
struct Number {
  enum Style { kNone, kDotted, kParenthesised, kCircled } style = kNone;
  int value = 0;
};

Number NumberAt(std::u32string_view text, size_t at) {
  if (at >= text.size()) return {};
  if (IsCircled(text[at])) return {Number::kCircled, static_cast<int>(text[at] - U'①') + 1};
  const bool open = FoldWidth(text[at]) == U'(';
  size_t i = at + (open ? 1 : 0);
  int value = 0;
  size_t digits = 0;
  for (; i < text.size() && IsDigit(text[i]) && digits < 3; ++i, ++digits) {
    value = value * 10 + static_cast<int>(text[i] - U'0');
  }
  if (digits == 0 || digits > 2 || i >= text.size()) return {};
  if (open) return FoldWidth(text[i]) == U')' ? Number{Number::kParenthesised, value} : Number{};
  if (!IsOneOf(text[i], U".．、")) return {};
  if (i + 1 < text.size() && IsDigit(text[i + 1])) return {};
  return {Number::kDotted, value};
}

std::string Clean(std::u32string_view raw) {
  std::string element = Trim(ToUtf8(raw));
  constexpr std::string_view kStop = "。";
  if (element.ends_with(kStop) && element.find(kStop) == element.size() - kStop.size()) {
    element = Trim(element.substr(0, element.size() - kStop.size()));
  }
  return element;
}

// Cuts one part, which has no separator left, before its list numbers and bullets.
void CutNumbered(const std::string& part, std::vector<std::string>& elements) {
  const std::u32string text = ToCodePoints(part);
  const Number first = NumberAt(text, 0);
  int expected = first.value + 1;
  size_t begin = 0;
  int depth = 0;
  const auto finish = [&](size_t end) {
    if (std::string element = Clean(std::u32string_view(text).substr(begin, end - begin)); !element.empty()) {
      elements.push_back(std::move(element));
    }
    begin = end;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && depth == 0) {
      const Number number = first.style == Number::kNone || IsDigit(text[i - 1]) ? Number{} : NumberAt(text, i);
      if (number.style == first.style && number.style != Number::kNone && number.value == expected) {
        finish(i);
        ++expected;
      } else if (IsOneOf(text[i], kHardBullets)) {
        finish(i);
      }
    }
    depth = BracketDepth(text[i], depth);
  }
  finish(text.size());
}

}  // namespace

bool BeginsWithBullet(std::u32string_view next) {
  if (next.empty()) return false;
  if (IsOneOf(next.front(), kHardBullets) || IsOneOf(next.front(), kSoftBullets)) return true;
  if (NumberAt(next, 0).style != Number::kNone) return true;
  return next.size() > 1 && IsOneOf(next[0], U"一二三四五六七八九十") && next[1] == U'、';
}

std::vector<std::string> SplitContents(std::string_view text) {
  std::vector<std::string> elements;
  for (const std::string& part : SplitOutsideBrackets(text, U"；;\n")) CutNumbered(part, elements);
  return elements;
}

std::string JoinContents(const std::vector<std::string>& elements) {
  std::string text;
  for (const std::string& element : elements) {
    if (!text.empty()) text += "；";
    text += element;
  }
  return text;
}

}  // namespace disclosure::catalog
