// Passwords as they are kept: yescrypt, by the C library's own crypt(3), whose parameters stand in each hash.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::gateway {

inline constexpr size_t kLeastPassword = 10;   // characters
inline constexpr size_t kMostPassword = 200;  // bytes

// "" if `password` may be one; else why not, in Chinese.
std::string PasswordFault(std::string_view password, std::string_view account);

// A new hash, with a salt of its own. Takes some ten milliseconds and 16 MiB.
std::string HashPassword(const std::string& password);

// Whether `password` made `hash`. An empty hash costs as much time as any and is nobody's.
bool IsPassword(const std::string& password, const std::string& hash);

}  // namespace disclosure::gateway
