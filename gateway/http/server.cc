#include "gateway/http/server.h"

#include <utility>  // before Asio

#include <algorithm>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/write.hpp>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/http/http_error.h"
#include "gateway/http/lane.h"
#include "gateway/http/response_head.h"
#include "gateway/http/session.h"

namespace disclosure::gateway {
namespace {

using boost::system::error_code;
using std::chrono::milliseconds;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;

milliseconds Milliseconds(absl::Duration duration) {
  return milliseconds(absl::ToInt64Milliseconds(duration));
}

// Often enough that a timeout is at most a quarter late, rarely enough to cost nothing.
milliseconds TickFor(const HttpServer::Options& options) {
  const milliseconds shortest = Milliseconds(std::min(options.read_timeout, options.idle_timeout)) / 4;
  return std::clamp(shortest, milliseconds(5), milliseconds(250));
}

absl::Status BadTlsFile(const std::string& file, const error_code& ec) {
  return error::Make(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("the TLS file ", file, " cannot be used: ", ec.message()),
                     {.reason = "BAD_TLS_FILE", .metadata = {{"file", file}}});
}

}  // namespace

class HttpServer::Core {
 public:
  Core(Options options, Handler handler, const PublishedAnswers* published);

  absl::StatusOr<int> Start();
  void Stop(absl::Duration grace);
  size_t connections() const { return context_.connections.load(std::memory_order_relaxed); }

 private:
  absl::Status LoadTls();
  absl::StatusOr<int> Listen();
  void Accept();
  void OnAccepted(const error_code& ec);
  void Seat(Socket socket);
  void TurnAway(Socket socket, const HttpError& error);

  const Options options_;
  ConnectionContext context_;
  std::optional<asio::ssl::context> tls_;
  std::vector<std::unique_ptr<Lane>> lanes_;  // the first one accepts
  std::unique_ptr<Acceptor> acceptor_;
  std::optional<Socket> incoming_;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                             Executor>
      pause_;
  size_t next_lane_ = 0;
  std::vector<std::thread> threads_;
};

HttpServer::Core::Core(Options options, Handler handler, const PublishedAnswers* published)
    : options_(std::move(options)),
      lanes_([&] {
        std::vector<std::unique_ptr<Lane>> lanes;
        for (int i = 0; i < std::max(1, options_.threads); ++i) {
          lanes.push_back(std::make_unique<Lane>(published, TickFor(options_)));
        }
        return lanes;
      }()),
      pause_(lanes_[0]->context()) {
  context_.read_limits = {.header_bytes = options_.header_bytes,
                          .target_bytes = options_.target_bytes,
                          .body_bytes = options_.body_bytes,
                          .large_body_bytes = options_.large_body_bytes,
                          .all_bodies_bytes = options_.all_bodies_bytes,
                          .allows_large_body = options_.allows_large_body};
  context_.read_timeout = Milliseconds(options_.read_timeout);
  context_.idle_timeout = Milliseconds(options_.idle_timeout);
  context_.least_bytes_per_second = std::max<size_t>(1, options_.least_bytes_per_second);
  context_.most_stream_bytes = options_.most_stream_bytes;
  context_.cors = Cors(options_.cors_origins);
  context_.client_address = options_.client_address;
  context_.handler = std::move(handler);
}

absl::Status HttpServer::Core::LoadTls() {
  if (options_.tls_cert.empty() && options_.tls_key.empty()) return absl::OkStatus();
  tls_.emplace(asio::ssl::context::tls_server);
  error_code ec;
  tls_->set_options(
      asio::ssl::context::default_workarounds | asio::ssl::context::no_tlsv1 | asio::ssl::context::no_tlsv1_1,
      ec);
  tls_->use_certificate_chain_file(options_.tls_cert, ec);
  if (ec) return BadTlsFile(options_.tls_cert, ec);
  tls_->use_private_key_file(options_.tls_key, asio::ssl::context::pem, ec);
  if (ec) return BadTlsFile(options_.tls_key, ec);
  return absl::OkStatus();
}

absl::StatusOr<int> HttpServer::Core::Listen() {
  error_code ec;
  const auto address = asio::ip::make_address(options_.address, ec);
  const std::string place = absl::StrCat(options_.address, ":", options_.port);
  if (ec) {
    return error::Make(absl::StatusCode::kInvalidArgument,
                       absl::StrCat("not an address to listen on: ", place),
                       {.reason = "BAD_ADDRESS", .metadata = {{"address", place}}});
  }
  acceptor_ = std::make_unique<Acceptor>(lanes_[0]->context());
  const asio::ip::tcp::endpoint endpoint(address, options_.port);
  acceptor_->open(endpoint.protocol(), ec);
  if (!ec) acceptor_->set_option(asio::socket_base::reuse_address(true), ec);
  if (!ec) acceptor_->bind(endpoint, ec);
  if (!ec) acceptor_->listen(asio::socket_base::max_listen_connections, ec);
  if (ec) {
    return error::Make(absl::StatusCode::kUnavailable,
                       absl::StrCat("cannot listen on ", place, ": ", ec.message(), "; choose another port"),
                       {.reason = "PORT_BUSY", .metadata = {{"address", place}}});
  }
  return acceptor_->local_endpoint(ec).port();
}

absl::StatusOr<int> HttpServer::Core::Start() {
  RETURN_IF_ERROR(LoadTls());
  ASSIGN_OR_RETURN(const int port, Listen());
  Accept();
  for (const auto& lane : lanes_) threads_.emplace_back([&lane = *lane] { lane.Run(); });
  return port;
}

void HttpServer::Core::Accept() {
  incoming_.emplace(lanes_[next_lane_]->context());
  acceptor_->async_accept(*incoming_, [this](const error_code& ec) { OnAccepted(ec); });
}

void HttpServer::Core::OnAccepted(const error_code& ec) {
  if (!acceptor_->is_open()) return;
  if (ec) {
    // Out of file descriptors or the like: the next try would fail at once too.
    pause_.expires_after(milliseconds(50));
    pause_.async_wait([this](const error_code& ec) {
      if (!ec && acceptor_->is_open()) Accept();
    });
    return;
  }
  Seat(std::move(*incoming_));
  Accept();
}

void HttpServer::Core::Seat(Socket socket) {
  if (connections() >= options_.max_connections) {
    return TurnAway(std::move(socket), {.status = 503,
                                        .reason = "TOO_MANY_CONNECTIONS",
                                        .message = "the gateway has no place for another connection; try again",
                                        .retry_after = absl::Seconds(1)});
  }
  std::shared_ptr<void> place;
  if (options_.place_of) {
    error_code gone;
    const auto peer = socket.remote_endpoint(gone);
    if (gone) return;
    place = options_.place_of(peer.address().to_string());
    if (place == nullptr) {
      return TurnAway(std::move(socket), {.status = 429,
                                          .reason = "TOO_MANY_CONNECTIONS",
                                          .message = "this address has too many connections open; close some",
                                          .retry_after = absl::Seconds(1)});
    }
  }
  Lane& lane = *lanes_[next_lane_];
  std::shared_ptr<Session> session =
      MakeSession(std::move(socket), lane, context_, tls_ ? &*tls_ : nullptr, std::move(place));
  next_lane_ = (next_lane_ + 1) % lanes_.size();
  asio::post(lane.context(), [&lane, session = std::move(session)] { lane.Add(session); });
}

// Best effort: what a fresh socket takes at once.
void HttpServer::Core::TurnAway(Socket socket, const HttpError& error) {
  if (tls_) return;
  const Response response = ErrorResponse(error);
  const std::string message =
      ResponseHead(response, lanes_[0]->date_line(), "", BodyFraming::kLength, true) + *response.body;
  error_code ec;
  socket.non_blocking(true, ec);
  socket.write_some(asio::buffer(message), ec);
  socket.shutdown(Socket::shutdown_both, ec);
}

void HttpServer::Core::Stop(absl::Duration grace) {
  if (threads_.empty()) return;
  asio::post(lanes_[0]->context(), [this] {
    error_code ec;
    acceptor_->close(ec);
    pause_.cancel();
  });
  for (const auto& lane : lanes_) lane->DrainAll();
  {
    std::unique_lock lock(context_.last_closed_mutex);
    context_.last_closed.wait_for(lock, Milliseconds(grace), [this] { return connections() == 0; });
  }
  for (const auto& lane : lanes_) lane->CloseAll();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

HttpServer::HttpServer(Options options, Handler handler, const PublishedAnswers* published)
    : core_(std::make_unique<Core>(std::move(options), std::move(handler), published)) {}

HttpServer::~HttpServer() { core_->Stop(absl::ZeroDuration()); }

absl::StatusOr<int> HttpServer::Start() { return core_->Start(); }

void HttpServer::Stop(absl::Duration grace) { core_->Stop(grace); }

size_t HttpServer::connections() const { return core_->connections(); }

}  // namespace disclosure::gateway
