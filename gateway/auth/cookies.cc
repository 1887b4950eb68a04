#include "gateway/auth/cookies.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace disclosure::gateway {

std::string CookieName(std::string_view name, bool secure) { return std::string(secure ? "__Host-" : "").append(name); }

std::string PathCookieName(std::string_view name, bool secure) { return std::string(secure ? "__Secure-" : "").append(name); }

std::string CookieOf(const Request& request, std::string_view full_name) {
  std::string found;
  bool twice = false;
  for (const auto& [header, value] : request.headers) {
    if (header != "cookie") continue;
    for (absl::string_view pair : absl::StrSplit(value, ';')) {
      pair = absl::StripAsciiWhitespace(pair);
      const size_t equals = pair.find('=');
      if (equals == absl::string_view::npos || std::string_view(pair.data(), equals) != full_name) continue;
      twice = twice || !found.empty();
      found = std::string(pair.substr(equals + 1));
    }
  }
  return twice ? "" : found;
}

std::string CookieLine(std::string_view full_name, std::string_view value, absl::Duration lifetime, bool secure,
                       std::string_view path) {
  return absl::StrCat(std::string(full_name), "=", std::string(value), "; Path=", std::string(path), "; HttpOnly; SameSite=Lax; Max-Age=",
                      absl::ToInt64Seconds(lifetime), secure ? "; Secure" : "");
}

}  // namespace disclosure::gateway
