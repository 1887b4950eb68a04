#include "gateway/http/session.h"

#include <algorithm>
#include <array>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <string>
#include <thread>
#include <type_traits>

#include "gateway/http/exchange.h"
#include "gateway/http/response_head.h"

namespace disclosure::gateway {
namespace {

using boost::system::error_code;
using std::chrono::milliseconds;

constexpr SteadyTime kNever = SteadyTime::max();
// What is still read and thrown away after an error, so that the client gets to read the answer.
constexpr size_t kMostDiscarded = 64 << 20;
// Requests answered in one go before other connections have their turn.
constexpr int kMostInOneTurn = 16;

// All lines of X-Forwarded-For as one list: each proxy may add its own line.
std::string ForwardedFor(const Request& request) {
  std::string list;
  for (const auto& [name, value] : request.headers) {
    if (name != "x-forwarded-for") continue;
    if (!list.empty()) list += ",";
    list += value;
  }
  return list;
}

template <typename Stream>
class StreamSession final : public Session,
                            public ResponseSink,
                            public std::enable_shared_from_this<StreamSession<Stream>> {
 public:
  StreamSession(Stream stream, Lane& lane, ConnectionContext& context, std::shared_ptr<void> place)
      : stream_(std::move(stream)),
        lane_(lane),
        context_(context),
        place_(std::move(place)),
        reader_(context.read_limits, context.body_bytes) {
    context_.connections.fetch_add(1, std::memory_order_relaxed);
  }

  void Start() override {
    error_code ec;
    socket().set_option(asio::ip::tcp::no_delay(true), ec);
    socket().non_blocking(true, ec);
    const auto peer = socket().remote_endpoint(ec);
    if (ec) return Close();
    peer_ = peer.address().to_string();
    deadline_ = lane_.now() + context_.read_timeout;
    if constexpr (kPlain) {
      Receive();
    } else {
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](const error_code& ec) {
                                if (self->stage_ == Stage::kClosed) return;
                                return ec ? self->Close() : self->Receive();
                              });
    }
  }

  void CheckDeadline(SteadyTime now) override {
    if (now < deadline_) return;
    if (stage_ != Stage::kReading || reader_.at_start()) return Close();
    // The head's views may be half made: nothing of the request is looked at.
    Refuse({.status = 408, .reason = "REQUEST_TIMEOUT", .message = "the request did not arrive in time"});
  }

  void Drain() override {
    if (stage_ == Stage::kReading && reader_.at_start()) return Close();
    if (stage_ == Stage::kLingering) return Close();
    keep_alive_ = false;
    if (streaming_) exchange_->Cancel();
  }

  void Close() override {
    if (stage_ == Stage::kClosed) return;
    const auto self = this->shared_from_this();
    stage_ = Stage::kClosed;
    error_code ec;
    socket().close(ec);
    if (exchange_) std::exchange(exchange_, nullptr)->Detach();
    place_.reset();
    lane_.Remove(this);
    if (context_.connections.fetch_sub(1) > 1) return;
    std::lock_guard lock(context_.last_closed_mutex);
    context_.last_closed.notify_all();
  }

  void PostReply(std::shared_ptr<ExchangeState> from, Response response) override {
    if (in_handler_.load(std::memory_order_relaxed) == std::this_thread::get_id()) {
      inline_reply_ = std::make_unique<Response>(std::move(response));
      return;
    }
    Post(std::move(from), [response = std::move(response)](StreamSession& self) { self.OnReply(response); });
  }
  void PostHead(std::shared_ptr<ExchangeState> from, Response head) override {
    Post(std::move(from), [head = std::move(head)](StreamSession& self) { self.OnStreamHead(head); });
  }
  void PostFlush(std::shared_ptr<ExchangeState> from) override {
    Post(std::move(from), [](StreamSession& self) { self.Flush(); });
  }
  void PostAbort(std::shared_ptr<ExchangeState> from) override {
    Post(std::move(from), [](StreamSession& self) { self.Close(); });
  }

 private:
  static constexpr bool kPlain = std::is_same_v<Stream, Socket>;
  enum class Stage {
    kReading,    // a request, or waiting for one
    kHandling,   // the handler has it; reading ahead to notice when the client goes
    kWriting,    // a response (or a piece of a stream, or "100 Continue") is on its way
    kLingering,  // all is said; throwing away what still comes
    kClosed,
  };
  enum class AfterWrite { kNextRequest, kReadOn, kFlush };

  Socket& socket() {
    if constexpr (kPlain) {
      return stream_;
    } else {
      return stream_.next_layer();
    }
  }

  // Runs `act` on the lane's thread if `from` is still the exchange under way.
  template <typename Act>
  void Post(std::shared_ptr<ExchangeState> from, Act act) {
    asio::post(lane_.context(),
               [self = this->shared_from_this(), from = std::move(from), act = std::move(act)]() mutable {
                 if (self->stage_ != Stage::kClosed && self->exchange_ == from) act(*self);
               });
  }

  // ---- reading

  void Read() {
    if (read_pending_ || peer_done_) return;
    const auto [room, size] =
        stage_ == Stage::kLingering ? std::pair(discarded_.data(), discarded_.size()) : reader_.Prepare();
    if (size == 0) return;
    read_pending_ = true;
    stream_.async_read_some(asio::buffer(room, size),
                            [self = this->shared_from_this()](const error_code& ec, size_t bytes) {
                              self->read_pending_ = false;
                              if (self->stage_ != Stage::kClosed) self->OnRead(ec, bytes);
                            });
  }

  void OnRead(const error_code& ec, size_t bytes) {
    if (stage_ == Stage::kLingering) {
      discarded_bytes_ += bytes;
      if (ec || discarded_bytes_ > kMostDiscarded) return Close();
      return Read();
    }
    if (ec) {
      peer_done_ = true;
      if (stage_ == Stage::kReading || streaming_) return Close();
      // It may have closed only its own direction: an answer is still tried.
      if (exchange_) exchange_->Cancel();
      return;
    }
    reader_.Commit(bytes);
    if (stage_ == Stage::kReading) return Receive();
    Read();
  }

  // Answers what has arrived until bytes are missing or an answer takes time.
  void Receive() {
    for (int turn = 0; turn < kMostInOneTurn; ++turn) {
      const bool started = !reader_.at_start();
      switch (reader_.Advance()) {
        case RequestReader::Step::kError: return Refuse(reader_.error());
        case RequestReader::Step::kNeedContinue:
          deadline_ = lane_.now() + context_.read_timeout;
          return Send("HTTP/1.1 100 Continue\r\n\r\n", {}, AfterWrite::kReadOn) ? Receive() : void();
        case RequestReader::Step::kNeedMore: return AwaitMore(started);
        case RequestReader::Step::kDone: break;
      }
      request_started_ = false;
      if (!Answer()) return;
    }
    asio::post(lane_.context(), [self = this->shared_from_this()] {
      if (self->stage_ == Stage::kReading) self->Receive();
    });
  }

  // The whole head has one read timeout from its first byte; a body may take longer if it keeps coming.
  void AwaitMore(bool started) {
    if (peer_done_ || (lane_.draining() && !started)) return Close();
    if (!started) {
      if (served_any_) deadline_ = lane_.now() + context_.idle_timeout;
    } else if (!std::exchange(request_started_, true)) {
      first_byte_ = lane_.now();
    }
    if (started) deadline_ = first_byte_ + context_.read_timeout + TimeFor(reader_.body_received());
    Read();
  }

  milliseconds TimeFor(size_t bytes) const {
    return milliseconds(1000 * bytes / context_.least_bytes_per_second);
  }

  // ---- answering. These return true if the response is out and the next request may be looked at.

  bool Answer() {
    const RequestHead& head = reader_.head();
    served_any_ = true;
    keep_alive_ = head.keep_alive && !lane_.draining();
    http11_ = head.http11;
    is_head_ = head.method == "HEAD";
    if (context_.cors.enabled()) cors_lines_ = context_.cors.Lines(head.origin);
    if (head.target.query.empty() && (is_head_ || head.method == "GET")) {
      if (const auto* answer = lane_.published().Find(head.target.path)) return SendPublished(*answer);
    }
    if (const auto error = CheckTarget(head.target)) {
      return SendResponse(ErrorResponse(*error));
    }
    if (head.method == "OPTIONS") return SendOptions(head);
    return Handle();
  }

  bool SendOptions(const RequestHead& head) {
    bool preflight = false;
    for (const auto& [name, value] : head.fields) {
      if (EqualsIgnoringCase(name, "access-control-request-method")) preflight = true;
    }
    return SendResponse(Cors::OptionsResponse(preflight && context_.cors.Allows(head.origin)));
  }

  bool SendPublished(const std::shared_ptr<const gateway::Answer>& answer) {
    const RequestHead& head = reader_.head();
    const Answer::Variant& variant = answer->Choose(head.accept_encoding);
    const bool unchanged = !head.if_none_match.empty() && NamesEtag(head.if_none_match, variant.etag);
    StartHead(unchanged ? 304 : answer->status());
    std::string_view message = variant.message;
    if (is_head_) message = message.substr(0, variant.head_size);
    if (unchanged) message = variant.not_modified;
    published_ = answer;
    const NamelessFile* file = message.size() == variant.message.size() ? variant.file.get() : nullptr;
    return Send(head_, message, AfterWrite::kNextRequest, file) && ResponseSent();
  }

  void StartHead(int status) {
    if (status == 200) {
      head_.assign("HTTP/1.1 200 OK");
    } else {
      head_.assign("HTTP/1.1 ").append(std::to_string(status)).append(" ").append(StatusPhrase(status));
    }
    head_.append(lane_.date_line()).append(cors_lines_);
    if (!keep_alive_) head_.append("Connection: close\r\n");
  }

  bool Handle() {
    std::shared_ptr<Request> request = reader_.TakeRequest();
    request->remote_address =
        context_.client_address ? context_.client_address(peer_, ForwardedFor(*request)) : peer_;
    stage_ = Stage::kHandling;
    deadline_ = kNever;
    exchange_ = std::make_shared<ExchangeState>(this, http11_, !is_head_, context_.most_stream_bytes);
    in_handler_.store(std::this_thread::get_id(), std::memory_order_relaxed);
    context_.handler(std::move(request), MakeExchange(exchange_));
    in_handler_.store({}, std::memory_order_relaxed);
    if (const auto response = std::move(inline_reply_)) return SendResponse(*response);
    Read();
    return false;
  }

  void OnReply(const Response& response) {
    if (SendResponse(response)) Receive();
  }

  bool SendResponse(const Response& response) {
    head_ = ResponseHead(response, lane_.date_line(), cors_lines_, BodyFraming::kLength, !keep_alive_);
    body_ = is_head_ || IsBodiless(response.status) ? nullptr : response.body;
    return Send(head_, body_ ? std::string_view(*body_) : std::string_view(), AfterWrite::kNextRequest) &&
           ResponseSent();
  }

  // An answer to what could not be understood: the connection ends with it.
  void Refuse(const HttpError& error) {
    keep_alive_ = is_head_ = false;
    refused_ = true;
    Response response = ErrorResponse(error);
    if (error.status == 405) response.headers.emplace_back("allow", std::string(kAllowedMethods));
    if (SendResponse(response)) Receive();
  }

  // ---- streams

  void OnStreamHead(const Response& head) {
    streaming_ = true;
    if (!http11_) keep_alive_ = false;
    if (lane_.draining()) exchange_->Cancel();
    const BodyFraming framing = http11_ ? BodyFraming::kChunked : BodyFraming::kUntilClose;
    head_ = ResponseHead(head, lane_.date_line(), cors_lines_, framing, !keep_alive_);
    if (Send(head_, {}, AfterWrite::kFlush)) Flush();
  }

  // Writes what has gathered since the last write.
  void Flush() {
    if (!streaming_ || stage_ == Stage::kWriting) return;
    const bool ended = exchange_->Take(head_);
    if (!head_.empty()) {
      const size_t size = head_.size();
      stream_piece_ = size;
      if (!Send(head_, {}, AfterWrite::kFlush)) return;
      PieceWritten();
    }
    if (ended && ResponseSent()) return Receive();
    if (!ended) deadline_ = kNever;
  }

  void PieceWritten() { exchange_->Written(std::exchange(stream_piece_, 0)); }

  // ---- writing

  // True: all of it is with the kernel. False: `then` follows later, or the connection is closed. Both views
  // must stay valid until then. Stays in its stage when all is written at once. `file` has the bytes of `second`.
  bool Send(std::string_view first, std::string_view second, AfterWrite then, const NamelessFile* file = nullptr) {
    std::array<asio::const_buffer, 2> buffers = {asio::buffer(first), asio::buffer(second)};
    if constexpr (kPlain) {
      error_code ec;
      size_t sent = file == nullptr ? stream_.write_some(buffers, ec) : SendFile(*file, first, ec);
      if (ec && ec != asio::error::would_block && ec != asio::error::try_again) {
        Close();
        return false;
      }
      if (sent == first.size() + second.size()) return true;
      for (asio::const_buffer& buffer : buffers) {
        const size_t skipped = std::min(sent, buffer.size());
        buffer += skipped;
        sent -= skipped;
      }
    }
    stage_ = Stage::kWriting;
    deadline_ = lane_.now() + context_.read_timeout + TimeFor(first.size() + second.size());
    asio::async_write(stream_, buffers,
                      [self = this->shared_from_this(), then](const error_code& ec, size_t) {
                        if (self->stage_ == Stage::kClosed) return;
                        return ec ? self->Close() : self->OnWritten(then);
                      });
    return false;
  }

  size_t SendFile(const NamelessFile& file, std::string_view head, error_code& ec) {
    const ssize_t sent = file.SendTo(socket().native_handle(), head);
    if (sent < 0) ec = asio::error::broken_pipe;
    return sent < 0 ? 0 : static_cast<size_t>(sent);
  }

  void OnWritten(AfterWrite then) {
    switch (then) {
      case AfterWrite::kNextRequest:
        if (ResponseSent()) Receive();
        return;
      case AfterWrite::kReadOn: stage_ = Stage::kReading; return Receive();
      case AfterWrite::kFlush:
        stage_ = Stage::kHandling;
        PieceWritten();
        Read();
        return Flush();
    }
  }

  // False: the connection ends here.
  bool ResponseSent() {
    published_.reset();
    body_.reset();
    cors_lines_.clear();
    if (exchange_) std::exchange(exchange_, nullptr)->Detach();
    streaming_ = false;
    if (!keep_alive_) {
      Linger();
      return false;
    }
    stage_ = Stage::kReading;
    reader_.Next();
    return true;
  }

  // Closing with unread bytes would make the kernel reset the connection and the answer be lost.
  void Linger() {
    const bool all_read = !refused_ && reader_.pending() == 0;
    error_code ec;
    socket().shutdown(asio::ip::tcp::socket::shutdown_send, ec);
    if (ec || all_read || peer_done_ || lane_.draining()) return Close();
    stage_ = Stage::kLingering;
    deadline_ = lane_.now() + context_.linger_timeout;
    Read();
  }

  Stream stream_;
  Lane& lane_;
  ConnectionContext& context_;
  std::shared_ptr<void> place_;
  RequestReader reader_;
  std::string peer_;
  Stage stage_ = Stage::kReading;
  SteadyTime deadline_ = kNever;
  SteadyTime first_byte_;
  bool request_started_ = false;
  bool served_any_ = false;
  bool read_pending_ = false;
  bool peer_done_ = false;
  bool refused_ = false;
  bool keep_alive_ = true;
  bool http11_ = true;
  bool is_head_ = false;
  bool streaming_ = false;
  std::string cors_lines_;
  std::string head_;  // what is being written, with either of the next two
  std::shared_ptr<const std::string> body_;
  std::shared_ptr<const gateway::Answer> published_;
  std::shared_ptr<ExchangeState> exchange_;
  std::atomic<std::thread::id> in_handler_;
  std::unique_ptr<Response> inline_reply_;
  size_t stream_piece_ = 0;
  size_t discarded_bytes_ = 0;
  std::array<char, 1024> discarded_;
};

}  // namespace

std::shared_ptr<Session> MakeSession(Socket socket, Lane& lane, ConnectionContext& context,
                                     asio::ssl::context* tls, std::shared_ptr<void> place) {
  if (tls == nullptr) return std::make_shared<StreamSession<Socket>>(std::move(socket), lane, context, std::move(place));
  asio::ssl::stream<Socket> stream(std::move(socket), *tls);
  return std::make_shared<StreamSession<asio::ssl::stream<Socket>>>(std::move(stream), lane, context, std::move(place));
}

}  // namespace disclosure::gateway
