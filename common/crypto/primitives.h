// The few primitives of OpenSSL that this folder is made of. Where OpenSSL itself fails there is no memory
// or no entropy left, and going on would write weak ciphertext: the process ends.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace disclosure::crypto {

using Digest = std::array<uint8_t, 32>;

// Ends the process unless `ok`.
void Require(bool ok);

void FillRandom(std::span<uint8_t> out);
Digest Sha256(std::string_view text);
Digest HmacSha256(std::string_view key, std::string_view text);

// The parts, each behind its length: no other list of parts makes the same bytes.
std::string Frame(std::initializer_list<std::string_view> parts);
void AppendFramed(std::string* out, std::string_view part);

// The eight bytes of `number`, the highest first.
std::string BigEndian(uint64_t number);

// The bytes as OpenSSL wants them.
inline const uint8_t* Bytes(std::string_view text) { return reinterpret_cast<const uint8_t*>(text.data()); }
inline std::string_view View(std::span<const uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace disclosure::crypto
