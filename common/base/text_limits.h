// Limits of texts, counted in Unicode code points.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/error.h"

namespace disclosure {

inline size_t CodePoints(std::string_view text) {
  size_t count = 0;
  for (const char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

inline void LimitText(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (CodePoints(text) > max) bad.Add(field, "must have at most " + std::to_string(max) + " characters");
}

inline void RequireText(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (text.empty()) bad.Add(field, "must not be empty");
  LimitText(bad, field, text, max);
}

// Reads the character at `text[at]` and moves `at` behind it; nothing where the bytes are not UTF-8.
inline std::optional<char32_t> TakeCodePoint(std::string_view text, size_t& at) {
  const auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const unsigned first = byte(at);
  if (first < 0x80) return ++at, first;
  if (first < 0xC2 || first > 0xF4) return std::nullopt;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  char32_t code = first & (0x7Fu >> length);
  for (size_t k = 1; k < length; ++k) {
    if ((byte(at + k) & 0xC0) != 0x80) return std::nullopt;
    code = code << 6 | (byte(at + k) & 0x3F);
  }
  const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (code < least || code > 0x10FFFF || surrogate) return std::nullopt;
  at += length;
  return code;
}

// Whether the bytes are UTF-8 without noncharacters and without control characters other than line ends and tabs.
inline bool IsCleanText(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const std::optional<char32_t> code = TakeCodePoint(text, at);
    if (!code) return false;
    const bool control = (*code < 0x20 && *code != '\n' && *code != '\t') || (*code >= 0x7F && *code <= 0x9F);
    if (control || (*code & 0xFFFE) == 0xFFFE) return false;
  }
  return true;
}

// What people write: clean and within its limit.
inline void CheckText(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (!IsCleanText(text)) return bad.Add(field, "must be UTF-8 without control characters");
  LimitText(bad, field, text, max);
}

}  // namespace disclosure
