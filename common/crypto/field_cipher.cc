#include "common/crypto/field_cipher.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"

namespace disclosure::crypto {
namespace {

enum class Algorithm : uint8_t { kAes256Gcm = 1 };

constexpr size_t kHeaderSize = 3;
constexpr uint16_t kDataKeyId = 0;

std::string Header(Algorithm algorithm, uint16_t key_id) {
  return {static_cast<char>(algorithm), static_cast<char>(key_id >> 8), static_cast<char>(key_id & 0xFF)};
}

Algorithm AlgorithmOf(std::string_view bytes) { return static_cast<Algorithm>(bytes[0]); }
uint16_t KeyIdOf(std::string_view bytes) {
  return static_cast<uint16_t>(static_cast<uint8_t>(bytes[1]) << 8 | static_cast<uint8_t>(bytes[2]));
}

std::string Authenticated(std::string_view header, const FieldContext& context) {
  return Frame({header, context.table, context.column, context.row});
}

absl::Status Unreadable(const FieldContext& context, std::optional<uint16_t> key_id, std::string_view why) {
  const std::string place =
      absl::StrCat(std::string(context.table), ".", std::string(context.column), " of ", std::string(context.row));
  std::map<std::string, std::string> metadata = {{"table", std::string(context.table)},
                                                 {"column", std::string(context.column)},
                                                 {"row", std::string(context.row)}};
  if (key_id) metadata["key"] = std::to_string(*key_id);
  return error::Make(absl::StatusCode::kDataLoss, absl::StrCat(place, " cannot be decrypted: ", std::string(why)),
                     {.reason = "FIELD_UNREADABLE", .metadata = std::move(metadata)});
}

}  // namespace

FieldCipher::FieldCipher(const KeyRing& keys) : current_(keys.current_field_key().id) {
  for (const FieldKey& key : keys.field_keys()) ciphers_.try_emplace(key.id, key.key.Copy());
}

FieldCipher::FieldCipher(SecretBytes data_key) : current_(kDataKeyId) { ciphers_.try_emplace(kDataKeyId, std::move(data_key)); }

std::string FieldCipher::Encrypt(std::string_view text, const FieldContext& context) const {
  if (text.empty()) return "";
  const std::string header = Header(Algorithm::kAes256Gcm, current_);
  AesGcm::Nonce nonce;
  FillRandom(nonce);
  std::string bytes;
  bytes.reserve(kOverhead + text.size());
  bytes.append(header);
  bytes.append(View(nonce));
  ciphers_.at(current_).Seal(nonce, Authenticated(header, context), text, &bytes);
  return bytes;
}

absl::StatusOr<std::string> FieldCipher::Decrypt(std::string_view bytes, const FieldContext& context) const {
  if (bytes.empty()) return "";
  if (bytes.size() <= kOverhead) return Unreadable(context, std::nullopt, "it is cut short");
  if (AlgorithmOf(bytes) != Algorithm::kAes256Gcm) return Unreadable(context, std::nullopt, "its algorithm is unknown");
  const uint16_t key_id = KeyIdOf(bytes);
  const auto cipher = ciphers_.find(key_id);
  if (cipher == ciphers_.end()) {
    return Unreadable(context, key_id, absl::StrCat("field key ", key_id, " is not in the key file of this process"));
  }
  AesGcm::Nonce nonce;
  bytes.copy(reinterpret_cast<char*>(nonce.data()), nonce.size(), kHeaderSize);
  const std::string authenticated = Authenticated(bytes.substr(0, kHeaderSize), context);
  std::optional<std::string> text = cipher->second.Open(nonce, authenticated, bytes.substr(kHeaderSize + nonce.size()));
  if (text) return *std::move(text);
  return Unreadable(context, key_id, absl::StrCat("it was changed, or written for another place (key ", key_id, ")"));
}

uint16_t FieldCipher::KeyOf(std::string_view bytes) { return bytes.size() < kHeaderSize ? 0 : KeyIdOf(bytes); }

bool FieldCipher::NeedsRotation(std::string_view bytes) const {
  return !bytes.empty() && !bytes.starts_with(Header(Algorithm::kAes256Gcm, current_));
}

absl::StatusOr<std::string> FieldCipher::Reencrypt(std::string_view bytes, const FieldContext& context) const {
  ASSIGN_OR_RETURN(const std::string text, Decrypt(bytes, context));
  return Encrypt(text, context);
}

}  // namespace disclosure::crypto
