#include "request-service/storage/applicant_json.h"

#include "nlohmann/json.hpp"

namespace disclosure::request {

using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(Applicant, applicant_class, name, identity_kind, identity_number, identity_kind_text, phone,
                                                email, address, postcode, agent_name)

std::string ToJson(const Applicant& applicant) { return Json(applicant).dump(-1, ' ', false, Json::error_handler_t::replace); }

absl::StatusOr<Applicant> ApplicantFromJson(std::string_view text) {
  try {
    return Json::parse(text).get<Applicant>();
  } catch (const Json::exception&) {
    return absl::DataLossError("a stored applicant is not the JSON of an applicant");
  }
}

}  // namespace disclosure::request
