// Addresses that people configure to be called.
#pragma once

#include <string>
#include <string_view>

namespace disclosure {

struct HttpUrl {
  bool tls = false;
  std::string_view host;  // without port and brackets; part of what was parsed
};

// "" if `url` is an http or https address in ASCII, without blanks, backslashes and account, and fills `out`; else why not.
std::string ParseHttpUrl(std::string_view url, HttpUrl& out);

}  // namespace disclosure
