// Rules that change, as tables: data/media/*.csv. A column `note` says what is uncertain.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::media {

struct DataRow {
  std::string place;  // "platforms.csv:3", for messages
  std::vector<std::string> fields;
};

// The rows of `csv` below `header` (the names of its columns, by comma), each as wide as it. BAD_REQUEST names every line
// that is not.
absl::StatusOr<std::vector<DataRow>> ReadDataTable(std::string_view csv, std::string_view table, std::string_view header);

// The days from `from` to `to`, both included; without `to` it goes on.
struct InForce {
  absl::CivilDay from;
  std::optional<absl::CivilDay> to;
  bool Holds(absl::CivilDay day) const { return from <= day && (!to || day <= *to); }
};

// Reads "2024-01-01" and "2024-12-31" or "". Adds what is wrong to `bad` and returns nullopt.
std::optional<InForce> ReadInForce(const std::string& from, const std::string& to, const std::string& place, error::Violations& bad);

}  // namespace disclosure::media
