#include "gateway/desk/desk_calls.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/wire.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::MethodDescriptor;

constexpr absl::Duration kCallTime = absl::Seconds(10);  // a page is waited for by a person

struct UnderWay {
  explicit UnderWay(ActiveCalls& active) : ticket(active) {}
  ActiveCalls::Ticket ticket;
  grpc::ClientContext context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer answer;
};

}  // namespace

DeskCalls::DeskCalls(const std::shared_ptr<grpc::Channel>& requests) {
  if (requests != nullptr) stub_ = std::make_unique<grpc::GenericStub>(requests);
}

void DeskCalls::Call(std::string_view method, const google::protobuf::Message& request, const Acting& acting, Done done) {
  const auto* service = request::v1::GetRequestRequest::descriptor()->file()->FindServiceByName("RequestService");
  const MethodDescriptor* described = service->FindMethodByName(std::string(method));
  if (stub_ == nullptr || described == nullptr) {
    return done(error::Make(absl::StatusCode::kUnavailable, "this gateway has no request-service", {.reason = "NO_REQUEST_SERVICE"}));
  }
  auto call = std::make_shared<UnderWay>(active_);
  Prepare(acting.caller, acting.trace, kCallTime, call->context);
  call->request = Serialize(request);
  call->ticket.OnCancelAll([weak = std::weak_ptr(call)] {
    if (const auto call = weak.lock()) call->context.TryCancel();
  });
  const std::string path = absl::StrCat("/", service->full_name(), "/", described->name());
  stub_->UnaryCall(&call->context, path, {}, &call->request, &call->answer,
                   [call, described, done = std::move(done)](const grpc::Status& status) {
                     if (!status.ok()) return done(FromGrpc(status));
                     done(ParseAnswer(*described, call->answer));
                   });
}

}  // namespace disclosure::gateway
