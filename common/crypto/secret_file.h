// Small files that only their owner may read, and that are whole or not there.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/crypto/secret_bytes.h"

namespace disclosure::crypto {

// KEY_FILE_MISSING, KEY_FILE_INACCESSIBLE; KEY_FILE_RIGHTS if anybody but its owner may read or write it, or
// the owner is not this process.
absl::StatusOr<SecretBytes> ReadSecretFile(const std::string& path);

// KEY_FILE_EXISTS if there is one; nothing is ever overwritten.
absl::Status CreateSecretFile(const std::string& path, std::string_view text);

// Puts what `edit` makes of the present text in its place. Editors wait for each other, in this process and
// others, so that none undoes the other's work.
absl::Status EditSecretFile(const std::string& path,
                            const std::function<absl::StatusOr<SecretBytes>(std::string_view text)>& edit);

}  // namespace disclosure::crypto
