// Which addresses are on the public internet: what others name to be called must not lead into the house.
#pragma once

#include <string_view>

struct sockaddr;

namespace disclosure {

// Whether an address, as a name was resolved to, is reachable from everywhere (IANA's special-purpose registries).
bool IsPublicAddress(const sockaddr& address);

// Whether `host`, as it is written in a URL without port and brackets, is an address of the house: localhost, or a number
// that is not public. Names can only be judged once they are resolved.
bool IsPrivateHost(std::string_view host);

// Whether it is this machine, as it is written: localhost, or a loopback number.
bool IsLoopbackHost(std::string_view host);

}  // namespace disclosure
