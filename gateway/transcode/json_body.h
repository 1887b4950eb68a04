// JSON of a request, read into a message.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway {

// Nesting of objects and lists in the JSON of a request.
inline constexpr int kMaxJsonDepth = 100;

// Reads `json` into `message`; nothing but white space is an empty object. An unknown field, a value of the
// wrong type, deeper nesting than kMaxJsonDepth or text that is not JSON is INVALID_ARGUMENT with BadRequest
// naming the field, with `prefix` before it ("organ"; "" for the whole request).
absl::Status ParseJsonBody(const std::string& json, std::string_view prefix, google::protobuf::Message& message);

}  // namespace disclosure::gateway
