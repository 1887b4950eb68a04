// disclosurectl fee: the processing fee (国办函〔2020〕109号) by items or by pages.
#pragma once

#include <cstdint>
#include <optional>
#include <ostream>
#include <string_view>

#include "absl/time/civil_time.h"

namespace disclosure::ctl {

struct FeeOptions {
  std::optional<int64_t> items;  // of one applicant in a calendar month
  std::optional<int64_t> pages;  // of one request
  bool json = false;
};

// `fees_csv` is data/request/fees.csv; the schedule in force on `day` counts. 0, or 1 with the reason on `err`.
int RunFee(const FeeOptions& options, std::string_view fees_csv, absl::CivilDay day, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
