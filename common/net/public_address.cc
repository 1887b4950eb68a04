#include "common/net/public_address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace disclosure {
namespace {

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

std::string Plain(std::string_view written) {
  std::string host = absl::AsciiStrToLower({written.data(), written.size()});
  if (!host.empty() && host.back() == '.') host.pop_back();
  return host;
}

}  // namespace

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
  const uint32_t first =
      static_cast<uint32_t>(bytes[0]) << 24 | static_cast<uint32_t>(bytes[1]) << 16 | static_cast<uint32_t>(bytes[2]) << 8 | bytes[3];
  return first >> 29 == 1 && first >> 16 != 0x2002 && first != 0x20010000 && first != 0x20010DB8;
}

bool IsLoopbackHost(std::string_view written) {
  const std::string host = Plain(written);
  in_addr v4{};
  if (inet_pton(AF_INET, host.c_str(), &v4) == 1) return ntohl(v4.s_addr) >> 24 == 127;
  return host == "localhost" || host == "::1";
}

bool IsPrivateHost(std::string_view written) {
  const std::string host = Plain(written);
  if (host == "localhost" || absl::EndsWith(host, ".localhost")) return true;
  // inet_aton also reads 127.1, 0x7f000001 and 2130706433, as programs that call addresses do.
  in_addr v4{};
  if (inet_aton(host.c_str(), &v4) == 1) return !IsPublic(ntohl(v4.s_addr));
  sockaddr_in6 v6{};
  v6.sin6_family = AF_INET6;
  if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) != 1) return false;
  return !IsPublicAddress(reinterpret_cast<const sockaddr&>(v6));
}

}  // namespace disclosure
