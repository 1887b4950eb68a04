#include "gateway/http/request_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <cstring>
#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/negotiation.h"

namespace disclosure::gateway {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using StringView = boost::beast::string_view;

constexpr size_t kFirstBuffer = 2 << 10;
constexpr size_t kBodyChunk = 16 << 10;

std::string_view View(StringView text) { return {text.data(), text.size()}; }

bool IsKnownMethod(http::verb verb) { return verb != http::verb::unknown; }

bool IsAllowedMethod(http::verb verb) {
  switch (verb) {
    case http::verb::get:
    case http::verb::head:
    case http::verb::post:
    case http::verb::put:
    case http::verb::patch:
    case http::verb::delete_:
    case http::verb::options: return true;
    default: return false;
  }
}

}  // namespace

// Beast reads the head; its callbacks write straight into the reader's values: no map of fields, no copies.
class RequestReader::HeadParser final : public http::basic_parser<true> {
 public:
  explicit HeadParser(RequestReader& reader) : reader_(reader) {
    // The reader has its own limits and gives the head as a whole.
    header_limit(std::numeric_limits<std::uint32_t>::max());
    // Not none: in Boost 1.74 any Content-Length is over a limit of none.
    body_limit(std::numeric_limits<std::uint64_t>::max());
    eager(true);
  }

 private:
  static error_code Stop() { return http::make_error_code(http::error::bad_value); }

  void Fail(error_code& ec, int status, std::string_view reason, std::string_view message) {
    reader_.Fail(status, reason, message);
    ec = Stop();
  }

  void on_request_impl(http::verb verb, StringView method, StringView target, int version,
                       error_code& ec) override {
    version_ = version;
    reader_.head_.method = View(method);
    reader_.head_.http11 = version >= 11;
    if (!IsKnownMethod(verb)) {
      return Fail(ec, 501, "UNKNOWN_METHOD",
                  "the method is not known; use GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (!IsAllowedMethod(verb)) {
      return Fail(ec, 405, "METHOD_NOT_ALLOWED",
                  "the method is not served; use GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
    }
    if (target.size() > reader_.limits_.target_bytes) {
      return Fail(ec, 414, "URL_TOO_LONG",
                  absl::StrCat("the request target is longer than ", reader_.limits_.target_bytes, " bytes"));
    }
    const std::optional<Target> split = SplitTarget(View(target));
    if (!split) return Fail(ec, 400, "BAD_TARGET", "the request target is neither a path nor an http URL");
    reader_.head_.target = *split;
  }

  void on_field_impl(http::field field, StringView name, StringView value, error_code& ec) override {
    if (reader_.head_.fields.size() >= reader_.limits_.header_fields) {
      return Fail(
          ec, 431, "TOO_MANY_HEADERS",
          absl::StrCat("the request has more than ", reader_.limits_.header_fields, " header fields"));
    }
    reader_.head_.fields.emplace_back(View(name), View(value));
    Note(field, View(value), ec);
  }

  void Note(http::field field, std::string_view value, error_code& ec) {
    RequestHead& head = reader_.head_;
    switch (field) {
      case http::field::host:
        if (++hosts_ > 1) return Fail(ec, 400, "DUPLICATE_HOST", "the request has more than one Host header");
        // Two readers could take either for the address that was meant.
        if (!reader_.head_.target.authority.empty() && !EqualsIgnoringCase(reader_.head_.target.authority, value)) {
          Fail(ec, 400, "CONTRADICTING_HOST", "Host is not the host of the request target");
        }
        break;
      case http::field::authorization:
        if (++authorizations_ > 1) Fail(ec, 400, "DUPLICATE_AUTHORIZATION", "the request says twice who sends it");
        break;
      case http::field::content_length:
        if (++lengths_ > 1 || value.find_first_not_of("0123456789") != std::string_view::npos ||
            !absl::SimpleAtoi(absl::string_view(value.data(), value.size()), &reader_.length_)) {
          Fail(ec, 400, "BAD_CONTENT_LENGTH", "Content-Length is not one decimal number");
        }
        break;
      case http::field::transfer_encoding:
        if (!EqualsIgnoringCase(value, "chunked") || version_ < 11) {
          return Fail(ec, 400, "BAD_TRANSFER_ENCODING", "Transfer-Encoding is not \"chunked\" of HTTP/1.1");
        }
        reader_.chunked_ = true;
        break;
      case http::field::expect:
        if (!EqualsIgnoringCase(value, "100-continue")) {
          return Fail(ec, 417, "BAD_EXPECTATION", "Expect is not \"100-continue\"");
        }
        reader_.expects_continue_ = version_ >= 11;
        break;
      case http::field::content_encoding:
        // A compressed body would be measured before it is unpacked; nothing here unpacks one.
        if (!EqualsIgnoringCase(value, "identity")) {
          return Fail(ec, 415, "BAD_CONTENT_ENCODING", "Content-Encoding is not taken; send the body as it is");
        }
        break;
      case http::field::accept_encoding: head.accept_encoding = value; break;
      case http::field::if_none_match: head.if_none_match = value; break;
      case http::field::origin: head.origin = value; break;
      default: break;
    }
  }

  void on_header_impl(error_code& ec) override {
    reader_.head_.keep_alive = version_ >= 11 && keep_alive();
    reader_.head_.has_body = reader_.chunked_ || reader_.length_ > 0;
    if (version_ >= 11 && hosts_ == 0)
      Fail(ec, 400, "MISSING_HOST", "an HTTP/1.1 request needs a Host header");
  }

  // Not reached: the parser never sees a byte of the body.
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(StringView data, error_code&) override { return data.size(); }
  void on_chunk_header_impl(std::uint64_t, StringView, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, StringView data, error_code&) override { return data.size(); }
  void on_finish_impl(error_code&) override {}
  void on_response_impl(int, StringView, int, error_code&) override {}

  RequestReader& reader_;
  int version_ = 11;
  int hosts_ = 0;
  int lengths_ = 0;
  int authorizations_ = 0;
};

RequestReader::RequestReader(const ReadLimits& limits, std::atomic<size_t>& body_budget)
    : limits_(limits), body_budget_(body_budget), buffer_(kFirstBuffer, '\0') {}

RequestReader::~RequestReader() { ReleaseBody(); }

std::pair<char*, size_t> RequestReader::Prepare() {
  if (begin_ == end_ && phase_ != Phase::kDone) begin_ = end_ = 0;
  const size_t most = phase_ == Phase::kBody ? kBodyChunk : limits_.header_bytes + 1;
  // The head's views point into the buffer while its request is being answered.
  const bool movable = phase_ != Phase::kDone;
  if (movable && begin_ > 0 && end_ == buffer_.size()) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (movable && end_ == buffer_.size() && buffer_.size() < most) {
    buffer_.resize(std::min(most, buffer_.size() * (phase_ == Phase::kBody ? 8 : 2)));
  }
  return {buffer_.data() + end_, buffer_.size() - end_};
}

void RequestReader::Commit(size_t bytes) { end_ += bytes; }

RequestReader::Step RequestReader::Advance() {
  switch (phase_) {
    case Phase::kHead: return AdvanceHead();
    case Phase::kBody: return AdvanceBody();
    case Phase::kDone: return Step::kDone;
    case Phase::kError: break;
  }
  return Step::kError;
}

// Looks for the empty line that ends the head. A line feed without a carriage return is where parsers
// differ, so it is refused at once.
bool RequestReader::FindHeadEnd() {
  const char* const data = buffer_.data() + begin_;
  const size_t size = end_ - begin_;
  while (scanned_ < size) {
    const void* found = std::memchr(data + scanned_, '\n', size - scanned_);
    if (found == nullptr) {
      scanned_ = size;
      break;
    }
    const size_t at = static_cast<const char*>(found) - data;
    if (at == 0 || data[at - 1] != '\r') {
      Fail(400, "BARE_LINE_FEED", "a line of the request's head does not end in CRLF");
      return false;
    }
    // Beast joins folded lines; others take the second for a field of its own.
    if (line_start_ > 0 && (data[line_start_] == ' ' || data[line_start_] == '\t')) {
      Fail(400, "FOLDED_HEADER", "a header field is folded over lines; send it on one line");
      return false;
    }
    scanned_ = at + 1;
    const bool empty_line = at - 1 == line_start_;
    line_start_ = scanned_;
    if (empty_line) {
      head_size_ = scanned_;
      return true;
    }
  }
  if (size > limits_.header_bytes) {
    const bool in_first_line = line_start_ == 0;
    if (in_first_line) {
      Fail(414, "URL_TOO_LONG",
           absl::StrCat("the request target is longer than ", limits_.target_bytes, " bytes"));
    } else {
      Fail(431, "HEADERS_TOO_LARGE",
           absl::StrCat("the request's head is larger than ", limits_.header_bytes, " bytes"));
    }
  }
  return false;
}

// RFC 9112 §2.2: empty lines before a request line are skipped.
bool RequestReader::SkippedEmptyLine() {
  constexpr size_t kLineEnd = 2;
  if (head_size_ > kLineEnd) return false;
  begin_ += head_size_;
  scanned_ = line_start_ = head_size_ = 0;
  return true;
}

RequestReader::Step RequestReader::AdvanceHead() {
  do {
    if (!FindHeadEnd()) return phase_ == Phase::kError ? Step::kError : Step::kNeedMore;
  } while (SkippedEmptyLine());
  if (head_size_ > limits_.header_bytes) {
    return Fail(431, "HEADERS_TOO_LARGE",
                absl::StrCat("the request's head is larger than ", limits_.header_bytes, " bytes"));
  }
  head_.fields.clear();
  head_.accept_encoding = head_.if_none_match = head_.origin = {};
  expects_continue_ = false;
  chunked_ = false;
  length_ = 0;
  chunks_ = {};
  HeadParser parser(*this);
  error_code ec;
  parser.put({buffer_.data() + begin_, head_size_}, ec);
  if (phase_ == Phase::kError) return Step::kError;
  if (ec && ec != http::error::need_more) return FailParse(ec.message());
  if (!parser.is_header_done()) return FailParse("the head ends early");
  begin_ += head_size_;
  if (!head_.has_body) {
    phase_ = Phase::kDone;
    return Step::kDone;
  }
  const bool large = limits_.allows_large_body && limits_.allows_large_body(head_.method, head_.target.path);
  body_limit_ = large ? limits_.large_body_bytes : limits_.body_bytes;
  if (length_ > body_limit_) return FailTooLarge();
  request_ = CopyHead();
  PointHeadAt(*request_);
  phase_ = Phase::kBody;
  return AdvanceBody();
}

RequestReader::Step RequestReader::AdvanceBody() {
  std::string_view input(buffer_.data() + begin_, end_ - begin_);
  const bool done = chunked_ ? ReadChunks(input) : ReadLength(input);
  begin_ = end_ - input.size();
  if (phase_ == Phase::kError) return Step::kError;
  if (done) {
    phase_ = Phase::kDone;
    return Step::kDone;
  }
  if (std::exchange(expects_continue_, false) && reserved_ == 0) return Step::kNeedContinue;
  return Step::kNeedMore;
}

bool RequestReader::ReadLength(std::string_view& input) {
  const std::string_view data = input.substr(0, std::min<uint64_t>(length_ - reserved_, input.size()));
  input.remove_prefix(data.size());
  return AppendBody(data) && reserved_ == length_;
}

bool RequestReader::ReadChunks(std::string_view& input) {
  for (;;) {
    switch (chunks_.Advance(input)) {
      case ChunkedBody::Step::kDone: return true;
      case ChunkedBody::Step::kData:
        if (!AppendBody(chunks_.data())) return false;
        break;
      case ChunkedBody::Step::kMalformed: FailParse("the chunked body is malformed"); return false;
      case ChunkedBody::Step::kNeedMore:
        if (reserved_ + chunks_.announced() > body_limit_) FailTooLarge();
        return false;
    }
  }
}

bool RequestReader::AppendBody(std::string_view data) {
  if (reserved_ + data.size() > body_limit_) {
    FailTooLarge();
    return false;
  }
  if (body_budget_.fetch_add(data.size(), std::memory_order_relaxed) + data.size() >
      limits_.all_bodies_bytes) {
    body_budget_.fetch_sub(data.size(), std::memory_order_relaxed);
    error_.retry_after = absl::Seconds(5);
    Fail(503, "UPLOADS_BUSY", "too much is being uploaded at this moment; try again");
    return false;
  }
  reserved_ += data.size();
  request_->body.append(data);
  return true;
}

void RequestReader::ReleaseBody() {
  body_budget_.fetch_sub(std::exchange(reserved_, 0), std::memory_order_relaxed);
}

std::shared_ptr<Request> RequestReader::CopyHead() const {
  auto request = std::make_shared<Request>();
  request->method = head_.method;
  request->path = head_.target.path;
  request->query = head_.target.query;
  request->headers.reserve(head_.fields.size());
  for (const auto& [name, value] : head_.fields) {
    request->headers.emplace_back(absl::AsciiStrToLower({name.data(), name.size()}), std::string(value));
  }
  return request;
}

// The body is going to be read over the bytes of the head.
void RequestReader::PointHeadAt(const Request& request) {
  head_.method = request.method;
  head_.target = {request.path, request.query};
  head_.fields.clear();
  head_.accept_encoding = request.Header("accept-encoding");
  head_.if_none_match = request.Header("if-none-match");
  head_.origin = request.Header("origin");
}

std::shared_ptr<Request> RequestReader::TakeRequest() { return request_ ? std::move(request_) : CopyHead(); }

void RequestReader::Next() {
  ReleaseBody();
  request_.reset();
  scanned_ = line_start_ = head_size_ = 0;
  phase_ = Phase::kHead;
}

RequestReader::Step RequestReader::Fail(int status, std::string_view reason, std::string_view message) {
  error_.status = status;
  error_.reason = reason;
  error_.message = message;
  phase_ = Phase::kError;
  ReleaseBody();  // the connection may linger
  request_.reset();
  return Step::kError;
}

RequestReader::Step RequestReader::FailTooLarge() {
  return Fail(413, "BODY_TOO_LARGE", absl::StrCat("the body is larger than ", body_limit_, " bytes"));
}

RequestReader::Step RequestReader::FailParse(const std::string& detail) {
  return Fail(400, "MALFORMED_REQUEST", absl::StrCat("the request is not valid HTTP/1.1: ", detail));
}

}  // namespace disclosure::gateway
