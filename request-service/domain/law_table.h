// The rules of the law that change, as tables: data/request/*.csv. Comma-separated UTF-8 with a fixed
// header and no quoting (texts use the full-width comma). A column `note` says what is uncertain.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::request {

struct LawRow {
  std::string place;  // "fees.csv:3", for messages
  std::vector<std::string> fields;
};

// The rows below `header`. BAD_REQUEST names every line with another number of columns.
absl::StatusOr<std::vector<LawRow>> ReadLawTable(std::string_view csv, std::string_view table, std::string_view header);

// A whole number from 0 to `max`, else nullopt.
std::optional<int64_t> WholeNumber(std::string_view text, int64_t max);

// The days from `from` to `to`, both included; without `to` the rule is in force still.
struct InForce {
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
  bool Holds(absl::CivilDay day) const { return from <= day && (!to || day <= *to); }
  bool Overlaps(const InForce& other) const;
};

// Reads "2024-01-01" and "2024-12-31" or "". Adds what is wrong to `bad` and returns nullopt.
std::optional<InForce> ReadInForce(const std::string& from, const std::string& to, const std::string& place,
                                   error::Violations& bad);

// FAILED_PRECONDITION: the table `table` has no rule for `what` on `day`.
absl::Status NotInForce(std::string_view table, std::string_view what, absl::CivilDay day);

}  // namespace disclosure::request
