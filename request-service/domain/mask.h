// What readers see of an applicant who do not work on the request.
#pragma once

#include <string>
#include <string_view>

#include "request-service/domain/filing.h"

namespace disclosure::request {

// The second half as stars: "测试甲" → "测试*". Only a person's name is personal: of others it stays.
std::string MaskedName(const Applicant& applicant);

// "330108********001X"; shorter numbers keep a quarter at each end.
std::string MaskedIdentity(std::string_view number);

}  // namespace disclosure::request
