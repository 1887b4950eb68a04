// The keys of personal data, from one file that belongs to the service alone.
//
// One key a line: `<id> <purpose> <base64 of 32 bytes>`; blank lines and lines beginning with # are notes.
// Ids are 1 to 65535, each used once. Purposes:
//   field   encrypts fields. The last one encrypts, all decrypt: rotation adds a line and removes none
//           before the last value under an old key was encrypted anew.
//   index   makes blind indexes; exactly one, because another would find nothing of what is there.
//   access  hashes access codes; exactly one, likewise.
//
// Whoever loses the file loses the data, whoever reads it reads the data: keep a copy away from the
// database and its dumps.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/crypto/secret_bytes.h"

namespace disclosure::crypto {

inline constexpr size_t kKeySize = 32;

struct FieldKey {
  uint16_t id;
  SecretBytes key;
};

// Immutable after Load, so thread safe. The keys are wiped with it.
class KeyRing {
 public:
  // KEY_FILE_MISSING; KEY_FILE_INACCESSIBLE; KEY_FILE_RIGHTS unless the rights are 0600 or stricter and the
  // owner is this process's user; KEY_FILE_BAD with all bad lines at once. No error repeats a part of a line.
  static absl::StatusOr<KeyRing> Load(const std::string& path);
  // The same for the text of a file; `name` is for errors.
  static absl::StatusOr<KeyRing> Parse(std::string_view text, std::string_view name);

  std::span<const FieldKey> field_keys() const { return field_keys_; }  // never empty
  const FieldKey& current_field_key() const { return field_keys_.back(); }
  const SecretBytes& index_key() const { return index_key_; }
  const SecretBytes& access_key() const { return access_key_; }
  uint16_t largest_id() const { return largest_id_; }

 private:
  friend class KeyFileParser;
  KeyRing() = default;

  std::vector<FieldKey> field_keys_;
  SecretBytes index_key_;
  SecretBytes access_key_;
  uint16_t largest_id_ = 0;
};

// Makes a file with one new key of each purpose. KEY_FILE_EXISTS if there is one already.
absl::Status GenerateKeyFile(const std::string& path);

// Adds a new field key, which encrypts from the next Load on, and returns its id. Readers see the old file
// or the new one. Every process that decrypts must have loaded the new file before one encrypts with it.
absl::StatusOr<uint16_t> AddFieldKey(const std::string& path);

// Takes the field key `id` away. KEY_UNKNOWN if there is none; KEY_CURRENT for the one that encrypts. The caller has
// made sure that nothing is left under it: what is can never be read again.
absl::Status RemoveFieldKey(const std::string& path, uint16_t id);

}  // namespace disclosure::crypto
