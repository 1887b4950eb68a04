#include "common/rpc/unary.h"

#include "absl/strings/str_cat.h"
#include "common/base/logging.h"
#include "common/rpc/identity.h"

namespace disclosure {
namespace {

std::string Trace(const grpc::CallbackServerContext& context) {
  const auto found = context.client_metadata().find(kTraceMetadata);
  if (found == context.client_metadata().end()) return "";
  return std::string(found->second.data(), std::min<size_t>(found->second.size(), 64));
}

bool IsOurFault(absl::StatusCode code) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kUnknown || code == absl::StatusCode::kDataLoss;
}

}  // namespace

absl::StatusOr<std::unique_ptr<UnaryRunner>> UnaryRunner::Create(const google::protobuf::ServiceDescriptor& service,
                                                                 Executor& executor, Metrics& metrics, Options options) {
  ASSIGN_OR_RETURN(Policies policies, Policies::Load(service));
  std::unique_ptr<UnaryRunner> runner(new UnaryRunner(std::move(policies), executor, metrics, options));
  for (int i = 0; i < service.method_count(); ++i) {
    const std::string& method = service.method(i)->name();
    runner->per_method_[method] = {&metrics.Latency(method), &metrics.Calls(method, "OK")};
  }
  return runner;
}

absl::StatusOr<Call> UnaryRunner::Admit(const grpc::CallbackServerContext& context, const char* method) const {
  Call call{.method = method, .trace = Trace(context)};
  ASSIGN_OR_RETURN(call.caller, IdentifyCaller(context, options_.trust_plaintext));
  RETURN_IF_ERROR(policies_.Check(call.method, call.caller));
  const absl::Time latest = absl::Now() + options_.default_timeout;
  call.deadline = std::min(latest, absl::FromChrono(context.deadline()));
  return call;
}

grpc::ServerUnaryReactor* UnaryRunner::Start(grpc::CallbackServerContext* context, const char* method,
                                             std::function<absl::Status(const Call&)> handle) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  absl::StatusOr<Call> call = Admit(*context, method);
  if (!call.ok()) {
    reactor->Finish(Finish({.method = method}, call.status(), absl::ZeroDuration()));
    return reactor;
  }
  const absl::Time start = absl::Now();
  const bool posted = executor_.TryPost([this, context, reactor, start, call = *call, handle = std::move(handle)] {
    absl::Status status;
    if (context->IsCancelled()) {
      status = absl::CancelledError("the caller has gone");
    } else if (absl::Now() >= call.deadline) {
      status = absl::DeadlineExceededError("the deadline passed while the call waited");
    } else {
      status = handle(call);
    }
    reactor->Finish(Finish(call, status, absl::Now() - start));
  });
  if (!posted) reactor->Finish(Finish(*call, error::Overloaded("the service", absl::Seconds(1)), absl::ZeroDuration()));
  return reactor;
}

grpc::ServerUnaryReactor* UnaryRunner::RunLater(grpc::CallbackServerContext* context, const char* method,
                                                absl::FunctionRef<void(const Call&, Done)> start) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const absl::StatusOr<Call> call = Admit(*context, method);
  if (!call.ok()) {
    reactor->Finish(Finish({.method = method}, call.status(), absl::ZeroDuration()));
    return reactor;
  }
  start(*call, [this, reactor, call = *call, begun = absl::Now()](const absl::Status& status) {
    reactor->Finish(Finish(call, status, absl::Now() - begun));
  });
  return reactor;
}

grpc::Status UnaryRunner::Finish(const Call& call, const absl::Status& status, absl::Duration took) const {
  const auto& metrics = per_method_.at(call.method);
  metrics.latency->Observe(absl::ToDoubleSeconds(took));
  if (status.ok()) {
    metrics.ok->Increment();
    return grpc::Status::OK;
  }
  metrics_.Calls(call.method, absl::StatusCodeToString(status.code())).Increment();
  Log(IsOurFault(status.code()) ? LogLevel::kError : LogLevel::kInfo, "call failed",
      {{"method", call.method}, {"code", absl::StatusCodeToString(status.code())}, {"reason", error::Reason(status)},
       {"detail", IsOurFault(status.code()) ? std::string(status.message()) : ""},
       {"subject", call.caller.subject}, {"trace", call.trace}});
  return ToGrpc(status);
}

absl::Status UnaryRunner::RequirePublic(const std::vector<std::string>& methods) const {
  for (const std::string& method : methods) {
    if (policies_.Check(method, Caller{}).ok()) continue;
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat(method, " answers without asking who calls, but its policy is not PUBLIC"),
                       {.reason = "POLICY_NOT_PUBLIC", .metadata = {{"method", method}}});
  }
  return absl::OkStatus();
}

void UnaryRunner::CountInline(const char* method, grpc::StatusCode code) const {
  if (code == grpc::StatusCode::OK) {
    per_method_.find(method)->second.ok->Increment();
  } else {
    metrics_.Calls(method, absl::StatusCodeToString(static_cast<absl::StatusCode>(code))).Increment();
  }
}

}  // namespace disclosure
