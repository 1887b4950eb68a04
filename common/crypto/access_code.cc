#include "common/crypto/access_code.h"

#include <array>

#include "absl/strings/ascii.h"
#include "common/base/error.h"
#include "common/crypto/primitives.h"
#include "openssl/crypto.h"

namespace disclosure::crypto {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr size_t kCharacters = 16;
constexpr size_t kGroup = 4;

absl::Status Invalid(std::string_view why) {
  return error::Make(absl::StatusCode::kInvalidArgument, why, {.reason = "ACCESS_CODE_INVALID"});
}

char Fold(char c) {
  c = absl::ascii_tolower(static_cast<unsigned char>(c));
  if (c == 'i' || c == 'l') return '1';
  return c == 'o' ? '0' : c;
}

}  // namespace

std::string AccessCode::ToString() const {
  std::string out;
  for (size_t i = 0; i < characters_.size(); i += kGroup) {
    if (i > 0) out += '-';
    out.append(characters_, i, kGroup);
  }
  return out;
}

AccessCode NewAccessCode() {
  std::array<uint8_t, kCharacters> random;
  FillRandom(random);
  std::string characters;
  for (const uint8_t byte : random) characters += kAlphabet[byte % kAlphabet.size()];  // 32 divides 256
  return AccessCode(std::move(characters));
}

absl::StatusOr<AccessCode> ParseAccessCode(std::string_view text) {
  std::string characters;
  for (const char typed : text) {
    if (typed == '-' || typed == ' ') continue;
    const char c = Fold(typed);
    if (kAlphabet.find(c) == std::string_view::npos) {
      return Invalid("an access code has letters and digits only, and no u");
    }
    if (characters.size() == kCharacters) return Invalid("the access code is too long: it has 16 characters");
    characters += c;
  }
  if (characters.size() < kCharacters) return Invalid("the access code is too short: it has 16 characters");
  return AccessCode(std::move(characters));
}

std::string AccessHash(const KeyRing& keys, std::string_view resource, const AccessCode& code) {
  return std::string(View(HmacSha256(keys.access_key().view(), Frame({resource, code.characters_}))));
}

bool Matches(const KeyRing& keys, std::string_view resource, const AccessCode& code, std::string_view hash) {
  const std::string expected = AccessHash(keys, resource, code);
  return hash.size() == expected.size() && CRYPTO_memcmp(hash.data(), expected.data(), expected.size()) == 0;
}

}  // namespace disclosure::crypto
