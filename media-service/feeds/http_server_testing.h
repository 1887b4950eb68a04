// A small HTTP server on loopback for tests: answers by path, as it was told to.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace disclosure::media::testing {

class HttpServer {
 public:
  HttpServer();
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;

  // http://127.0.0.1:PORT and `path`.
  std::string Url(const std::string& path) const;
  int port() const { return port_; }

  // What a path answers from now on; others answer 404.
  void Serve(const std::string& path, const std::string& body);
  void Redirect(const std::string& path, const std::string& to);
  void AnswerWith(const std::string& path, int status);
  // Says that it will send more than it does, and hangs up.
  void Cut(const std::string& path, const std::string& body);
  // Requests are read and never answered.
  void Hang() { hang_ = true; }

  int requests() const { return requests_; }

 private:
  void Run();
  void Answer(int connection);
  void Put(const std::string& path, const std::string& reply);

  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> hang_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<int> requests_{0};
  std::mutex mutex_;
  std::map<std::string, std::string> replies_;
  std::thread thread_;
};

}  // namespace disclosure::media::testing
