// The text parameters of a page's address.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace disclosure::gateway {

inline constexpr size_t kMostQueryCodePoints = 100;
inline constexpr size_t kMostUrlCodePoints = 2000;  // of a value that is itself an address

// The first value of parameter `name` in an application/x-www-form-urlencoded query, decoded, control
// characters as blanks, blanks at the ends removed, cut at `most`
// code points. "" if it is absent, broken or
// not UTF-8.
std::string QueryText(std::string_view query, std::string_view name, size_t most = kMostQueryCodePoints);

// The same as a number from 1 to 999,999,999; 0 if it is absent or anything else.
int QueryNumber(std::string_view query, std::string_view name);

// Percent-encodes `text` for a query value.
std::string QueryEscaped(std::string_view text);

}  // namespace disclosure::gateway
