// The exchange between a handler, on any thread, and the connection that carries it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "gateway/http/message.h"

namespace disclosure::gateway {

class ExchangeState;

// What a connection offers to the exchange it carries. Called from any thread; each posts to the
// connection's own thread and returns.
class ResponseSink {
 public:
  virtual ~ResponseSink() = default;
  virtual void PostReply(std::shared_ptr<ExchangeState> from, Response response) = 0;
  virtual void PostHead(std::shared_ptr<ExchangeState> from, Response head) = 0;
  virtual void PostFlush(std::shared_ptr<ExchangeState> from) = 0;
  virtual void PostAbort(std::shared_ptr<ExchangeState> from) = 0;
};

// Shared by the handler's Exchange and the connection. Thread safe.
class ExchangeState : public std::enable_shared_from_this<ExchangeState> {
 public:
  // `chunked`: the client knows chunks (HTTP/1.1). `body_wanted`: not HEAD. A client that leaves more than
  // `most_queued` bytes unread is given up.
  ExchangeState(ResponseSink* sink, bool chunked, bool body_wanted, size_t most_queued)
      : sink_(sink), chunked_(chunked), body_wanted_(body_wanted), most_queued_(most_queued) {}

  // Of the handler.
  void Reply(Response response);
  void StartStream(Response head);
  bool Write(const std::string& chunk);
  void Finish();
  void OnRoom(std::function<void()> callback);
  void OnCancel(std::function<void()> callback);
  void HandlerGone();  // the handler let go of the exchange; ends it if that has not been done

  // Of the connection. Take moves what is queued to `out`; true: and that was the end.
  bool Take(std::string& out);
  void Written(size_t bytes);
  void Cancel();  // tells the handler; it may still reply
  void Detach();  // the connection is gone

 private:
  enum class Stage { kOpen, kStreaming, kEnded };

  std::mutex mutex_;
  ResponseSink* sink_;  // null: the connection is gone
  const bool chunked_;
  const bool body_wanted_;
  const size_t most_queued_;
  Stage stage_ = Stage::kOpen;
  bool cancelled_ = false;
  bool aborted_ =
      false;  // something was lost: no last chunk, so that the client sees the stream is cut short
  bool flush_posted_ = false;
  std::string queued_;
  size_t outstanding_ = 0;  // queued and being written
  std::function<void()> on_cancel_;
  std::function<void()> on_room_;
};

// The handler's end.
std::shared_ptr<Exchange> MakeExchange(std::shared_ptr<ExchangeState> state);

}  // namespace disclosure::gateway
