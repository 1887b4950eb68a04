#include "request-service/domain/competent_organs.h"

#include <algorithm>
#include <utility>

#include "common/base/error.h"

namespace disclosure::request {

absl::StatusOr<CompetentOrgans> CompetentOrgans::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows,
                   ReadLawTable(csv, "competent_organs.csv", "division,organ,effective_from,effective_to,article,note"));
  CompetentOrgans table;
  error::Violations bad;
  for (const LawRow& row : rows) {
    if (row.fields[0].empty() || row.fields[1].empty()) bad.Add(row.place, "division and organ must be filled");
    std::optional<InForce> in_force = ReadInForce(row.fields[2], row.fields[3], row.place, bad);
    if (in_force) table.rows_.push_back({row.fields[0], row.fields[1], *in_force});
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

bool CompetentOrgans::Runs(std::string_view organ, std::string_view division, absl::CivilDay day) const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [&](const Row& row) { return row.organ == organ && row.division == division && row.in_force.Holds(day); });
}

bool CompetentOrgans::Supervises(std::string_view organ, std::string_view division, absl::CivilDay day) const {
  return std::any_of(rows_.begin(), rows_.end(),
                     [&](const Row& row) { return row.organ == organ && Covers(row.division, division) && row.in_force.Holds(day); });
}

}  // namespace disclosure::request
