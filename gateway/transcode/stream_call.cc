#include <mutex>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "gateway/transcode/call.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/wire.h"
#include "grpcpp/alarm.h"

namespace disclosure::gateway {
namespace {

using google::protobuf::Message;

// A stream without messages yet gets its head after this long: a browser then knows that it is open.
constexpr absl::Duration kHeadAfter = absl::Seconds(1);
constexpr absl::Duration kHeartbeat = absl::Seconds(15);

// Server-sent events, unless the client names only JSON. Its ranks (q) do not matter here.
bool WantsEvents(const std::string& accept) {
  bool names_json = false;
  for (const absl::string_view range : absl::StrSplit(accept, ',')) {
    const absl::string_view type = absl::StripAsciiWhitespace(range.substr(0, range.find(';')));
    if (absl::EqualsIgnoreCase(type, "text/event-stream")) return true;
    names_json |= absl::EqualsIgnoreCase(type, "application/x-ndjson") || absl::EqualsIgnoreCase(type, "application/json");
  }
  return !names_json;
}

// Owns itself until OnDone. Its methods run on threads of gRPC and, for cancelling, of the HTTP server.
class StreamCall final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                         public std::enable_shared_from_this<StreamCall> {
 public:
  explicit StreamCall(CallInput input)
      : ticket_(*input.active),
        input_(std::move(input)),
        events_(WantsEvents(std::string(input_.http->Header("accept")))) {}

  void Start() {
    const std::shared_ptr<StreamCall> hold = shared_from_this();
    if (events_ && input_.feeds != nullptr && input_.route->public_feed && input_.caller.kind() == type::v1::Caller::ANONYMOUS) {
      feed_ = SourceOf(input_.stub, input_.route, *input_.request);
      const Response head = Head();
      if (input_.feeds->Join(*feed_, ResumeTokenOf(*input_.request), input_.exchange, /*begin=*/false, &head)) return;
    }
    self_ = hold;
    Prepare(input_.caller, input_.trace, std::nullopt, context_);
    request_ = Serialize(*input_.request);
    const auto cancel = [weak = weak_from_this()] {
      if (const auto call = weak.lock()) call->context_.TryCancel();
    };
    ticket_.OnCancelAll(cancel);
    input_.exchange->OnCancel(cancel);
    input_.stub->PrepareBidiStreamingCall(&context_, input_.route->grpc_path, {}, this);
    StartWriteLast(&request_, {});
    StartRead(&answer_);
    StartCall();
    std::lock_guard lock(mutex_);
    ScheduleTick(kHeadAfter);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    const auto message = ParseAnswer(*input_.route->method, answer_);
    answer_.Clear();
    {
      std::lock_guard lock(mutex_);
      if (!message.ok()) {
        failure_ = message.status();
      } else {
        Write(Render(**message));
        handed_over_ = !stopped_ && feed_ && input_.feeds->Join(*feed_, ResumeTokenOf(**message), input_.exchange, /*begin=*/true);
      }
      if (stopped_ || failure_ || handed_over_) {
        context_.TryCancel();
        return;
      }
    }
    StartRead(&answer_);
  }

  void OnDone(const grpc::Status& status) override {
    const std::shared_ptr<StreamCall> hold = std::move(self_);
    std::lock_guard lock(mutex_);
    done_ = true;
    if (alarm_) alarm_->Cancel();
    if (handed_over_) return;
    const grpc::Status end = failure_ ? ToGrpc(*failure_) : status;
    if (!end.ok() && !begun_) {
      Reply(*input_.exchange, input_.trace, StatusResponse(end));
      return;
    }
    if (!end.ok() && !stopped_) {
      Write(events_ ? FailureEvent(end) : ErrorJson(end) + "\n");
    }
    Begin();
    input_.exchange->Finish();
  }

 private:
  std::string Render(const Message& message) const {
    if (!events_) return absl::StrCat("{\"result\":", PrintPublishedJson(message), "}\n");
    return EventOf(message);
  }

  void Begin() {
    if (begun_) return;
    begun_ = true;
    input_.exchange->StartStream(Head());
  }

  Response Head() const {
    Response head;
    head.headers = {{"content-type", events_ ? "text/event-stream; charset=utf-8" : "application/x-ndjson"},
                    {"cache-control", "no-store"},
                    {"x-accel-buffering", "no"},  // nginx before us must not collect events
                    {"x-request-id", input_.trace}};
    return head;
  }

  void Write(std::string chunk) {
    Begin();
    written_since_tick_ = true;
    if (!stopped_ && !input_.exchange->Write(std::move(chunk))) stopped_ = true;
  }

  // A new alarm each time: one cannot be set again from within its own callback.
  void ScheduleTick(absl::Duration after) {
    if (done_) return;
    alarm_ = std::make_unique<grpc::Alarm>();
    alarm_->Set(absl::ToChronoTime(absl::Now() + after), [weak = weak_from_this()](bool fired) {
      const auto call = weak.lock();
      if (fired && call != nullptr) call->Tick();
    });
  }

  void Tick() {
    std::lock_guard lock(mutex_);
    if (done_ || handed_over_) return;
    if (!begun_) Begin();
    if (events_ && !written_since_tick_) Write(":\n\n");
    if (stopped_) context_.TryCancel();
    written_since_tick_ = false;
    ScheduleTick(kHeartbeat);
  }

  ActiveCalls::Ticket ticket_;
  CallInput input_;
  const bool events_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer answer_;
  std::shared_ptr<StreamCall> self_;
  std::optional<FeedSource> feed_;  // others may share

  std::mutex mutex_;  // guards what follows, and puts the writes in order
  std::unique_ptr<grpc::Alarm> alarm_;
  std::optional<absl::Status> failure_;
  bool begun_ = false;
  bool stopped_ = false;  // the client takes no more
  bool handed_over_ = false;  // to the feed: the exchange is no longer this call's
  bool done_ = false;
  bool written_since_tick_ = false;
};

}  // namespace

void StartStreamCall(CallInput input) { std::make_shared<StreamCall>(std::move(input))->Start(); }

}  // namespace disclosure::gateway
