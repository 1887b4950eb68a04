#include "common/objects/s3_server_testing.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/crypto/primitives.h"
#include "common/objects/object_id.h"

namespace disclosure::objects::testing {
namespace {

std::string Hmac(const std::string& key, const std::string& text) {
  const crypto::Digest digest = crypto::HmacSha256(key, text);
  return std::string(crypto::View(digest));
}

std::string Reply(int status, const std::string& body) {
  return absl::StrCat("HTTP/1.1 ", status, " X\r\nContent-Length: ", body.size(), "\r\nConnection: close\r\n\r\n", body);
}

struct Head {
  std::string method, path;
  std::map<std::string, std::string> headers;  // by lower-case name
};

Head ParseHead(const std::string& text) {
  Head head;
  const std::vector<std::string> lines = absl::StrSplit(text, "\r\n");
  const std::vector<std::string> first = absl::StrSplit(lines[0], ' ');
  head.method = first[0];
  head.path = first.size() > 1 ? first[1] : "";
  for (size_t i = 1; i < lines.size(); ++i) {
    const size_t colon = lines[i].find(':');
    if (colon == std::string::npos) continue;
    head.headers[absl::AsciiStrToLower(lines[i].substr(0, colon))] = std::string(absl::StripAsciiWhitespace(lines[i].substr(colon + 1)));
  }
  return head;
}

// "Signature=…" out of the Authorization header.
std::string Field(const std::string& authorization, const std::string& name) {
  const size_t at = authorization.find(name + "=");
  if (at == std::string::npos) return "";
  const size_t begin = at + name.size() + 1;
  return authorization.substr(begin, authorization.find(',', begin) - begin);
}

// As the specification of the signature says, from the request as it came.
std::string SignatureOf(Head& head, const std::string& secret_key, const std::string& region) {
  const std::string signed_headers = Field(head.headers["authorization"], "SignedHeaders");
  std::string canonical = absl::StrCat(head.method, "\n", head.path, "\n\n");
  for (absl::string_view name : absl::StrSplit(signed_headers, ';')) {
    absl::StrAppend(&canonical, name, ":", head.headers[std::string(name)], "\n");
  }
  absl::StrAppend(&canonical, "\n", signed_headers, "\n", head.headers["x-amz-content-sha256"]);
  const std::string time = head.headers["x-amz-date"], day = time.substr(0, 8);
  const std::string to_sign =
      absl::StrCat("AWS4-HMAC-SHA256\n", time, "\n", day, "/", region, "/s3/aws4_request\n", IdOf(canonical));
  const std::string key = Hmac(Hmac(Hmac(Hmac("AWS4" + secret_key, day), region), "s3"), "aws4_request");
  return absl::BytesToHexString(Hmac(key, to_sign));
}

}  // namespace

S3Server::S3Server(std::string access_key, std::string secret_key, std::string region)
    : access_key_(std::move(access_key)), secret_key_(std::move(secret_key)), region_(std::move(region)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
  listen(listener_, 16);
  getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { Serve(); });
}

S3Server::~S3Server() {
  stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

std::string S3Server::endpoint() const { return absl::StrCat("http://127.0.0.1:", port_); }

std::map<std::string, std::string> S3Server::objects() {
  std::lock_guard lock(mutex_);
  return objects_;
}

void S3Server::SetObject(const std::string& path, const std::string& bytes) {
  std::lock_guard lock(mutex_);
  objects_[path] = bytes;
}

void S3Server::Serve() {
  std::vector<int> hanging;
  while (!stopping_) {
    const int connection = accept(listener_, nullptr, nullptr);
    if (connection < 0) continue;
    if (hang_) {
      hanging.push_back(connection);
      continue;
    }
    Answer(connection);
    close(connection);
  }
  for (const int connection : hanging) close(connection);
}

void S3Server::Answer(int connection) {
  std::string text;
  char chunk[65536];
  size_t head_end = std::string::npos, length = 0;
  while (head_end == std::string::npos || text.size() < head_end + 4 + length) {
    const ssize_t got = recv(connection, chunk, sizeof(chunk), 0);
    if (got <= 0) return;
    text.append(chunk, static_cast<size_t>(got));
    if (head_end != std::string::npos) continue;
    head_end = text.find("\r\n\r\n");
    if (head_end == std::string::npos) continue;
    Head head = ParseHead(text.substr(0, head_end));
    if (!head.headers["content-length"].empty() && !absl::SimpleAtoi(head.headers["content-length"], &length)) return;
  }
  const std::string reply = Handle(text.substr(0, head_end), text.substr(head_end + 4));
  for (size_t sent = 0; sent < reply.size();) {
    const ssize_t now = send(connection, reply.data() + sent, reply.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return;
    sent += static_cast<size_t>(now);
  }
}

std::string S3Server::Handle(const std::string& text, const std::string& body) {
  Head head = ParseHead(text);
  const std::string authorization = head.headers["authorization"];
  const std::string credential = absl::StrCat(access_key_, "/", head.headers["x-amz-date"].substr(0, 8), "/", region_, "/s3/aws4_request");
  const bool known = authorization.rfind("AWS4-HMAC-SHA256 Credential=" + credential, 0) == 0;
  if (!known || Field(authorization, "Signature") != SignatureOf(head, secret_key_, region_)) return Reply(403, "SignatureDoesNotMatch");
  if (head.headers["x-amz-content-sha256"] != IdOf(body)) return Reply(400, "XAmzContentSHA256Mismatch");
  if (forced_ != 0) return Reply(forced_, "");
  std::lock_guard lock(mutex_);
  if (head.method == "PUT") {
    objects_[head.path] = body;
    return Reply(200, "");
  }
  const auto found = objects_.find(head.path);
  if (found == objects_.end()) return Reply(404, "NoSuchKey");
  if (head.method == "GET") return Reply(200, found->second);
  objects_.erase(found);
  return Reply(204, "");
}

}  // namespace disclosure::objects::testing
