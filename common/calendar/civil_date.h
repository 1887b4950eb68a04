// Dates as the data files and the command line write them: 2026-09-18.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"

namespace disclosure {

// Exactly YYYY-MM-DD and a day that exists (no 2026-02-30), else nullopt. Nothing is trimmed.
std::optional<absl::CivilDay> ParseDate(std::string_view text);

std::string FormatDate(absl::CivilDay day);

}  // namespace disclosure
