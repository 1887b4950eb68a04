// What a file is, from its content: libmagic, and for containers their parts (libzip).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/status.h"

namespace disclosure::request {

// What unpacking may come to.
struct PackageLimits {
  int64_t entries = 5000;
  int64_t unpacked_bytes = 200 << 20;
  int64_t ratio = 100;  // of what is larger than 4 MiB unpacked
};

// "application/pdf"; "application/zip" for an archive that is no office document, "application/octet-stream" for what
// nobody knows. INVALID_ARGUMENT: ATTACHMENT_BOMB for an office document that unpacks beyond `limits` or has an archive
// inside that is no embedded office document, ATTACHMENT_DAMAGED for one that cannot be unpacked.
absl::StatusOr<std::string> ContentTypeOf(std::string_view bytes, const PackageLimits& limits = {});

}  // namespace disclosure::request
