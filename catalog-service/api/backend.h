// What the handlers share, and how a mutation is kept once.
#pragma once

#include <functional>
#include <string>

#include "catalog-service/api/published_view.h"
#include "catalog-service/storage/store.h"
#include "common/base/clock.h"
#include "common/rpc/call.h"
#include "common/rpc/serve_once.h"

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
  Response response;
  RETURN_IF_ERROR(backend.store.Write(call.deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(response, ServeOnce<Response>(writer, call, request, backend.clock.Now(), body));
    return absl::OkStatus();
  }));
  return response;
}

}  // namespace disclosure::catalog
