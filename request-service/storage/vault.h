// What personal data is kept with.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "common/crypto/field_cipher.h"
#include "common/crypto/key_ring.h"
#include "request-service/domain/notification.h"

namespace disclosure::request {

// Thread safe; outlives the store.
struct Vault {
  explicit Vault(crypto::KeyRing ring) : keys(std::move(ring)), cipher(keys) {}
  const crypto::KeyRing keys;
  const crypto::FieldCipher cipher;
};

// Decrypts what ClaimNotification returned. DATA_LOSS.
absl::Status Unseal(const Vault& vault, Notification& notification);

// What RequestQuery finds an applicant by; "" if nothing is left of the number.
std::string ApplicantIndex(const Vault& vault, std::string_view identity_number);

}  // namespace disclosure::request
