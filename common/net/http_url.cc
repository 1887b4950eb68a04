#include "common/net/http_url.h"

namespace disclosure {
namespace {

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// "" if there is none.
std::string_view HostOf(std::string_view authority) {
  if (authority.substr(0, 1) == "[") {
    const size_t end = authority.find(']');
    return end == std::string_view::npos ? std::string_view() : authority.substr(1, end - 1);
  }
  return authority.substr(0, authority.rfind(':'));
}

}  // namespace

std::string ParseHttpUrl(std::string_view url, HttpUrl& out) {
  for (const char c : url) {
    if (c <= ' ' || c >= 0x7F || c == '\\') return "must be ASCII without blanks";
  }
  std::string_view rest = url;
  out.tls = TakePrefix(rest, "https://");
  if (!out.tls && !TakePrefix(rest, "http://")) return "must begin with https:// or http://";
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  out.host = HostOf(authority);
  if (out.host.empty() || authority.find('@') != std::string_view::npos) return "must have a host, and no account";
  return "";
}

}  // namespace disclosure
