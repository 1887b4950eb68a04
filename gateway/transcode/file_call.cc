#include <optional>
#include <utility>

#include "common/rpc/status.h"
#include "gateway/transcode/call.h"
#include "gateway/transcode/call_context.h"
#include "gateway/transcode/errors.h"
#include "gateway/transcode/response.h"
#include "gateway/transcode/wire.h"
#include "google/api/httpbody.pb.h"

namespace disclosure::gateway {
namespace {

// Owns itself until OnDone. Reads the next piece when the client has taken most of those before.
class FileCall final : public grpc::ClientBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>, public std::enable_shared_from_this<FileCall> {
 public:
  explicit FileCall(CallInput input) : ticket_(*input.active), input_(std::move(input)) {}

  void Start() {
    self_ = shared_from_this();
    const std::shared_ptr<FileCall> hold = self_;
    Prepare(input_.caller, input_.trace, std::nullopt, context_);
    request_ = Serialize(*input_.request);
    const auto cancel = [weak = weak_from_this()] {
      if (const auto call = weak.lock()) call->context_.TryCancel();
    };
    ticket_.OnCancelAll(cancel);
    input_.exchange->OnCancel(cancel);
    input_.stub->PrepareBidiStreamingCall(&context_, input_.route->grpc_path, {}, this);
    StartWriteLast(&request_, {});
    StartRead(&piece_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    google::api::HttpBody body;
    if (!Parse(body)) return context_.TryCancel();
    Begin(body.content_type());
    if (!body.data().empty() && !input_.exchange->Write(std::move(*body.mutable_data()))) return context_.TryCancel();
    // The next read may be started from another thread, so the call must not end before.
    AddHold();
    input_.exchange->OnRoom([call = shared_from_this()] {
      call->StartRead(&call->piece_);
      call->RemoveHold();
    });
  }

  void OnDone(const grpc::Status& status) override {
    const std::shared_ptr<FileCall> hold = std::move(self_);
    if (input_.ended) input_.ended(status);
    const grpc::Status end = failure_ ? ToGrpc(*failure_) : status;
    if (!end.ok() && !begun_) return Reply(*input_.exchange, input_.trace, StatusResponse(end));
    if (end.ok()) {
      Begin("");
      input_.exchange->Finish();
    }
    // Otherwise the exchange is let go of without its end: the client sees that the file is cut short.
  }

 private:
  bool Parse(google::api::HttpBody& body) {
    const auto message = ParseAnswer(*input_.route->method, piece_);
    piece_.Clear();
    if (!message.ok()) {
      failure_ = message.status();
      return false;
    }
    body.CopyFrom(**message);
    return true;
  }

  void Begin(const std::string& content_type) {
    if (std::exchange(begun_, true)) return;
    Response head = FileHead(*input_.request, content_type);
    head.headers.emplace_back("cache-control", "private, no-store");
    head.headers.emplace_back("x-request-id", input_.trace);
    input_.exchange->StartStream(std::move(head));
  }

  ActiveCalls::Ticket ticket_;
  CallInput input_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer piece_;
  std::shared_ptr<FileCall> self_;
  std::optional<absl::Status> failure_;
  bool begun_ = false;
};

}  // namespace

void StartFileCall(CallInput input) { std::make_shared<FileCall>(std::move(input))->Start(); }

}  // namespace disclosure::gateway
