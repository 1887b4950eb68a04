// A composed document in the format that is asked for.
#pragma once

#include "disclosure/request/v1/document.pb.h"
#include "google/api/httpbody.pb.h"
#include "request-service/documents/document.h"

namespace disclosure::request {

// BAD_REQUEST for a number that is none of the formats.
absl::Status CheckFormat(v1::DocumentFormat format);

absl::StatusOr<google::api::HttpBody> Rendered(const Document& document, v1::DocumentFormat format);

}  // namespace disclosure::request
