// A call of a service as an anonymous reader: what a page or a view shows is what anybody may see.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/rpc/status.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/transcode/call_context.h"
#include "gateway/web/service_calls.h"
#include "grpcpp/client_context.h"

namespace disclosure::gateway {

// A page is waited for by a person.
inline constexpr absl::Duration kPageTime = absl::Seconds(5);

template <typename Request, typename Response>
struct AnonymousCall {
  using Done = std::function<void(const grpc::Status&, Response&)>;
  AnonymousCall(ActiveCalls& active, Request given, Done done) : ticket(active), request(std::move(given)), done(std::move(done)) {}
  ActiveCalls::Ticket ticket;
  grpc::ClientContext context;
  const Request request;
  Response response;
  const Done done;
};

// `start(context, request, response, on_done)` is a method of an asynchronous stub; `done` is called once. `active` outlives
// the call and what `done` holds.
template <typename Request, typename Response, typename Start>
void CallAnonymously(ActiveCalls& active, const std::string& trace, absl::Duration timeout, Request request, Start start,
                     typename AnonymousCall<Request, Response>::Done done) {
  auto call = std::make_shared<AnonymousCall<Request, Response>>(active, std::move(request), std::move(done));
  type::v1::Caller anonymous;
  anonymous.set_kind(type::v1::Caller::ANONYMOUS);
  Prepare(anonymous, trace, timeout, call->context);
  call->ticket.OnCancelAll([weak = std::weak_ptr(call)] {
    if (const auto call = weak.lock()) call->context.TryCancel();
  });
  start(&call->context, &call->request, &call->response, [call](const grpc::Status& status) { call->done(status, call->response); });
}

// The function of a page. `active` outlives it.
template <typename Request, typename Response, typename Start>
ServiceCall<Request, Response> CallerOf(ActiveCalls& active, Start start) {
  return [&active, start](Request request, Done<Response> done) {
    auto tell = [done = std::move(done)](const grpc::Status& status, Response& response) {
      if (status.ok()) {
        done(std::move(response));
      } else {
        done(FromGrpc(status));
      }
    };
    CallAnonymously<Request, Response>(active, "portal", kPageTime, std::move(request), start, std::move(tell));
  };
}

}  // namespace disclosure::gateway
