// The id of an object: SHA-256 of its bytes, 64 lower-case hex digits.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"

namespace disclosure::objects {

std::string IdOf(std::string_view bytes);

// INVALID_ARGUMENT (BAD_OBJECT_ID): an id becomes a path.
absl::Status CheckId(std::string_view id);

// OBJECT_DAMAGED unless `bytes` are those of `id`.
absl::Status CheckBytes(std::string_view id, std::string_view bytes);

absl::Status ObjectNotFound(std::string_view id);

// UNAVAILABLE (OBJECT_STORE_UNAVAILABLE): the store does not answer, or not as it should.
absl::Status StoreUnavailable(std::string_view why);

}  // namespace disclosure::objects
