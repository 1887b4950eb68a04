#include "catalog-service/domain/text_folding.h"

#include <algorithm>

namespace disclosure::catalog {
namespace {

constexpr char32_t kInvalid = 0xFFFD;

// The code point at `at`, which is moved behind it.
char32_t Next(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at++);
  if (lead < 0x80) return lead;
  const int more = lead >= 0xF0 && lead < 0xF5 ? 3 : lead >= 0xE0 ? 2 : 1;
  if (lead < 0xC2 || lead >= 0xF5) return kInvalid;
  char32_t c = lead & (0x3F >> more);
  const size_t start = at;
  for (int i = 0; i < more; ++i) {
    if (at >= text.size() || (byte(at) & 0xC0) != 0x80) {
      at = start;
      return kInvalid;
    }
    c = (c << 6) | (byte(at++) & 0x3F);
  }
  const bool overlong = (more == 2 && c < 0x800) || (more == 3 && c < 0x10000);
  if (overlong || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return kInvalid;
  return c;
}

}  // namespace

std::u32string ToCodePoints(std::string_view text) {
  std::u32string result(text.size(), U'\0');
  size_t count = 0;
  for (size_t at = 0; at < text.size();) result[count++] = Next(text, at);
  result.resize(count);
  return result;
}

std::string ToUtf8(std::u32string_view code_points) {
  std::string result(code_points.size() * 4, '\0');
  size_t size = 0;
  for (const char32_t c : code_points) {
    const auto put = [&](char32_t byte) { result[size++] = static_cast<char>(byte); };
    if (c < 0x80) {
      put(c);
    } else if (c < 0x800) {
      put(0xC0 | (c >> 6));
      put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
      put(0xE0 | (c >> 12));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    } else {
      put(0xF0 | (c >> 18));
      put(0x80 | ((c >> 12) & 0x3F));
      put(0x80 | ((c >> 6) & 0x3F));
      put(0x80 | (c & 0x3F));
    }
  }
  result.resize(size);
  return result;
}

bool IsSpace(char32_t c) {
  return c == U' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F ||
         c == 0x3000 || c == 0xFEFF;
}

bool IsHan(char32_t c) {
  return c == U'〇' || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

bool IsHanText(char32_t c) {
  return IsHan(c) || (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF5E) || c == U'“' || c == U'”';
}

char32_t FoldWidth(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;
  if (c == 0x2044) return U'/';
  if (c != U'\n' && IsSpace(c)) return U' ';
  return c;
}

std::string FoldWidth(std::string_view text) {
  std::u32string points = ToCodePoints(text);
  for (char32_t& c : points) c = FoldWidth(c);
  return ToUtf8(points);
}

std::string RemoveSpaces(std::string_view text) {
  std::u32string points = ToCodePoints(text);
  std::erase_if(points, IsSpace);
  return ToUtf8(points);
}

std::string Trim(std::string_view text) {
  const std::u32string points = ToCodePoints(text);
  const auto first = std::find_if_not(points.begin(), points.end(), IsSpace);
  const auto last = std::find_if_not(points.rbegin(), std::make_reverse_iterator(first), IsSpace).base();
  return ToUtf8(std::u32string(first, last));
}

std::string FoldForCompare(std::string_view text) {
  std::u32string points = ToCodePoints(text);
  size_t size = 0;
  for (char32_t c : points) {
    c = FoldWidth(c);
    if (IsSpace(c)) continue;
    if (c >= U'A' && c <= U'Z') c += U'a' - U'A';
    points[size++] = c;
  }
  return ToUtf8(std::u32string_view(points).substr(0, size));
}

std::string RemoveParenthesised(std::string_view text) {
  std::u32string result;
  int depth = 0;
  for (char32_t c : ToCodePoints(text)) {
    c = FoldWidth(c);
    if (c == U'(') {
      ++depth;
    } else if (c == U')') {
      depth = std::max(0, depth - 1);
    } else if (depth == 0) {
      result += c;
    }
  }
  return ToUtf8(result);
}

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool ContainsAny(std::string_view text, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(), [&](std::string_view part) { return Contains(text, part); });
}

bool EndsWithAny(std::string_view text, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

int BracketDepth(char32_t c, int depth) {
  constexpr std::u32string_view kOpen = U"([{（〔【《〈“﹝";
  constexpr std::u32string_view kClose = U")]}）〕】》〉”﹞";
  if (kOpen.find(c) != std::u32string_view::npos) return depth + 1;
  if (kClose.find(c) != std::u32string_view::npos) return std::max(0, depth - 1);
  return depth;
}

std::vector<std::string> SplitOutsideBrackets(std::string_view text, std::u32string_view delimiters) {
  std::vector<std::string> parts;
  std::u32string part;
  int depth = 0;
  const auto finish = [&] {
    if (std::string trimmed = Trim(ToUtf8(part)); !trimmed.empty()) parts.push_back(std::move(trimmed));
    part.clear();
  };
  for (const char32_t c : ToCodePoints(text)) {
    depth = BracketDepth(c, depth);
    if (depth == 0 && delimiters.find(c) != std::u32string_view::npos) {
      finish();
    } else {
      part += c;
    }
  }
  finish();
  return parts;
}

}  // namespace disclosure::catalog
