// Ids that the servers choose: opaque, lower case, in order of time.
#pragma once

#include <string>

#include "absl/time/time.h"

namespace disclosure {

// A ULID in lower case: 26 characters of Crockford base32, 48 bits of milliseconds and 80 random bits.
// Ids made at the same millisecond are in no particular order. Thread safe.
std::string NewUid(absl::Time now);

}  // namespace disclosure
