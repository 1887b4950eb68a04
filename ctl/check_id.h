// disclosurectl check-id CODE [--json]
#pragma once

#include <ostream>
#include <string_view>

namespace disclosure::ctl {

// Prints which kind of number `code` is and whether it is valid, in Chinese; of a person's number only
// the masked form. With `json` one object: {"kind","kind_text","valid","problem","position","number",
// "area_code","registration_authority","organ_category","body_code","body_code_checks"}, kind being
// unknown, uniform_social_credit_code, resident_id, residence_permit or organisation_code.
// Returns 0 if valid, else 1.
int RunCheckId(std::string_view code, bool json, std::ostream& out);

}  // namespace disclosure::ctl
