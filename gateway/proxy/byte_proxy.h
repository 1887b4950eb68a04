// Passes gRPC calls on to the services as they are, byte by byte. Who calls is verified here and told to the service;
// what he may do is the service's matter, as over HTTP.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/authenticator.h"
#include "gateway/limits/gate.h"
#include "gateway/limits/rate_limiter.h"
#include "gateway/transcode/active_calls.h"
#include "gateway/transcode/method_traits.h"
#include "gateway/transcode/transcoder.h"
#include "grpcpp/generic/async_generic_service.h"
#include "grpcpp/generic/generic_stub.h"

namespace disclosure::gateway {

class ByteProxy final : public grpc::CallbackGenericService {
 public:
  // All that is pointed to outlives the proxy.
  struct Options {
    std::vector<Backend> backends;
    Authenticator* authenticator = nullptr;
    Gate* gate = nullptr;                       // closed before the proxy goes
    // The same as over HTTP: a caller has one bucket for both ports. Both or none.
    RateLimiter* rate = nullptr;
    ConcurrencyLimiter* concurrency = nullptr;
    // The client's address from the peer's and x-forwarded-for (limits/trusted_proxies.h). Null: the peer's.
    std::function<std::string(std::string_view peer, std::string_view forwarded)> client_address;
    // Told of each call at its end. May be null.
    std::function<void(grpc::StatusCode code, absl::Duration took)> ended;
  };

  // INVALID_ARGUMENT (SERVICE_NOT_LINKED) naming the service without a descriptor; a method that streams its requests
  // cannot be passed on (BAD_ROUTE).
  static absl::StatusOr<std::unique_ptr<ByteProxy>> Create(Options options);

  // From now on calls are refused; watches end at once, so that those who watch come back elsewhere, both with UNAVAILABLE
  // (STOPPING); what else is under way may end by itself. Returns when all has, at the latest after `grace`.
  void Drain(absl::Duration grace);

  // Cancels the calls under way and waits for them.
  ~ByteProxy() override;

  // Who is at the port.
  struct Visitor {
    type::v1::Caller caller;
    std::string address;
    std::string trace;
    std::string limited_as;            // whose bucket his calls are taken from
    ConcurrencyLimiter::Ticket place;  // among the calls under way
  };
  // UNAUTHENTICATED for a token or a certificate that is not accepted; RESOURCE_EXHAUSTED as Ask, or with too many calls
  // under way.
  absl::StatusOr<Visitor> Enter(const grpc::CallbackServerContext& context) const;
  // One more call of his: RESOURCE_EXHAUSTED (RATE_LIMITED) with the time of the next.
  absl::Status Ask(const Visitor& visitor) const;

  // A call of a method that is not a backend's ends with UNIMPLEMENTED (NO_SUCH_METHOD). Deadlines go on, at most 30 s for
  // what does not stream; status details come back.
  grpc::ServerGenericBidiReactor* CreateReactor(grpc::GenericCallbackServerContext* context) override;

 private:
  class Call;
  struct Method {
    const google::protobuf::MethodDescriptor* descriptor;
    MethodTraits traits;
    grpc::GenericStub* stub;
  };

  explicit ByteProxy(Options options) : options_(std::move(options)) {}
  absl::Status Add(const Backend& backend);

  const Options options_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::unordered_map<std::string, Method> methods_;  // by "/package.Service/Method"
  std::atomic<bool> draining_{false};
  ActiveCalls active_;
  ActiveCalls watches_;  // those of them that would not end by themselves
};

}  // namespace disclosure::gateway
