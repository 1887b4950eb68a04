#include "media-service/domain/opening_policy.h"

#include <utility>

#include "media-service/domain/inspection.h"

namespace disclosure::media {
namespace {

constexpr char kHeader[] = "division,organ_kind,level,policy,effective_from,effective_to,source,note";

std::optional<Opening> ReadOpening(std::string_view text) {
  if (text == "MUST") return Opening::kMust;
  if (text == "MAY") return Opening::kMay;
  if (text == "EXCEPTION_ONLY") return Opening::kExceptionOnly;
  if (text == "FORBIDDEN") return Opening::kForbidden;
  return std::nullopt;
}

}  // namespace

absl::StatusOr<OpeningPolicy> OpeningPolicy::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "opening_policy.csv", kHeader));
  OpeningPolicy policy;
  error::Violations bad;
  for (const DataRow& row : rows) {
    const std::optional<Opening> opening = ReadOpening(row.fields[3]);
    const std::optional<InForce> in_force = ReadInForce(row.fields[4], row.fields[5], row.place, bad);
    if (!opening) bad.Add(row.place, "policy must be MUST, MAY, EXCEPTION_ONLY or FORBIDDEN");
    if (row.fields[6].empty()) bad.Add(row.place, "source must be filled");
    if (opening && in_force) policy.rules_.push_back({row.fields[0], row.fields[1], row.fields[2], *opening, *in_force, row.fields[6]});
  }
  RETURN_IF_ERROR(bad.status());
  return policy;
}

const OpeningRule* OpeningPolicy::Of(std::string_view division, std::string_view organ_kind, absl::CivilDay day) const {
  const OpeningRule* closest = nullptr;
  const std::string_view level = LevelOf(division);
  const auto closeness = [](const OpeningRule& rule) { return std::pair(rule.division.size(), !rule.level.empty()); };
  for (const OpeningRule& rule : rules_) {
    const bool here = division.substr(0, rule.division.size()) == rule.division && (rule.level.empty() || rule.level == level);
    const bool applies = here && rule.organ_kind == organ_kind && rule.in_force.Holds(day);
    if (applies && (closest == nullptr || closeness(rule) > closeness(*closest))) closest = &rule;
  }
  return closest;
}

}  // namespace disclosure::media
