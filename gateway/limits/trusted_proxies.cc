#include "gateway/limits/trusted_proxies.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::gateway {
namespace {

constexpr int kMappedBits = 96;

void ClearBitsFrom(int bits, uint8_t* bytes, int size) {
  for (int i = 0; i < size; ++i) {
    const int kept = std::clamp(bits - 8 * i, 0, 8);
    bytes[i] &= static_cast<uint8_t>(0xff << (8 - kept));
  }
}

std::string Ipv4Prefix(uint8_t* bytes, int bits) {
  ClearBitsFrom(bits, bytes, 4);
  const std::string address = absl::StrCat(bytes[0], ".", bytes[1], ".", bytes[2], ".", bytes[3]);
  return bits == 32 ? address : absl::StrCat(address, "/", bits);
}

std::string_view WithoutBlanks(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace

bool TrustedProxies::ParseAddress(std::string_view text, Bytes& bytes) {
  const std::string address(text);
  if (address.find('\0') != std::string::npos) return false;
  if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) return true;
  bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
  return inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1;
}

absl::StatusOr<TrustedProxies> TrustedProxies::Parse(const std::vector<std::string>& networks) {
  TrustedProxies result;
  error::Violations violations;
  for (const std::string& text : networks) {
    const size_t slash = text.find('/');
    const std::string address = text.substr(0, slash);
    Network network = {};
    const int offset = address.find(':') == std::string::npos ? kMappedBits : 0;
    int bits = 128 - offset;
    const bool bits_ok = slash == std::string::npos || (absl::SimpleAtoi(text.substr(slash + 1), &bits) &&
                                                        bits >= 0 && bits <= 128 - offset);
    network.bits = bits + offset;
    if (!bits_ok || !ParseAddress(address, network.bytes)) {
      violations.Add("trusted_proxies",
                     absl::StrCat(text, " is neither an address nor a network such as 10.0.0.0/8"));
      continue;
    }
    result.networks_.push_back(network);
  }
  if (!violations.empty()) return violations.status();
  return result;
}

bool TrustedProxies::Trusts(const Bytes& address) const {
  return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
    const int whole = network.bits / 8;
    if (std::memcmp(address.data(), network.bytes.data(), whole) != 0) return false;
    if (network.bits % 8 == 0) return true;
    const uint8_t mask = static_cast<uint8_t>(0xff << (8 - network.bits % 8));
    return (address[whole] & mask) == (network.bytes[whole] & mask);
  });
}

std::string TrustedProxies::ClientAddress(std::string_view peer, std::string_view forwarded) const {
  std::string_view client = peer;
  Bytes bytes;
  while (!forwarded.empty() && ParseAddress(client, bytes) && Trusts(bytes)) {
    const size_t comma = forwarded.rfind(',');
    const std::string_view last =
        WithoutBlanks(comma == std::string_view::npos ? forwarded : forwarded.substr(comma + 1));
    forwarded = comma == std::string_view::npos ? std::string_view() : forwarded.substr(0, comma);
    if (!ParseAddress(last, bytes)) break;
    client = last;
  }
  return std::string(client);
}

bool TrustedProxies::IsProxy(std::string_view peer) const {
  Bytes bytes;
  return ParseAddress(peer, bytes) && Trusts(bytes);
}

std::string CallerOfAddress(std::string_view address, AddressPrefixes prefixes) {
  std::array<uint8_t, 16> bytes;
  const std::string text(address);
  in_addr plain;
  if (inet_pton(AF_INET, text.c_str(), &plain) == 1) {
    if (prefixes.ipv4 == 32) return text;  // inet_pton knows one way to write it
    std::memcpy(bytes.data() + 12, &plain, 4);
    return Ipv4Prefix(bytes.data() + 12, prefixes.ipv4);
  }
  if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  constexpr std::array<uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (std::equal(kMapped.begin(), kMapped.end(), bytes.begin())) return Ipv4Prefix(bytes.data() + 12, prefixes.ipv4);
  ClearBitsFrom(prefixes.ipv6, bytes.data(), bytes.size());
  const int shown = (prefixes.ipv6 + 7) / 8;
  return absl::StrCat(absl::BytesToHexString({reinterpret_cast<const char*>(bytes.data()), static_cast<size_t>(shown)}),
                      "::/", prefixes.ipv6);
}

}  // namespace disclosure::gateway
