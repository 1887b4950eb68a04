#include "media-service/feeds/http_server_testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <vector>

#include "absl/strings/str_cat.h"

namespace disclosure::media::testing {
namespace {

std::string Reply(int status, const std::string& headers, const std::string& body, size_t length) {
  return absl::StrCat("HTTP/1.1 ", status, " X\r\n", headers, "Content-Length: ", length, "\r\nConnection: close\r\n\r\n", body);
}

void SendAll(int connection, const std::string& bytes) {
  for (size_t sent = 0; sent < bytes.size();) {
    const ssize_t now = send(connection, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return;
    sent += static_cast<size_t>(now);
  }
}

}  // namespace

HttpServer::HttpServer() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  listen(listener_, 16);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Run(); });
}

HttpServer::~HttpServer() {
  stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::string HttpServer::Url(const std::string& path) const { return absl::StrCat("http://127.0.0.1:", port_, path); }

void HttpServer::Put(const std::string& path, const std::string& reply) {
  std::lock_guard lock(mutex_);
  replies_[path] = reply;
}
void HttpServer::Serve(const std::string& path, const std::string& body) {
  Put(path, Reply(200, "Content-Type: application/xml\r\n", body, body.size()));
}
void HttpServer::Redirect(const std::string& path, const std::string& to) {
  Put(path, Reply(302, absl::StrCat("Location: ", to, "\r\n"), "", 0));
}
void HttpServer::AnswerWith(const std::string& path, int status) { Put(path, Reply(status, "", "", 0)); }
void HttpServer::Cut(const std::string& path, const std::string& body) { Put(path, Reply(200, "", body, body.size() + 100)); }

void HttpServer::Run() {
  std::vector<int> hanging;
  while (!stopping_) {
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    ++requests_;
    if (hang_) {
      hanging.push_back(connection);
      continue;
    }
    Answer(connection);
    close(connection);
  }
  for (const int connection : hanging) close(connection);
}

void HttpServer::Answer(int connection) {
  std::string head;
  char chunk[4096];
  while (head.find("\r\n\r\n") == std::string::npos) {
    const ssize_t got = recv(connection, chunk, sizeof(chunk), 0);
    if (got <= 0) return;
    head.append(chunk, static_cast<size_t>(got));
  }
  const size_t begin = head.find(' ') + 1;
  const std::string path = head.substr(begin, head.find(' ', begin) - begin);
  std::string reply = Reply(404, "", "", 0);
  {
    std::lock_guard lock(mutex_);
    const auto found = replies_.find(path);
    if (found != replies_.end()) reply = found->second;
  }
  SendAll(connection, reply);
}

}  // namespace disclosure::media::testing
