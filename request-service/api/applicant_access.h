// The applicant's way to his request: its number and access code (查询码).
#pragma once

#include <string>

#include "request-service/api/backend.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {

// The request, if the code is its own. NOT_FOUND (NO_SUCH_REQUEST) for a wrong one of either; wrong codes are counted,
// and after the fifth the next attempt has to wait: RESOURCE_EXHAUSTED (TOO_MANY_ATTEMPTS).
absl::StatusOr<Case> OpenByAccessCode(const Backend& backend, const Call& call, const std::string& number, const std::string& access_code);

}  // namespace disclosure::request
