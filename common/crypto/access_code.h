// The code an applicant gets with the number of a request, and shows to see it again: 80 random bits in
// Crockford base32. Only its hash is stored.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "common/crypto/key_ring.h"

namespace disclosure::crypto {

// Only NewAccessCode and ParseAccessCode make one, so that what is hashed always has one form.
class AccessCode {
 public:
  // "7k3m-x0rd-9vqe-h2ta", as it is printed.
  std::string ToString() const;

 private:
  friend AccessCode NewAccessCode();
  friend absl::StatusOr<AccessCode> ParseAccessCode(std::string_view text);
  friend std::string AccessHash(const KeyRing& keys, std::string_view resource, const AccessCode& code);
  explicit AccessCode(std::string characters) : characters_(std::move(characters)) {}

  std::string characters_;  // 16 of them, without hyphens
};

AccessCode NewAccessCode();

// What a person typed: in any case, with any hyphens and spaces, i and l for 1, o for 0. Anything else is
// ACCESS_CODE_INVALID, which does not repeat what was typed.
absl::StatusOr<AccessCode> ParseAccessCode(std::string_view text);

// 32 bytes to store: HMAC-SHA-256 under the access key, over the resource too, so that a hash copied to
// another request opens nothing.
std::string AccessHash(const KeyRing& keys, std::string_view resource, const AccessCode& code);

// Whether `code` opens `resource`, whose stored hash is `hash`. In constant time.
bool Matches(const KeyRing& keys, std::string_view resource, const AccessCode& code, std::string_view hash);

}  // namespace disclosure::crypto
