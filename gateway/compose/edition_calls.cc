#include "gateway/compose/edition_calls.h"

#include <utility>

#include "common/rpc/status.h"
#include "gateway/transcode/call_context.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::catalog::v1;

// A page is waited for by a person.
constexpr absl::Duration kPageTime = absl::Seconds(5);

template <typename Request, typename Response>
struct Call {
  Call(ActiveCalls& active, Request given) : ticket(active), request(std::move(given)) {}
  ActiveCalls::Ticket ticket;
  grpc::ClientContext context;
  Request request;
  Response response;
};

// `start(context, request, response, on_done)` is a method of the asynchronous stub.
template <typename Request, typename Response, typename Start>
auto Caller(ActiveCalls& active, Start start) {
  return [&active, start](Request request, EditionCalls::Done<Response> done) {
    auto call = std::make_shared<Call<Request, Response>>(active, std::move(request));
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

}  // namespace

EditionCalls EditionClient::Calls() {
  auto* async = stub_->async();
  EditionCalls calls;
  calls.list_editions = Caller<v1::ListEditionsRequest, v1::ListEditionsResponse>(
      active_, [async](auto... args) { async->ListEditions(std::move(args)...); });
  calls.get_edition = Caller<v1::GetEditionRequest, v1::Edition>(
      active_, [async](auto... args) { async->GetEdition(std::move(args)...); });
  calls.diff_editions = Caller<v1::DiffEditionsRequest, v1::EditionDiff>(
      active_, [async](auto... args) { async->DiffEditions(std::move(args)...); });
  return calls;
}

}  // namespace disclosure::gateway
