// An applicant as the text that is encrypted into requests.applicant_sealed.
#pragma once

#include <string>
#include <string_view>

#include "common/base/status.h"
#include "request-service/domain/filing.h"

namespace disclosure::request {

std::string ToJson(const Applicant& applicant);
// DATA_LOSS if the text is not an applicant; the error repeats nothing of it.
absl::StatusOr<Applicant> ApplicantFromJson(std::string_view text);

}  // namespace disclosure::request
