#include "common/crypto/primitives.h"

#include <climits>
#include <cstdio>
#include <cstdlib>

#include "openssl/evp.h"
#include "openssl/hmac.h"
#include "openssl/rand.h"

namespace disclosure::crypto {

void Require(bool ok) {
  if (ok) return;
  std::fputs("OpenSSL fails: neither memory nor entropy may run out\n", stderr);
  std::abort();
}

void FillRandom(std::span<uint8_t> out) {
  Require(out.size() <= INT_MAX && RAND_bytes(out.data(), static_cast<int>(out.size())) == 1);
}

Digest Sha256(std::string_view text) {
  Digest digest;
  Require(EVP_Digest(text.data(), text.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1);
  return digest;
}

Digest HmacSha256(std::string_view key, std::string_view text) {
  Digest digest;
  Require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(text), text.size(), digest.data(),
               nullptr) != nullptr);
  return digest;
}

std::string Frame(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) AppendFramed(&out, part);
  return out;
}

void AppendFramed(std::string* out, std::string_view part) {
  out->append(BigEndian(part.size()));
  out->append(part);
}

std::string BigEndian(uint64_t number) {
  std::string out(8, '\0');
  for (int i = 0; i < 8; ++i) out[i] = static_cast<char>(number >> (8 * (7 - i)));
  return out;
}

}  // namespace disclosure::crypto
