// The only file that knows reactors of unary calls: admits a call (caller, policy, deadline), runs the
// handler on the executor, turns its status into the wire's, counts and logs once.
#pragma once

#include <functional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/functional/function_ref.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/base/metrics.h"
#include "common/base/status.h"
#include "common/rpc/call.h"
#include "common/rpc/executor.h"
#include "common/rpc/policy.h"
#include "common/rpc/status.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"

namespace disclosure {

// Thread safe. Outlives the server that uses it.
class UnaryRunner {
 public:
  struct Options {
    bool trust_plaintext = false;  // see IdentifyCaller
    absl::Duration default_timeout = absl::Seconds(30);
  };

  // Errors: POLICY_MISSING.
  static absl::StatusOr<std::unique_ptr<UnaryRunner>> Create(const google::protobuf::ServiceDescriptor& service,
                                                             Executor& executor, Metrics& metrics, Options options);

  // One line per RPC: return runner_.Run(context, "GetOrgan", request, response, handlers_, &Handlers::GetOrgan);
  template <typename Handlers, typename Request, typename Response>
  grpc::ServerUnaryReactor* Run(grpc::CallbackServerContext* context, const char* method, const Request* request,
                                Response* response, Handlers& handlers,
                                absl::StatusOr<Response> (Handlers::*handle)(const Call&, const Request&)) {
    return Start(context, method, [=, &handlers](const Call& call) -> absl::Status {
      ASSIGN_OR_RETURN(*response, (handlers.*handle)(call, *request));
      return absl::OkStatus();
    });
  }

  // For a handler that waits for other services: `start` returns at once, off the executor, and calls `done` once, on
  // whatever thread. The request and the response live until then.
  using Done = std::function<void(const absl::Status&)>;
  grpc::ServerUnaryReactor* RunLater(grpc::CallbackServerContext* context, const char* method,
                                     absl::FunctionRef<void(const Call&, Done)> start);

  // Who calls, and whether `method` allows it.
  absl::StatusOr<Call> Admit(const grpc::CallbackServerContext& context, const char* method) const;

  // For methods that answer inline, past Admit: FAILED_PRECONDITION (POLICY_NOT_PUBLIC) unless anybody may call
  // them.
  absl::Status RequirePublic(const std::vector<std::string>& methods) const;

  // Where streams make their messages.
  Executor& executor() const { return executor_; }

  // Counts a call that was answered inline.
  void CountInline(const char* method, grpc::StatusCode code) const;

 private:
  struct MethodMetrics {
    prometheus::Histogram* latency;
    prometheus::Counter* ok;
  };

  UnaryRunner(Policies policies, Executor& executor, Metrics& metrics, Options options)
      : policies_(std::move(policies)), executor_(executor), metrics_(metrics), options_(options) {}

  grpc::ServerUnaryReactor* Start(grpc::CallbackServerContext* context, const char* method,
                                  std::function<absl::Status(const Call&)> handle);
  grpc::Status Finish(const Call& call, const absl::Status& status, absl::Duration took) const;

  const Policies policies_;
  Executor& executor_;
  Metrics& metrics_;
  const Options options_;
  std::unordered_map<std::string, MethodMetrics> per_method_;
};

}  // namespace disclosure
