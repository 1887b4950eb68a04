#include "request-service/notifying/webhook_rules.h"

#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace disclosure::request {
namespace {

constexpr size_t kLongestUrl = 500;

struct Block {
  uint32_t network;
  int bits;
};
// IANA's special-purpose registry: what is not globally reachable.
constexpr std::array<Block, 15> kSpecial = {{{0x00000000, 8},  {0x0A000000, 8},  {0x64400000, 10}, {0x7F000000, 8},  {0xA9FE0000, 16},
                                             {0xAC100000, 12}, {0xC0000000, 24}, {0xC0000200, 24}, {0xC0586300, 24}, {0xC0A80000, 16},
                                             {0xC6120000, 15}, {0xC6336400, 24}, {0xCB007100, 24}, {0xE0000000, 4},  {0xF0000000, 4}}};

bool IsPublic(uint32_t address) {
  for (const Block& block : kSpecial) {
    if ((address ^ block.network) >> (32 - block.bits) == 0) return false;
  }
  return true;
}

bool TakePrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

bool IsLoopback(std::string_view authority) {
  const std::string_view host = authority.substr(0, authority.rfind(':'));
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

}  // namespace

std::string WebhookFault(std::string_view url, const WebhookRules& rules) {
  if (url.size() > kLongestUrl) return "must have at most 500 characters";
  for (const char c : url) {
    if (c <= ' ' || c >= 0x7F || c == '\\') return "must be ASCII without blanks";
  }
  std::string_view rest = url;
  const bool plain = TakePrefix(rest, "http://");
  if (!plain && !TakePrefix(rest, "https://")) return "must begin with https://";
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  if (authority.empty() || authority.find('@') != std::string_view::npos) return "must have a host, and no account";
  if (plain && !(rules.private_networks && IsLoopback(authority))) return "must begin with https://";
  return "";
}

bool IsPublicAddress(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof(v4));
    return IsPublic(ntohl(v4.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 v6;
  std::memcpy(&v6, &address, sizeof(v6));
  // 2000::/3 is all that is routed; of it not the tunnels, which hide an address of IPv4, nor documentation.
  const uint8_t* bytes = v6.sin6_addr.s6_addr;
  const uint32_t first = static_cast<uint32_t>(bytes[0]) << 24 | static_cast<uint32_t>(bytes[1]) << 16 | static_cast<uint32_t>(bytes[2]) << 8 | bytes[3];
  return first >> 29 == 1 && first >> 16 != 0x2002 && first != 0x20010000 && first != 0x20010DB8;
}

}  // namespace disclosure::request
