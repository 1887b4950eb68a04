#include "gateway/transcode/errors.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "gateway/transcode/json_text.h"
#include "google/rpc/code.pb.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace disclosure::gateway {
namespace {

struct Parsed {
  google::rpc::Status status;
  std::string reason;
  std::optional<int64_t> retry_after_seconds;
};

// What the transport says (or a service that names no reason) in words that may be shown.
grpc::Status WithoutDetails(grpc::StatusCode code) {
  const auto plain = static_cast<absl::StatusCode>(code);
  switch (code) {
    case grpc::StatusCode::UNAVAILABLE:
      return ToGrpc(error::Make(plain, "The service cannot be reached now; try again.",
                                {.reason = "BACKEND_UNAVAILABLE", .retry_after = absl::Seconds(1)}));
    case grpc::StatusCode::DEADLINE_EXCEEDED:
      return ToGrpc(error::Make(plain, "The service did not answer in time; try again with more time.",
                                {.reason = "DEADLINE_EXCEEDED"}));
    case grpc::StatusCode::CANCELLED:
      return ToGrpc(error::Make(plain, "The call was cancelled.", {.reason = "CANCELLED"}));
    case grpc::StatusCode::UNIMPLEMENTED:
      return ToGrpc(error::Make(plain, "The service does not have this method.", {.reason = "UNIMPLEMENTED"}));
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return ToGrpc(error::Make(plain, "The request or the answer is larger than the service handles.",
                                {.reason = "MESSAGE_TOO_LARGE"}));
    default:
      return ToGrpc(error::Make(plain, "The service failed.", {.reason = "BACKEND_FAILED"}));
  }
}

Parsed Parse(const grpc::Status& status) {
  Parsed parsed;
  if (status.error_details().empty() || !parsed.status.ParseFromString(status.error_details()) ||
      parsed.status.details().empty()) {
    parsed.status.ParseFromString(WithoutDetails(status.error_code()).error_details());
  }
  for (const google::protobuf::Any& detail : parsed.status.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::RetryInfo retry;
    if (detail.UnpackTo(&info)) parsed.reason = info.reason();
    if (detail.UnpackTo(&retry)) {
      // Whole seconds, rounded up: earlier would be refused again.
      parsed.retry_after_seconds = retry.retry_delay().seconds() + (retry.retry_delay().nanos() > 0 ? 1 : 0);
    }
  }
  return parsed;
}

std::string Envelope(const Parsed& parsed, int http_status) {
  const auto code = static_cast<google::rpc::Code>(parsed.status.code());
  std::string json = absl::StrCat("{\"error\":{\"code\":", http_status,
                                  ",\"message\":", JsonString(parsed.status.message()),
                                  ",\"status\":", JsonString(google::rpc::Code_Name(code)), ",\"details\":[");
  bool first = true;
  for (const google::protobuf::Any& detail : parsed.status.details()) {
    const std::string text = PrintJson(detail);
    if (text.empty()) continue;  // of a type that is not linked in
    absl::StrAppend(&json, first ? "" : ",", text);
    first = false;
  }
  return json + "]}}";
}

}  // namespace

grpc::Status WithDetails(const grpc::Status& status) {
  google::rpc::Status details;
  const bool named = !status.error_details().empty() && details.ParseFromString(status.error_details()) && !details.details().empty();
  return status.ok() || named ? status : WithoutDetails(status.error_code());
}

int HttpStatusOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK: return 200;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::OUT_OF_RANGE: return 400;
    case grpc::StatusCode::UNAUTHENTICATED: return 401;
    case grpc::StatusCode::PERMISSION_DENIED: return 403;
    case grpc::StatusCode::NOT_FOUND: return 404;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::ABORTED: return 409;
    case grpc::StatusCode::RESOURCE_EXHAUSTED: return 429;
    case grpc::StatusCode::CANCELLED: return 499;
    case grpc::StatusCode::UNIMPLEMENTED: return 501;
    case grpc::StatusCode::UNAVAILABLE: return 503;
    case grpc::StatusCode::DEADLINE_EXCEEDED: return 504;
    default: return 500;
  }
}

Response StatusResponse(const grpc::Status& status, bool had_if_match) {
  const Parsed parsed = Parse(status);
  Response response;
  response.status = HttpStatusOf(status.error_code());
  if (had_if_match && parsed.reason == "ETAG_MISMATCH") response.status = 412;
  response.headers = {{"content-type", "application/json; charset=utf-8"}, {"cache-control", "no-store"}};
  if (parsed.retry_after_seconds) {
    response.headers.emplace_back("retry-after", absl::StrCat(*parsed.retry_after_seconds));
  }
  if (response.status == 401) {
    const bool bad_token = parsed.reason.rfind("TOKEN_", 0) == 0;
    response.headers.emplace_back("www-authenticate", bad_token ? "Bearer error=\"invalid_token\"" : "Bearer");
  }
  response.body = std::make_shared<const std::string>(Envelope(parsed, response.status));
  return response;
}

Response StatusResponse(const absl::Status& status, bool had_if_match) {
  return StatusResponse(ToGrpc(status), had_if_match);
}

std::string ErrorJson(const grpc::Status& status) {
  return Envelope(Parse(status), HttpStatusOf(status.error_code()));
}

}  // namespace disclosure::gateway
