// Cookies (RFC 6265bis), as far as the sign-in needs them.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

// The name as browsers get it: with TLS behind "__Host-", so that no neighbouring host and no page in the clear can plant one.
std::string CookieName(std::string_view name, bool secure);

// "" if the cookie is not there, or there more than once: which of them is ours nobody can tell.
std::string CookieOf(const Request& request, std::string_view full_name);

// The same for a cookie that is not of all paths.
std::string PathCookieName(std::string_view name, bool secure);

// The value of Set-Cookie: Path=/ unless another is given, HttpOnly, SameSite=Lax, Secure with TLS. Lax and not Strict, because the
// way back from the identity provider is a navigation from another site. `lifetime` zero takes the cookie away.
std::string CookieLine(std::string_view full_name, std::string_view value, absl::Duration lifetime, bool secure,
                       std::string_view path = "/");

}  // namespace disclosure::gateway
