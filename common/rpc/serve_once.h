// How a mutation is kept once: a repeated request id gets the first response (AIP-155).
#pragma once

#include <string>

#include "absl/time/time.h"
#include "common/base/status.h"
#include "common/mysql/served.h"
#include "common/rpc/call.h"

namespace disclosure {

// Runs `body` unless the caller's request id was served before, in the transaction of `writer` (a service's Writer,
// with Serve). `request` has a request_id. DATA_LOSS if a remembered response cannot be decoded.
template <typename Response, typename Request, typename Writer, typename Body>
absl::StatusOr<Response> ServeOnce(Writer& writer, const Call& call, const Request& request, absl::Time now, Body body) {
  Request content = request;
  content.clear_request_id();
  const mysql::ServedKey key{call.caller.subject, call.method, request.request_id()};
  ASSIGN_OR_RETURN(const std::string bytes, writer.Serve(key, content.SerializeAsString(), now, [&]() -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const Response made, body(writer));
    return made.SerializeAsString();
  }));
  Response response;
  if (!response.ParseFromString(bytes)) return absl::DataLossError("a remembered response cannot be decoded");
  return response;
}

}  // namespace disclosure
