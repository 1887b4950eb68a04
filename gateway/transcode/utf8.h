// Whether bytes are UTF-8. Protobuf's own test is in an internal header.
#pragma once

#include <cstdint>
#include <string_view>

namespace disclosure::gateway {

// True for well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsUtf8(std::string_view text);

}  // namespace disclosure::gateway
