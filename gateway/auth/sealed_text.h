// Small JSON objects that a browser keeps for us and can neither read nor change.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "common/crypto/field_cipher.h"

namespace disclosure::gateway {

using SealedFields = std::map<std::string, std::string>;

// AES-256-GCM under the keys of the gateway's key file, which all its replicas share. Thread safe.
class Sealer {
 public:
  explicit Sealer(const crypto::KeyRing& keys) : cipher_(keys) {}

  // base64url. What is sealed for one purpose opens for no other.
  std::string Seal(const SealedFields& fields, std::string_view purpose) const;
  // Nothing if it was not sealed by these keys for `purpose`, or was changed.
  std::optional<SealedFields> Open(std::string_view sealed, std::string_view purpose) const;

 private:
  const crypto::FieldCipher cipher_;
};

// A time as a field, to the microsecond. An unreadable one is the infinite past.
std::string TimeField(absl::Time time);
absl::Time FieldTime(const std::string& field);

}  // namespace disclosure::gateway
