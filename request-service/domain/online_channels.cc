#include "request-service/domain/online_channels.h"

#include <optional>

namespace disclosure::request {
namespace {

constexpr char kHeader[] = "division,effective_from,effective_to,channel,note";

}  // namespace

absl::StatusOr<OnlineChannels> OnlineChannels::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "online_channels.csv", kHeader));
  OnlineChannels table;
  error::Violations bad;
  for (const LawRow& row : rows) {
    const std::optional<InForce> in_force = ReadInForce(row.fields[1], row.fields[2], row.place, bad);
    if (row.fields[3].empty()) bad.Add(row.place, "channel must be filled");
    if (in_force) table.rows_.push_back({row.fields[0], *in_force, row.fields[3]});
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

std::string OnlineChannels::Of(std::string_view division, absl::CivilDay day) const {
  const Row* closest = nullptr;
  for (const Row& row : rows_) {
    if (division.substr(0, row.division.size()) != row.division || !row.in_force.Holds(day)) continue;
    if (closest == nullptr || row.division.size() > closest->division.size()) closest = &row;
  }
  return closest == nullptr ? "" : closest->channel;
}

}  // namespace disclosure::request
