// For tests: what the annual report counts of one concluded request.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

struct Concluded {
  std::string number;
  ApplicantClass applicant = ApplicantClass::kUnspecified;
  absl::CivilDay received;
  std::string outcome;
  absl::CivilDay concluded;
};

// The cells of its year, row by row. Fails the test if it is counted nowhere.
std::vector<int64_t> CountedCells(const Concluded& request);

}  // namespace disclosure::request
