#include <utility>

#include "absl/time/clock.h"
#include "gateway/transcode/call.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/response.h"
#include "gateway/transcode/wire.h"

namespace disclosure::gateway {
namespace {

struct UnaryCall {
  explicit UnaryCall(CallInput given) : ticket(*given.active), input(std::move(given)) {}

  ActiveCalls::Ticket ticket;
  CallInput input;
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer answer;

  Response Render(const grpc::Status& status) {
    if (!status.ok()) return StatusResponse(status, !input.http->Header("if-match").empty());
    const auto message = ParseAnswer(*input.route->method, answer);
    if (!message.ok()) return StatusResponse(message.status());
    return RenderResponse(*input.route, *input.http, *input.request, **message);
  }
};

}  // namespace

void Reply(Exchange& exchange, const std::string& trace, Response response) {
  response.headers.emplace_back("x-request-id", trace);
  exchange.Reply(std::move(response));
}

void StartUnaryCall(CallInput input) {
  auto call = std::make_shared<UnaryCall>(std::move(input));
  Prepare(call->input.caller, call->input.trace, call->input.deadline - absl::Now(), call->context);
  call->request = Serialize(*call->input.request);
  const auto cancel = [weak = std::weak_ptr(call)] {
    if (const auto call = weak.lock()) call->context.TryCancel();
  };
  call->ticket.OnCancelAll(cancel);
  call->input.exchange->OnCancel(cancel);
  call->input.stub->UnaryCall(&call->context, call->input.route->grpc_path, {}, &call->request, &call->answer,
                              [call](const grpc::Status& status) {
                                if (call->input.ended) call->input.ended(status);
                                Reply(*call->input.exchange, call->input.trace, call->Render(status));
                              });
}

}  // namespace disclosure::gateway
