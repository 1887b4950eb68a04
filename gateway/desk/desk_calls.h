// The desk's calls of request-service, as the officer who is signed in.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/statusor.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/transcode/active_calls.h"
#include "google/protobuf/message.h"
#include "grpcpp/channel.h"
#include "grpcpp/generic/generic_stub.h"

namespace disclosure::gateway {

// Who acts, and the id of the request in the logs of both.
struct Acting {
  type::v1::Caller caller;
  std::string trace;
};

// Thread safe. Each call returns at once and calls `done` exactly once, from any thread, within 10 s.
class DeskCalls {
 public:
  using Done = std::function<void(absl::StatusOr<std::unique_ptr<google::protobuf::Message>>)>;

  // `requests` null: every call is UNAVAILABLE (NO_REQUEST_SERVICE).
  explicit DeskCalls(const std::shared_ptr<grpc::Channel>& requests);
  ~DeskCalls() { Stop(); }

  // `method`: a unary method of RequestService, "GetRequest"; `request` is of its type.
  void Call(std::string_view method, const google::protobuf::Message& request, const Acting& acting, Done done);

  template <typename Response>
  void Ask(std::string_view method, const google::protobuf::Message& request, const Acting& acting,
           std::function<void(absl::StatusOr<Response>)> done) {
    Call(method, request, acting, [done = std::move(done)](absl::StatusOr<std::unique_ptr<google::protobuf::Message>> answer) {
      if (!answer.ok()) return done(answer.status());
      // Made by the generated factory, so of this very class.
      done(std::move(static_cast<Response&>(**answer)));
    });
  }

  // Cancels the calls under way and waits for them. Idempotent.
  void Stop() { active_.CancelAndWait(); }

 private:
  std::unique_ptr<grpc::GenericStub> stub_;
  ActiveCalls active_;
};

}  // namespace disclosure::gateway
