// Limits of texts, counted in Unicode code points.
#pragma once

#include <cstddef>
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

// Whether the bytes are UTF-8 without control characters other than line ends and tabs. Characters beyond the basic
// plane are fine: names have them.
inline bool IsCleanText(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto byte = [&](size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0u; };
    const unsigned first = byte(i);
    if (first < 0x80) {
      if ((first < 0x20 && first != '\n' && first != '\t') || first == 0x7F) return false;
      ++i;
      continue;
    }
    const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return false;
    unsigned code = first & (0x7Fu >> length);
    for (size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return false;
      code = code << 6 | (byte(i + k) & 0x3F);
    }
    const unsigned least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    if (code < least || code > 0x10FFFF || surrogate || (code >= 0x80 && code <= 0x9F)) return false;
    i += length;
  }
  return true;
}

// What people write: clean and within its limit.
inline void CheckText(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (!IsCleanText(text)) return bad.Add(field, "must be UTF-8 without control characters");
  LimitText(bad, field, text, max);
}

}  // namespace disclosure
