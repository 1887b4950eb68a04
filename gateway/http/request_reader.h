// Reads the requests of one connection out of its bytes: Beast's parser for the head, behind our limits.
// Whatever two readers could understand differently (request smuggling) is an error here, never a guess.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gateway/http/chunked_body.h"
#include "gateway/http/http_error.h"
#include "gateway/http/message.h"
#include "gateway/http/target.h"

namespace disclosure::gateway {

struct ReadLimits {
  size_t header_bytes = 16 << 10;  // request line and header fields
  size_t target_bytes = 8 << 10;   // path and query
  size_t header_fields = 100;
  size_t body_bytes = 4 << 20;
  size_t large_body_bytes = 32 << 20;   // where allows_large_body says so
  size_t all_bodies_bytes = 256 << 20;  // of all connections together
  std::function<bool(std::string_view method, std::string_view path)> allows_large_body;
};

// A request's head. The views hold until TakeRequest's value is gone or Next is called.
struct RequestHead {
  std::string_view method;
  Target target;
  std::vector<std::pair<std::string_view, std::string_view>> fields;  // names as sent
  bool keep_alive = true;
  bool http11 = true;
  bool has_body = false;
  std::string_view accept_encoding;
  std::string_view if_none_match;
  std::string_view origin;
};

class RequestReader {
 public:
  enum class Step {
    kNeedMore,      // read into Prepare(), Commit, Advance again
    kNeedContinue,  // as kNeedMore, but the client waits for "100 Continue" first; said once
    kDone,          // head() and, with a body, TakeRequest()
    kError,         // error(); the rest of the connection cannot be understood
  };

  // `body_budget` counts the body bytes held by all connections.
  RequestReader(const ReadLimits& limits, std::atomic<size_t>& body_budget);
  ~RequestReader();

  // Room for more bytes; never empty after kNeedMore, empty when read ahead as far as allowed.
  std::pair<char*, size_t> Prepare();
  void Commit(size_t bytes);

  Step Advance();
  const RequestHead& head() const { return head_; }
  const HttpError& error() const { return error_; }

  // The request of kDone as a value of its own. remote_address is left empty.
  std::shared_ptr<Request> TakeRequest();

  // Forgets the request of kDone and goes on with the bytes behind it.
  void Next();

  // No byte of a request has come yet.
  bool at_start() const { return phase_ == Phase::kHead && end_ == begin_; }
  // Bytes read ahead and not parsed.
  size_t pending() const { return end_ - begin_; }
  // Bytes of the request's body so far.
  size_t body_received() const { return reserved_; }

 private:
  class HeadParser;
  enum class Phase { kHead, kBody, kDone, kError };

  Step AdvanceHead();
  Step AdvanceBody();
  // Read the body from the front of `input`; true: all of it is there.
  bool ReadLength(std::string_view& input);
  bool ReadChunks(std::string_view& input);
  bool FindHeadEnd();  // false: more bytes needed, or error_ set
  bool SkippedEmptyLine();
  Step Fail(int status, std::string_view reason, std::string_view message);
  Step FailTooLarge();
  Step FailParse(const std::string& detail);
  bool AppendBody(std::string_view data);
  void ReleaseBody();
  std::shared_ptr<Request> CopyHead() const;
  void PointHeadAt(const Request& request);

  const ReadLimits& limits_;
  std::atomic<size_t>& body_budget_;
  std::string buffer_;  // bytes [begin_, end_) are not parsed yet
  size_t begin_ = 0;
  size_t end_ = 0;
  size_t scanned_ = 0;     // bytes behind begin_ that hold no end of head
  size_t line_start_ = 0;  // likewise: where the line under the scan begins
  size_t head_size_ = 0;
  Phase phase_ = Phase::kHead;
  RequestHead head_;
  HttpError error_;
  std::shared_ptr<Request> request_;  // made early if there is a body
  uint64_t length_ = 0;               // by Content-Length
  bool chunked_ = false;
  ChunkedBody chunks_;
  size_t body_limit_ = 0;
  size_t reserved_ = 0;
  bool expects_continue_ = false;
};

}  // namespace disclosure::gateway
