#include "gateway/proxy/byte_proxy.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/status.h"
#include "gateway/proxy/client_identity.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/errors.h"
#include "google/protobuf/message.h"
#include "grpcpp/impl/codegen/proto_utils.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Message;

absl::Status Limited(std::string_view reason, std::string_view what, absl::Duration wait) {
  return error::Make(absl::StatusCode::kResourceExhausted,
                     absl::StrCat(std::string(what), "; the next call is allowed in ", absl::FormatDuration(wait)),
                     {.reason = std::string(reason), .retry_after = wait});
}

absl::Status Stopping() {
  return error::Make(absl::StatusCode::kUnavailable, "The gateway stops; call another replica, or this one a little later.",
                     {.reason = "STOPPING", .retry_after = absl::Seconds(1)});
}

}  // namespace

// One call, with its two ends: the client's, which it is itself, and the service's. Lives until both are done.
class ByteProxy::Call final : public grpc::ServerGenericBidiReactor {
 public:
  Call(ByteProxy& proxy, grpc::GenericCallbackServerContext& context)
      : ticket_(proxy.active_), proxy_(proxy), client_(context), service_(*this) {
    ticket_.OnCancelAll([context = service_context_] { context->TryCancel(); });
    const auto found = proxy_.methods_.find(context.method());
    if (found == proxy_.methods_.end()) {
      End(ToGrpc(error::Make(absl::StatusCode::kUnimplemented, absl::StrCat("there is no method ", context.method(), " here"),
                             {.reason = "NO_SUCH_METHOD", .metadata = {{"method", context.method()}}})));
      return;
    }
    method_ = &found->second;
    if (method_->descriptor->server_streaming()) {
      watch_.emplace(proxy_.watches_);
      watch_->OnCancelAll([context = service_context_] { context->TryCancel(); });
    }
    if (const absl::Status entered = Enter(); !entered.ok()) {
      End(ToGrpc(entered));
    } else {
      StartRead(&request_);
    }
  }

  // ---- the client's end

  void OnReadDone(bool ok) override {
    if (!ok) {
      return End(ToGrpc(error::Make(absl::StatusCode::kInvalidArgument, "the call has no request", {.reason = "NO_REQUEST"})));
    }
    absl::StatusOr<CallFacts> facts = Facts();
    if (!facts.ok()) return End(ToGrpc(facts.status()));
    proxy_.options_.gate->Pass(*facts, [this, facts = *facts](const absl::Status& passed) {
      if (!passed.ok()) return End(ToGrpc(passed));
      facts_ = facts;
      service_.Start();
    });
  }

  void OnWriteDone(bool ok) override {
    if (!ok) service_context_->TryCancel();
    service_.ReadOn();
  }

  void OnCancel() override { service_context_->TryCancel(); }

  void OnDone() override { delete this; }

 private:
  // The service's end. Its OnDone ends the call.
  class ServiceEnd final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
   public:
    explicit ServiceEnd(Call& call) : call_(call) {}

    void Start() {
      call_.method_->stub->PrepareBidiStreamingCall(call_.service_context_.get(), call_.client_.method(), {}, this);
      StartWriteLast(&call_.request_, {});
      StartRead(&call_.answer_);
      StartCall();
    }

    void OnReadDone(bool ok) override {
      if (!ok) return;
      // The next read is started when the client has taken this answer, from another thread: the call must not end before.
      AddHold();
      call_.StartWrite(&call_.answer_);
    }
    void ReadOn() {
      call_.answer_.Clear();
      StartRead(&call_.answer_);
      RemoveHold();
    }

    void OnDone(const grpc::Status& status) override { call_.ServiceEnded(status); }

   private:
    Call& call_;
  };

  // Who calls, and whether he may call as often as this.
  absl::Status Enter() {
    ASSIGN_OR_RETURN(visitor_, proxy_.Enter(client_));
    deadline_ = Deadline();
    const auto timeout = deadline_ ? std::optional(*deadline_ - absl::Now()) : std::nullopt;
    Prepare(visitor_.caller, visitor_.trace, timeout, *service_context_);
    return absl::OkStatus();
  }

  // What does not stream ends within the time that calls over HTTP have.
  std::optional<absl::Time> Deadline() const {
    const auto asked = client_.deadline();
    const bool endless = asked == std::chrono::system_clock::time_point::max();
    const absl::Time most = absl::Now() + kMaxCallTime;
    if (method_->descriptor->server_streaming()) return endless ? std::nullopt : std::optional(absl::FromChrono(asked));
    return endless ? most : std::min(most, absl::FromChrono(asked));
  }

  absl::StatusOr<CallFacts> Facts() {
    const Message* const prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method_->descriptor->input_type());
    std::unique_ptr<Message> read;
    // Bytes stay bytes unless a limit must look at them.
    if (method_->traits.access_code != nullptr || method_->traits.number != nullptr) {
      read.reset(prototype->New());
      grpc::ByteBuffer copy = request_;
      if (!grpc::SerializationTraits<Message>::Deserialize(&copy, read.get()).ok()) {
        return error::Make(absl::StatusCode::kInvalidArgument, "the request cannot be read", {.reason = "REQUEST_NOT_READABLE"});
      }
    }
    CallFacts facts =
        FactsOf(method_->traits, read == nullptr ? *prototype : *read, visitor_.caller, visitor_.address, *proxy_.options_.gate);
    facts.deadline = deadline_.value_or(absl::InfiniteFuture());
    return facts;
  }

  void ServiceEnded(const grpc::Status& status) {
    if (!facts_.access_code.empty() && SaysCodeFailed(error::Reason(FromGrpc(status)))) proxy_.options_.gate->CodeFailed(facts_);
    const bool sent_away = watch_ && proxy_.draining_ && status.error_code() == grpc::StatusCode::CANCELLED;
    End(sent_away ? ToGrpc(Stopping()) : WithDetails(status));
  }

  void End(const grpc::Status& status) {
    visitor_.place.Release();  // first, so that a client that waited for the answer is never refused because of it
    if (proxy_.options_.ended) proxy_.options_.ended(status.error_code(), absl::Now() - start_);
    Finish(status);
  }

  ActiveCalls::Ticket ticket_;
  std::optional<ActiveCalls::Ticket> watch_;
  ByteProxy& proxy_;
  grpc::GenericCallbackServerContext& client_;
  const absl::Time start_ = absl::Now();
  const Method* method_ = nullptr;
  Visitor visitor_;
  std::optional<absl::Time> deadline_;
  CallFacts facts_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer answer_;
  // Shared with who cancels all calls, who may still hold it when the call is gone.
  const std::shared_ptr<grpc::ClientContext> service_context_ = std::make_shared<grpc::ClientContext>();
  ServiceEnd service_;
};

absl::StatusOr<std::unique_ptr<ByteProxy>> ByteProxy::Create(Options options) {
  std::unique_ptr<ByteProxy> proxy(new ByteProxy(std::move(options)));
  for (const Backend& backend : proxy->options_.backends) RETURN_IF_ERROR(proxy->Add(backend));
  return proxy;
}

absl::Status ByteProxy::Add(const Backend& backend) {
  const auto* service = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(backend.service);
  if (service == nullptr) {
    return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat("the descriptor of service ", backend.service, " is not linked in"),
                       {.reason = "SERVICE_NOT_LINKED", .metadata = {{"service", backend.service}}});
  }
  grpc::GenericStub* const stub = stubs_.emplace_back(std::make_unique<grpc::GenericStub>(backend.channel)).get();
  for (int i = 0; i < service->method_count(); ++i) {
    const auto* method = service->method(i);
    if (method->client_streaming()) {
      return error::Make(absl::StatusCode::kInvalidArgument, absl::StrCat(method->full_name(), " streams its requests"),
                         {.reason = "BAD_ROUTE", .metadata = {{"method", method->full_name()}}});
    }
    methods_[absl::StrCat("/", service->full_name(), "/", method->name())] = {method, TraitsOf(*method), stub};
  }
  return absl::OkStatus();
}

absl::StatusOr<ByteProxy::Visitor> ByteProxy::Enter(const grpc::CallbackServerContext& context) const {
  if (draining_) return Stopping();
  const Request headers = HeadersOf(context);
  Visitor visitor;
  ASSIGN_OR_RETURN(visitor.caller, IdentifyClient(context, headers, *options_.authenticator));
  visitor.trace = TraceOf(headers);
  visitor.address = AddressOfPeer(context.peer());
  if (options_.client_address) visitor.address = options_.client_address(visitor.address, headers.Header("x-forwarded-for"));
  const std::string& subject = visitor.caller.subject();
  visitor.limited_as = subject.empty() ? options_.gate->PrefixOf(visitor.address) : "subject:" + subject;
  RETURN_IF_ERROR(Ask(visitor));
  if (options_.concurrency == nullptr) return visitor;
  visitor.place = options_.concurrency->Enter(visitor.limited_as);
  if (visitor.place.granted()) return visitor;
  return Limited("TOO_MANY_AT_ONCE", "too many requests of this caller are under way", absl::Seconds(1));
}

absl::Status ByteProxy::Ask(const Visitor& visitor) const {
  if (options_.rate == nullptr) return absl::OkStatus();
  const absl::Duration wait = options_.rate->Admit(visitor.limited_as);
  return wait > absl::ZeroDuration() ? Limited("RATE_LIMITED", "this caller asks too often", wait) : absl::OkStatus();
}

void ByteProxy::Drain(absl::Duration grace) {
  draining_ = true;
  watches_.Cancel();
  active_.Wait(grace);
}

ByteProxy::~ByteProxy() { active_.CancelAndWait(); }

grpc::ServerGenericBidiReactor* ByteProxy::CreateReactor(grpc::GenericCallbackServerContext* context) {
  return new Call(*this, *context);
}

}  // namespace disclosure::gateway
