// Whose word counts about a client's address.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace disclosure::gateway {

class TrustedProxies {
 public:
  // Addresses and networks: "127.0.0.1", "10.0.0.0/8", "fd00::/8". The error
  // INVALID_ARGUMENT names each that is neither.
  static absl::StatusOr<TrustedProxies> Parse(const std::vector<std::string>& networks);

  // The client behind `peer`: X-Forwarded-For is read from its end, as long as the one who wrote the entry is
  // trusted. What a client claims itself is thus never believed.
  std::string ClientAddress(std::string_view peer, std::string_view forwarded) const;
  bool IsProxy(std::string_view peer) const;

 private:
  using Bytes = std::array<uint8_t, 16>;  // IPv4 as mapped IPv6
  struct Network {
    Bytes bytes;
    int bits;
  };

  static bool ParseAddress(std::string_view text, Bytes& bytes);
  bool Trusts(const Bytes& address) const;

  std::vector<Network> networks_;
};

// How much of an address is one customer's.
struct AddressPrefixes {
  int ipv4 = 32;
  int ipv6 = 64;
};

// The key under which an address is limited: its prefix ("203.0.113.7", "203.0.113.0/24", "20010db800010002::/64"); what
// is no address stands for itself.
std::string CallerOfAddress(std::string_view address, AddressPrefixes prefixes);

}  // namespace disclosure::gateway
