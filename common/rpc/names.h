// Resource names: "divisions/330108/catalogues/03".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace disclosure {

// The ids of `name` where `pattern` has `*`: ("divisions/*/catalogues/*", "divisions/330108/catalogues/03")
// → {"330108", "03"}. INVALID_ARGUMENT naming `field` and the pattern if it does not fit. An id has 1 to 64
// of a–z, A–Z, 0–9, "-", "_", "."
absl::StatusOr<std::vector<std::string>> ParseName(std::string_view pattern, std::string_view name,
                                                   std::string_view field = "name");

// The other way: FormatName("organs/*", {"330108-jyj"}).
std::string FormatName(std::string_view pattern, const std::vector<std::string>& ids);

}  // namespace disclosure
