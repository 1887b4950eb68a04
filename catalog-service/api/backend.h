// What the handlers share, and how a mutation is kept once.
#pragma once

#include <functional>
#include <string>

#include "catalog-service/api/published_view.h"
#include "catalog-service/storage/store.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"

namespace disclosure::catalog {

// References to what main owns; outlives the handlers.
struct Backend {
  Store& store;
  const Clock& clock;
  PublishedView& view;
  // Tells the tailer that this process published something.
  std::function<void()> nudge;
};

// Runs `body` in a transaction, at most once per request id (AIP-155): a repeated call gets the first
// response. `request` has a request_id.
template <typename Response, typename Request, typename Body>
absl::StatusOr<Response> WriteOnce(const Backend& backend, const Call& call, const Request& request, Body body) {
  Request content = request;
  content.clear_request_id();
  const mysql::ServedKey key{call.caller.subject, call.method, request.request_id()};
  const std::string fingerprint = content.SerializeAsString();
  Response response;
  RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(const std::string bytes,
                     writer.Serve(key, fingerprint, backend.clock.Now(), [&]() -> absl::StatusOr<std::string> {
                       ASSIGN_OR_RETURN(const Response made, body(writer));
                       return made.SerializeAsString();
                     }));
    if (!response.ParseFromString(bytes)) return absl::DataLossError("a remembered response cannot be decoded");
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::catalog
