// The gateway's HTTP/1.1 server: sockets, threads, limits. What to answer is the handler's matter, except for
// published answers, which it is never asked for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/message.h"
#include "gateway/http/published_answers.h"

namespace disclosure::gateway {

class HttpServer {
 public:
  struct Options {
    std::string address = "127.0.0.1";
    uint16_t port = 0;  // 0: any free one
    int threads = 2;
    size_t max_connections = 10'000;
    // A place for a connection of this peer, given back when it is let go; null: the peer has too many. Called on the accepting
    // thread. Empty: every peer may have all.
    std::function<std::shared_ptr<void>(std::string_view peer)> place_of;

    size_t header_bytes = 16 << 10;
    size_t target_bytes = 8 << 10;
    size_t body_bytes = 4 << 20;
    size_t large_body_bytes = 32 << 20;
    size_t all_bodies_bytes = 256 << 20;  // of all connections together
    // Paths that may have a large body. Called before the request is looked at otherwise.
    std::function<bool(std::string_view method, std::string_view path)> allows_large_body;

    absl::Duration read_timeout = absl::Seconds(10);  // for a head; a body must keep a least rate besides
    absl::Duration idle_timeout = absl::Seconds(60);  // between requests
    size_t least_bytes_per_second = 16 << 10;
    size_t most_stream_bytes = 256 << 10;  // left unread by a client before its stream is closed

    std::vector<std::string> cors_origins;
    // The client's address from the peer's and X-Forwarded-For (limits/trusted_proxies.h). Null: the peer's.
    std::function<std::string(std::string_view peer, std::string_view forwarded)> client_address;

    // PEM files; both or none.
    std::string tls_cert;
    std::string tls_key;
  };

  // `handler` is called on io threads and must not block; Reply inside it costs least. `published` may be
  // null; otherwise GET and HEAD without a query ask it first. It must outlive the server.
  HttpServer(Options options, Handler handler, const PublishedAnswers* published);
  ~HttpServer();  // Stop(0)

  // Listens and starts the threads; returns the port. Errors: UNAVAILABLE (PORT_BUSY, naming the address),
  // INVALID_ARGUMENT (BAD_ADDRESS, BAD_TLS_FILE). Called once.
  absl::StatusOr<int> Start();

  // No new connections; idle ones are closed, streams cancelled, requests under way finished within
  // `grace`; then all is closed and the threads end. Replies that come later are dropped. Idempotent.
  void Stop(absl::Duration grace);

  size_t connections() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace disclosure::gateway
