// Errors as JSON over HTTP: the envelope of AIP-193.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "gateway/http/message.h"
#include "grpcpp/support/status.h"

namespace disclosure::gateway {

// The HTTP status of a gRPC code; 500 for codes that are not known.
int HttpStatusOf(grpc::StatusCode code);

// {"error":{"code":404,"message":…,"status":"NOT_FOUND","details":[{"@type":…}]}} with the details of
// `status`, and the headers that go with it: Retry-After, WWW-Authenticate. An error without details is one
// of the transport, whose text may name addresses: it is replaced. With `had_if_match` a stale etag is 412
// Precondition Failed. (Errors that the gateway itself makes: gateway/http/http_error.h.)
Response StatusResponse(const grpc::Status& status, bool had_if_match = false);
Response StatusResponse(const absl::Status& status, bool had_if_match = false);

// `status` as it may be shown: an error without details gets words of ours, and a reason.
grpc::Status WithDetails(const grpc::Status& status);

// The envelope alone, for streams that have begun.
std::string ErrorJson(const grpc::Status& status);

}  // namespace disclosure::gateway
