// The organs that run disclosure for an area (政府信息公开工作主管部门, 条例 art. 3): data/request/competent_organs.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "common/identity/division.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {

// Immutable; thread safe.
class CompetentOrgans {
 public:
  // "division,organ,effective_from,effective_to,article,note"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<CompetentOrgans> Parse(std::string_view csv);

  // Whether `organ` runs disclosure for `division` itself.
  bool Runs(std::string_view organ, std::string_view division, absl::CivilDay day) const;
  // Or for a division that covers it.
  bool Supervises(std::string_view organ, std::string_view division, absl::CivilDay day) const;

 private:
  struct Row {
    std::string division;
    std::string organ;
    InForce in_force;
  };
  std::vector<Row> rows_;
};

}  // namespace disclosure::request
