// An HTTP exchange as the rooms of the gateway see it: no Beast, no gRPC.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace disclosure::gateway {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  // "GET"
  std::string path;    // as sent, still percent-encoded, without the query
  std::string query;   // as sent, without the "?"
  Headers headers;     // names in lower case
  std::string body;
  std::string remote_address;  // of the client; behind a trusted proxy, what it says

  // The header's value, or "". `name` in lower case.
  std::string_view Header(std::string_view name) const;
};

struct Response {
  int status = 200;
  Headers headers;
  std::shared_ptr<const std::string> body;  // null: empty
};

// One exchange. Exactly one of Reply, or StartStream … Finish, is called; from any thread.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual void Reply(Response response) = 0;
  // Begins a response of unknown length (chunked).
  virtual void StartStream(Response head) = 0;
  // Sends a chunk. False: the client is gone or does not read fast enough; stop writing and Finish.
  virtual bool Write(std::string chunk) = 0;
  virtual void Finish() = 0;
  // Calls `callback` once, on any thread, when the client has taken most of what was written, at once if it has; so too
  // when the client goes away. For what can wait to be made.
  virtual void OnRoom(std::function<void()> callback) { callback(); }
  // Calls `callback` once if the client goes away before the end; at once if it has gone already.
  virtual void OnCancel(std::function<void()> callback) = 0;
};

using Handler = std::function<void(std::shared_ptr<const Request>, std::shared_ptr<Exchange>)>;

}  // namespace disclosure::gateway
