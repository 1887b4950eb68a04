// For tests: a socket that says exactly what it is told, and a server under test.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/server.h"

namespace disclosure::gateway {

struct RawResponse {
  int status = 0;
  std::map<std::string, std::string> headers;  // names in lower case
  std::string body;
};

// A blocking connection to 127.0.0.1, from `source` where one is named: all of 127.0.0.0/8 is this machine, and each address is a
// client of its own to the limits. Reads give up after 10 s.
class RawClient {
 public:
  explicit RawClient(int port, int receive_buffer = 0, const char* source = nullptr);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool Send(std::string_view bytes);  // false: the server closed
  void FinishSending();
  void Close();

  // One response; its body by Content-Length, by chunks (put together) or until the end. Nothing if the
  // connection ends before.
  std::optional<RawResponse> Read(bool head_only = false);
  std::optional<RawResponse> Ask(std::string_view request);
  // The next line of what comes, with its "\n"; "" at the end.
  std::string ReadLine();
  // Whether anything (the end too) comes within `limit`.
  bool AnswersWithin(absl::Duration limit);
  // Whether the server closes without sending anything more.
  bool ReadsEnd();

 private:
  bool Fill();  // false: the end
  std::string ReadBytes(size_t size);

  int socket_;
  std::string buffer_;
};

// "GET path HTTP/1.1" with a Host and `lines` ("Name: value\r\n" each).
std::string Get(std::string_view path, std::string_view lines = "");

// The reason of an error envelope, or what is wrong with it.
std::string ReasonOf(const RawResponse& response);

// A started server with an answer for /v1/published. Its handler answers GET /echo with the request's own
// words, POST with the length of the body, /never not at all.
class TestServer {
 public:
  explicit TestServer(HttpServer::Options options = {}) : TestServer(std::move(options), Echo) {}
  TestServer(HttpServer::Options options, Handler handler);

  int port() const { return port_; }
  HttpServer& server() { return *server_; }
  PublishedAnswers& published() { return published_; }

  static void Echo(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange);

 private:
  PublishedAnswers published_;
  std::unique_ptr<HttpServer> server_;
  int port_ = 0;
};

}  // namespace disclosure::gateway
