// Encrypts single fields of the database: names, numbers, phones, addresses.
//
//   byte 0      algorithm: 1 is AES-256-GCM; 2 is kept for SM4-GCM
//   bytes 1-2   key id, the high byte first
//   bytes 3-14  random nonce
//   then        ciphertext, as long as the text, and a tag of 16 bytes
//
// The place of the value (table, column, row) and the first three bytes are authenticated, so that a value
// copied to another row or column does not decrypt. Nonces are random: one key serves 2^32 values (NIST
// SP 800-38D, 8.3); add a key long before.
//
// Empty text stays empty and is not authenticated: the database may know that a field was left blank.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/crypto/aes_gcm.h"
#include "common/crypto/key_ring.h"

namespace disclosure::crypto {

// Where a value stands. The row's id must be known before the row is inserted, and stay.
struct FieldContext {
  std::string_view table;
  std::string_view column;
  std::string_view row;
};

// Thread safe.
class FieldCipher {
 public:
  static constexpr size_t kOverhead = 1 + 2 + AesGcm::kNonceSize + AesGcm::kTagSize;  // for the width of columns

  explicit FieldCipher(const KeyRing& keys);  // needed here only
  // Under one key of 32 bytes that is kept, encrypted, beside what it encrypts. Its id is 0, which no ring has: a new key
  // of the ring re-encrypts that key alone, and without it the text is lost for good.
  explicit FieldCipher(SecretBytes data_key);

  // Under the current key. `text` is shorter than 2 GiB.
  std::string Encrypt(std::string_view text, const FieldContext& context) const;

  // FIELD_UNREADABLE with the place and, if the bytes name one, the key id, never with content: the key is
  // not in the ring, the bytes were changed, or they were written for another place.
  absl::StatusOr<std::string> Decrypt(std::string_view bytes, const FieldContext& context) const;

  // The id of the key that `bytes` are under; 0 for "" and for a data key.
  static uint16_t KeyOf(std::string_view bytes);
  // Whether `bytes` are under another key than the current one.
  bool NeedsRotation(std::string_view bytes) const;
  // The same text under the current key, with a new nonce.
  absl::StatusOr<std::string> Reencrypt(std::string_view bytes, const FieldContext& context) const;

 private:
  std::map<uint16_t, AesGcm> ciphers_;
  uint16_t current_;
};

}  // namespace disclosure::crypto
