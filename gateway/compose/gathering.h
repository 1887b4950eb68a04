// The parts of a view, fetched at the same time.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/rpc/call.h"
#include "disclosure/portal/v1/portal_service.pb.h"
#include "gateway/compose/anonymous_call.h"
#include "gateway/transcode/active_calls.h"
#include "grpcpp/support/status.h"

namespace disclosure::gateway {

// The calls of one view, each with its own deadline. What a call brings is put in by its `take`, one at a time. A call that
// fails leaves its part out, but if the main part refuses the request itself (INVALID_ARGUMENT) the view is refused. `done` is called
// once, when all have ended. Thread safe.
class Gathering : public std::enable_shared_from_this<Gathering> {
 public:
  using Unavailable = std::vector<portal::v1::UnavailablePart>;
  using Done = std::function<void(const absl::Status& refusal, Unavailable unavailable)>;
  struct Options {
    ActiveCalls* active = nullptr;  // outlives the gathering
    absl::Duration part_time;       // for each part; a shorter deadline of the call goes before
    std::string main_part = "";     // whose words the request is in
  };

  static std::shared_ptr<Gathering> Begin(const Call& call, const Options& options, Done done) {
    return std::shared_ptr<Gathering>(new Gathering(call, options, std::move(done)));
  }

  // `start(context, request, response, on_done)` is a method of an asynchronous stub.
  template <typename Request, typename Response, typename Start>
  void Fetch(std::string part, Request request, Start start, std::function<void(Response&)> take) {
    Hold();
    const absl::Duration time = std::min(options_.part_time, call_.deadline - absl::Now());
    auto done = [self = shared_from_this(), part = std::move(part), take = std::move(take)](const grpc::Status& status, Response& got) {
      self->Finish(part, status, [&] { take(got); });
    };
    CallAnonymously<Request, Response>(*options_.active, call_.trace, time, std::move(request), start, std::move(done));
  }
  // A part for which the gateway has no service.
  void LeaveOut(std::string part, std::string reason);
  // No more are to be fetched.
  void Close() { Release(); }

 private:
  Gathering(const Call& call, const Options& options, Done done) : call_(call), options_(options), done_(std::move(done)) {}
  void Hold();
  void Release();
  void Finish(const std::string& part, const grpc::Status& status, const std::function<void()>& take);

  const Call call_;
  const Options options_;
  const Done done_;
  std::mutex mutex_;
  int under_way_ = 1;  // the one who fetches, and each call
  absl::Status refusal_;
  Unavailable unavailable_;
};

}  // namespace disclosure::gateway
