// A call of a service for a page, as an anonymous reader.
#pragma once

#include <memory>
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
  AnonymousCall(ActiveCalls& active, Request given) : ticket(active), request(std::move(given)) {}
  ActiveCalls::Ticket ticket;
  grpc::ClientContext context;
  Request request;
  Response response;
};

// `start(context, request, response, on_done)` is a method of the asynchronous stub. `active` outlives the function.
template <typename Request, typename Response, typename Start>
ServiceCall<Request, Response> CallerOf(ActiveCalls& active, Start start) {
  return [&active, start](Request request, Done<Response> done) {
    auto call = std::make_shared<AnonymousCall<Request, Response>>(active, std::move(request));
    type::v1::Caller anonymous;
    anonymous.set_kind(type::v1::Caller::ANONYMOUS);
    Prepare(anonymous, "portal", kPageTime, call->context);
    call->ticket.OnCancelAll([weak = std::weak_ptr(call)] {
      if (const auto call = weak.lock()) call->context.TryCancel();
    });
    start(&call->context, &call->request, &call->response, [call, done = std::move(done)](const grpc::Status& status) {
      if (status.ok()) {
        done(std::move(call->response));
      } else {
        done(FromGrpc(status));
      }
    });
  };
}

}  // namespace disclosure::gateway
