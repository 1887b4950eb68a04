#include "gateway/http/exchange.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/http/http_error.h"

namespace disclosure::gateway {
namespace {

class HandlerExchange final : public Exchange {
 public:
  explicit HandlerExchange(std::shared_ptr<ExchangeState> state) : state_(std::move(state)) {}
  ~HandlerExchange() override { state_->HandlerGone(); }

  void Reply(Response response) override { state_->Reply(std::move(response)); }
  void StartStream(Response head) override { state_->StartStream(std::move(head)); }
  bool Write(std::string chunk) override { return state_->Write(chunk); }
  void Finish() override { state_->Finish(); }
  void OnRoom(std::function<void()> callback) override { state_->OnRoom(std::move(callback)); }
  void OnCancel(std::function<void()> callback) override { state_->OnCancel(std::move(callback)); }

 private:
  std::shared_ptr<ExchangeState> state_;
};

}  // namespace

std::shared_ptr<Exchange> MakeExchange(std::shared_ptr<ExchangeState> state) {
  return std::make_shared<HandlerExchange>(std::move(state));
}

void ExchangeState::Reply(Response response) {
  std::function<void()> unused;  // destroyed after the lock: it may hold the exchange
  std::lock_guard lock(mutex_);
  if (stage_ != Stage::kOpen) return;
  stage_ = Stage::kEnded;
  unused = std::exchange(on_cancel_, nullptr);
  if (sink_ != nullptr) sink_->PostReply(shared_from_this(), std::move(response));
}

void ExchangeState::StartStream(Response head) {
  std::lock_guard lock(mutex_);
  if (stage_ != Stage::kOpen) return;
  stage_ = Stage::kStreaming;
  if (sink_ != nullptr) sink_->PostHead(shared_from_this(), std::move(head));
}

bool ExchangeState::Write(const std::string& chunk) {
  std::lock_guard lock(mutex_);
  if (stage_ != Stage::kStreaming || cancelled_ || sink_ == nullptr) return false;
  if (chunk.empty() || !body_wanted_) return true;
  if (outstanding_ > most_queued_) {
    cancelled_ = aborted_ = true;
    sink_->PostAbort(shared_from_this());
    return false;
  }
  const size_t before = queued_.size();
  if (chunked_) {
    absl::StrAppend(&queued_, absl::Hex(chunk.size()), "\r\n", chunk, "\r\n");
  } else {
    queued_ += chunk;
  }
  outstanding_ += queued_.size() - before;
  if (!std::exchange(flush_posted_, true)) sink_->PostFlush(shared_from_this());
  return true;
}

void ExchangeState::Finish() {
  std::function<void()> unused;
  std::lock_guard lock(mutex_);
  if (stage_ != Stage::kStreaming) return;
  stage_ = Stage::kEnded;
  unused = std::exchange(on_cancel_, nullptr);
  if (aborted_) return;
  if (chunked_ && body_wanted_) queued_ += "0\r\n\r\n";
  if (sink_ != nullptr) sink_->PostFlush(shared_from_this());
}

void ExchangeState::OnRoom(std::function<void()> callback) {
  {
    std::lock_guard lock(mutex_);
    if (stage_ == Stage::kStreaming && !cancelled_ && sink_ != nullptr && outstanding_ > most_queued_ / 2) {
      on_room_ = std::move(callback);
      return;
    }
  }
  callback();
}

void ExchangeState::OnCancel(std::function<void()> callback) {
  {
    std::lock_guard lock(mutex_);
    if (stage_ == Stage::kEnded) return;
    if (!cancelled_ && sink_ != nullptr) {
      on_cancel_ = std::move(callback);
      return;
    }
  }
  callback();
}

void ExchangeState::HandlerGone() {
  Reply(ErrorResponse(
      {.status = 500, .reason = "NO_REPLY", .message = "the request was dropped without a reply"}));
  std::lock_guard lock(mutex_);
  if (stage_ != Stage::kStreaming) return;
  stage_ = Stage::kEnded;
  aborted_ = true;
  if (sink_ != nullptr) sink_->PostAbort(shared_from_this());
}

bool ExchangeState::Take(std::string& out) {
  std::lock_guard lock(mutex_);
  flush_posted_ = false;
  out.clear();
  out.swap(queued_);
  return stage_ == Stage::kEnded && !aborted_;
}

void ExchangeState::Written(size_t bytes) {
  std::function<void()> room;
  {
    std::lock_guard lock(mutex_);
    outstanding_ -= std::min(outstanding_, bytes);
    if (outstanding_ <= most_queued_ / 2) room = std::exchange(on_room_, nullptr);
  }
  if (room) room();
}

void ExchangeState::Cancel() {
  std::function<void()> callback, room;
  {
    std::lock_guard lock(mutex_);
    cancelled_ = true;
    callback = std::exchange(on_cancel_, nullptr);
    room = std::exchange(on_room_, nullptr);
  }
  if (callback) callback();
  if (room) room();
}

void ExchangeState::Detach() {
  {
    std::lock_guard lock(mutex_);
    sink_ = nullptr;
  }
  Cancel();
}

}  // namespace disclosure::gateway
