// What request-service says of a refusal, in the words of the desk.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace disclosure::gateway {

// Of an error: by its reason, else its own words.
std::string ErrorWords(const absl::Status& status);

// Of a bad field. What is Chinese already, or has no translation here, stays.
std::string FaultWords(std::string_view description);

}  // namespace disclosure::gateway
