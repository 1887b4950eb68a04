// Who reads personal data is written down before he gets it; an error here keeps the answer back.
#pragma once

#include <string>
#include <vector>

#include "request-service/api/backend.h"

namespace disclosure::request {

// One request, or a paper of it. BAD_REQUEST for a purpose that is too long.
absl::Status RecordAccess(const Backend& backend, const Call& call, const RequestKey& key, const std::string& purpose = "");

// A list: how many requests of each organ.
absl::Status RecordListAccess(const Backend& backend, const Call& call, const std::vector<RequestRow>& rows);

}  // namespace disclosure::request
