// One io thread with everything its connections use without locks.
#pragma once

#include <utility>  // Asio 1.74 uses std::exchange without including it

#include <atomic>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "gateway/http/cors.h"
#include "gateway/http/message.h"
#include "gateway/http/published_answers.h"
#include "gateway/http/request_reader.h"

namespace disclosure::gateway {

namespace asio = boost::asio;
// With the concrete executor: any_io_executor costs a third of the throughput of small answers.
using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using SteadyTime = std::chrono::steady_clock::time_point;

// What all connections share. Set before the first one, except the counters.
struct ConnectionContext {
  ReadLimits read_limits;
  std::chrono::milliseconds read_timeout{10'000};
  std::chrono::milliseconds idle_timeout{60'000};
  std::chrono::milliseconds linger_timeout{2'000};
  size_t least_bytes_per_second = 16 << 10;
  size_t most_stream_bytes = 256 << 10;
  Cors cors{{}};
  std::function<std::string(std::string_view peer, std::string_view forwarded)> client_address;
  Handler handler;
  std::atomic<size_t> connections{0};
  std::mutex last_closed_mutex;
  std::condition_variable last_closed;  // no connection is left
  std::atomic<size_t> body_bytes{0};
};

// A connection as its lane sees it. All calls on the lane's thread.
class Session {
 public:
  virtual ~Session() = default;
  virtual void Start() = 0;
  virtual void CheckDeadline(SteadyTime now) = 0;
  virtual void Drain() = 0;  // ends after the request under way
  virtual void Close() = 0;  // ends now
};

class Lane {
 public:
  // `tick` is how often deadlines are checked and the clock is read.
  Lane(const PublishedAnswers* published, std::chrono::milliseconds tick);

  void Run();  // the body of the lane's thread; returns after CloseAll

  // From any thread.
  void DrainAll();
  void CloseAll();

  asio::io_context& context() { return context_; }

  // On the lane's thread.
  void Add(std::shared_ptr<Session> session);
  void Remove(Session* session) { sessions_.erase(session); }
  PublishedAnswers::View& published() { return published_; }
  SteadyTime now() const { return now_; }
  bool draining() const { return draining_; }
  // "\r\nDate: Mon, 23 Nov 2026 18:42:54 GMT\r\n": what follows the status in a status line.
  const std::string& date_line() const { return date_line_; }

 private:
  void Tick();
  void ReadClocks();
  std::vector<std::shared_ptr<Session>> Sessions() const;

  asio::io_context context_{1};
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>,
                             Executor>
      timer_;
  const std::chrono::milliseconds tick_;
  PublishedAnswers::View published_;
  std::unordered_map<Session*, std::shared_ptr<Session>> sessions_;
  SteadyTime now_;
  int64_t second_ = 0;
  std::string date_line_;
  bool draining_ = false;
  bool closing_ = false;
};

}  // namespace disclosure::gateway
