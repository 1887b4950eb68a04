// Limits of texts, counted in Unicode code points.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "common/base/error.h"

namespace disclosure::catalog {

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

}  // namespace disclosure::catalog
