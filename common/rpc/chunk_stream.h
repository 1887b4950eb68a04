// Sends what is made piece by piece: each message is made on the executor when the one before has been taken, so that a
// long answer needs neither a thread nor its whole memory.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <utility>

#include "common/base/error.h"
#include "common/base/logging.h"
#include "common/rpc/unary.h"

namespace disclosure {

// Makes the next message; false: that was the last one.
template <typename Response>
using NextChunk = std::function<absl::StatusOr<bool>(Response& next)>;

// Owns itself until OnDone. One operation is under way at a time.
template <typename Response>
class ChunkStream final : public grpc::ServerWriteReactor<Response> {
 public:
  // `begin` runs on the executor too and opens the source.
  using Begin = std::function<absl::StatusOr<NextChunk<Response>>(const Call&)>;

  static grpc::ServerWriteReactor<Response>* Start(UnaryRunner& runner, grpc::CallbackServerContext* context, const char* method, Begin begin) {
    auto* stream = new ChunkStream(runner, method, std::move(begin));
    absl::StatusOr<Call> call = runner.Admit(*context, method);
    if (call.ok()) {
      stream->call_ = *std::move(call);
      stream->Post();
    } else {
      stream->End(call.status());
    }
    return stream;
  }

  void OnWriteDone(bool ok) override { ok ? Post() : End(absl::CancelledError("the reader has gone")); }
  void OnCancel() override { cancelled_ = true; }
  void OnDone() override { delete this; }

 private:
  ChunkStream(UnaryRunner& runner, const char* method, Begin begin) : runner_(runner), method_(method), begin_(std::move(begin)) {}

  void Post() {
    if (!runner_.executor().TryPost([this] { Step(); })) End(error::Overloaded("the service", absl::Seconds(1)));
  }
  void Step() {
    if (cancelled_) return End(absl::CancelledError("the reader has gone"));
    const absl::StatusOr<bool> more = MakeNext();
    if (!more.ok()) return End(more.status());
    if (!*more) return End(absl::OkStatus());
    this->StartWrite(&message_);
  }
  absl::StatusOr<bool> MakeNext() {
    if (begin_) {
      ASSIGN_OR_RETURN(next_, std::exchange(begin_, nullptr)(call_));
    }
    message_.Clear();
    return next_(message_);
  }
  void End(const absl::Status& status) {
    const grpc::Status end = ToGrpc(status);
    runner_.CountInline(method_, end.error_code());
    if (!status.ok()) {
      Log(LogLevel::kInfo, "stream failed", {{"method", method_}, {"reason", error::Reason(status)}, {"subject", call_.caller.subject}});
    }
    this->Finish(end);
  }

  UnaryRunner& runner_;
  const char* const method_;
  Begin begin_;
  Call call_;
  NextChunk<Response> next_;
  Response message_;
  std::atomic<bool> cancelled_ = false;
};

}  // namespace disclosure
