// Sets a field of a message from text, as it stands in a path or a query.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway {

// Sets the field at the end of `path`, or adds to it if it is a list. Numbers and booleans as in JSON
// without quotes, enums by name or number, bytes in base64 (either alphabet), Timestamp, Duration,
// FieldMask and the wrappers in their JSON string form. On failure an INVALID_ARGUMENT whose message says
// what was expected; the caller names the field.
absl::Status SetFieldFromText(const FieldPath& path, const std::string& text,
                              google::protobuf::Message& message);

}  // namespace disclosure::gateway
