// Texts of requests and of what answers them. They are printed, signed and archived, so they hold what can be printed.
#pragma once

#include "common/base/text_limits.h"

namespace disclosure::request {

// Whether every character can stand in a document (公文): no emoji, and of the characters of four bytes only the Han
// ideographs. Those must stay: names have them, and GB 18030—2022 level 3 (实现级别3) requires government services to
// take them.
inline bool IsPrintableText(std::string_view text) {
  constexpr char32_t kEmojiStyle = 0xFE0F, kKeycap = 0x20E3;  // they turn a sign of the basic plane into a picture
  for (size_t at = 0; at < text.size();) {
    const std::optional<char32_t> code = TakeCodePoint(text, at);
    if (!code || *code == kEmojiStyle || *code == kKeycap) return false;
    const bool han = *code >= 0x20000 && *code <= 0x3FFFD;  // CJK ideographs extension B and later
    if (*code > 0xFFFF && !han) return false;
  }
  return true;
}

// Clean, printable and within the limit.
inline void CheckWritten(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (IsCleanText(text) && !IsPrintableText(text)) {
    return bad.Add(field, "must not have emoji or other signs that a printed document cannot show: leave them out");
  }
  CheckText(bad, field, text, max);
}

inline void RequireWritten(error::Violations& bad, std::string_view field, std::string_view text, size_t max) {
  if (text.empty()) bad.Add(field, "must not be empty");
  CheckWritten(bad, field, text, max);
}

}  // namespace disclosure::request
