// The request message of a call, built from path, query, body and headers of an HTTP request.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "gateway/http/message.h"
#include "gateway/transcode/routes.h"
#include "google/protobuf/message.h"

namespace disclosure::gateway {

// Body first, then the query, the path last, so that the path wins; then Idempotency-Key → request_id,
// If-Match → etag and, for streams, Last-Event-ID → resume_token.
// A field of type google.api.HttpBody takes the body and its Content-Type as they are.
// INVALID_ARGUMENT with BadRequest naming every parameter or JSON field that is unknown, of the wrong type
// or given twice; a query beside body "*"; a body where none is taken; a header that contradicts the body.
absl::StatusOr<std::unique_ptr<google::protobuf::Message>> BuildRequest(const RouteMatch& match,
                                                                        const Request& http);

}  // namespace disclosure::gateway
