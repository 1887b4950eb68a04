// The way in with a number and an access code (查询码): of the applicant to his request.
#pragma once

#include <optional>
#include <string>

#include "request-service/api/backend.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {

// How one attempt is judged: OK lets in. Wrong codes are counted, and after the fifth the next wrong one has to wait:
// RESOURCE_EXHAUSTED (TOO_MANY_ATTEMPTS). The right code is let in at any time. `keep` is what to remember, if anything.
struct CodeAttempt {
  absl::Status judged;
  std::optional<AccessAttempts> keep;
};
CodeAttempt JudgeAttempt(const AccessAttempts& before, bool matches, absl::Time now, const absl::Status& wrong);

// The request, if the code is its own. NOT_FOUND (NO_SUCH_REQUEST) for a wrong one of either;
// TOO_MANY_ATTEMPTS.
absl::StatusOr<Case> OpenByAccessCode(const Backend& backend, const Call& call, const std::string& number, const std::string& access_code);

}  // namespace disclosure::request
