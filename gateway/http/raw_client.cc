#include "gateway/http/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <mutex>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace disclosure::gateway {

RawClient::RawClient(int port, int receive_buffer, const char* source) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval limit = {.tv_sec = 10, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  if (receive_buffer > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  if (source != nullptr) {
    EXPECT_EQ(inet_pton(AF_INET, source, &address.sin_addr), 1) << source;
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0) << source;
  }
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
}

RawClient::~RawClient() { Close(); }

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

void RawClient::FinishSending() { shutdown(socket_, SHUT_WR); }

void RawClient::Close() {
  if (socket_ >= 0) close(socket_);
  socket_ = -1;
}

bool RawClient::Fill() {
  char bytes[16 << 10];
  const ssize_t size = recv(socket_, bytes, sizeof bytes, 0);
  if (size <= 0) return false;
  buffer_.append(bytes, static_cast<size_t>(size));
  return true;
}

std::string RawClient::ReadLine() {
  size_t end;
  while ((end = buffer_.find('\n')) == std::string::npos) {
    if (!Fill()) return "";
  }
  return ReadBytes(end + 1);
}

std::string RawClient::ReadBytes(size_t size) {
  while (buffer_.size() < size && Fill()) {
  }
  std::string bytes = buffer_.substr(0, size);
  buffer_.erase(0, bytes.size());
  return bytes;
}

bool RawClient::AnswersWithin(absl::Duration limit) {
  if (!buffer_.empty()) return true;
  pollfd waiting = {.fd = socket_, .events = POLLIN, .revents = 0};
  return poll(&waiting, 1, static_cast<int>(absl::ToInt64Milliseconds(limit))) > 0;
}

bool RawClient::ReadsEnd() {
  if (!buffer_.empty()) return false;
  char byte;
  const ssize_t size = recv(socket_, &byte, 1, 0);
  return size == 0 || (size < 0 && errno == ECONNRESET);
}

std::optional<RawResponse> RawClient::Read(bool head_only) {
  RawResponse response;
  const std::string status_line = ReadLine();
  if (status_line.substr(0, 9) != "HTTP/1.1 ") return std::nullopt;
  response.status = std::atoi(status_line.c_str() + 9);
  for (std::string line = ReadLine(); line != "\r\n"; line = ReadLine()) {
    const size_t colon = line.find(": ");
    if (colon == std::string::npos) return std::nullopt;
    std::string& value = response.headers[absl::AsciiStrToLower(line.substr(0, colon))];
    absl::StrAppend(&value, value.empty() ? "" : ", ", line.substr(colon + 2, line.size() - colon - 4));
  }
  if (head_only || response.status == 204 || response.status == 304 || response.status == 100)
    return response;
  if (const auto length = response.headers.find("content-length"); length != response.headers.end()) {
    const size_t size = std::strtoul(length->second.c_str(), nullptr, 10);
    response.body = ReadBytes(size);
    if (response.body.size() != size) return std::nullopt;
  } else if (response.headers["transfer-encoding"] == "chunked") {
    for (;;) {
      const std::string size_line = ReadLine();
      if (size_line.empty()) return std::nullopt;
      const size_t size = std::strtoul(size_line.c_str(), nullptr, 16);
      response.body += ReadBytes(size);
      if (ReadLine() != "\r\n") return std::nullopt;
      if (size == 0) break;
    }
  } else {
    while (Fill()) {
    }
    response.body = ReadBytes(buffer_.size());
  }
  return response;
}

std::optional<RawResponse> RawClient::Ask(std::string_view request) {
  Send(request);
  return Read();
}

std::string Get(std::string_view path, std::string_view lines) {
  std::string request = "GET ";
  request.append(path).append(" HTTP/1.1\r\nHost: localhost\r\n").append(lines);
  return request + "\r\n";
}

std::string ReasonOf(const RawResponse& response) {
  const std::string& body = response.body;
  const std::string code = absl::StrCat("{\"error\":{\"code\":", response.status, ",");
  if (body.find(code) != 0) return "no envelope: " + body;
  constexpr std::string_view kReason = "\"reason\":\"";
  const size_t begin = body.find(kReason);
  if (begin == std::string::npos) return "no reason: " + body;
  const size_t from = begin + kReason.size();
  return body.substr(from, body.find('"', from) - from);
}

void TestServer::Echo(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) {
  static std::mutex mutex;
  static std::vector<std::shared_ptr<Exchange>> kept;
  if (request->path == "/never") {
    std::lock_guard lock(mutex);
    kept.push_back(std::move(exchange));
    return;
  }
  std::string body = request->method == "POST" ? absl::StrCat(request->body.size())
                                               : absl::StrCat(request->method, " ", request->path, " ",
                                                              request->query, " ", request->remote_address);
  exchange->Reply({.headers = {{"content-type", "text/plain"}},
                   .body = std::make_shared<const std::string>(std::move(body))});
}

TestServer::TestServer(HttpServer::Options options, Handler handler) {
  published_.Replace({{"/v1/published",
                       Answer::Make({.content_type = "application/json", .body = std::string(5000, 'p')})}});
  server_ = std::make_unique<HttpServer>(std::move(options), std::move(handler), &published_);
  const absl::StatusOr<int> port = server_->Start();
  EXPECT_TRUE(port.ok()) << port.status();
  port_ = port.value_or(0);
}

}  // namespace disclosure::gateway
