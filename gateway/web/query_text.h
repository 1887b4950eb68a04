// The text parameters of a page's address.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace disclosure::gateway {

inline constexpr size_t kMostQueryCodePoints = 100;

// The first value of parameter `name` in an application/x-www-form-urlencoded query, decoded, control
// characters as blanks, blanks at the ends removed, cut at kMostQueryCodePoints. "" if it is absent, broken or
// not UTF-8.
std::string QueryText(std::string_view query, std::string_view name);

// The same as a number from 1 to 999,999,999; 0 if it is absent or anything else.
int QueryNumber(std::string_view query, std::string_view name);

// Percent-encodes `text` for a query value.
std::string QueryEscaped(std::string_view text);

}  // namespace disclosure::gateway
