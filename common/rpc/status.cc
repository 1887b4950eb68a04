#include "common/rpc/status.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace disclosure {
namespace {

// HTTP/2 trailers are limited to 8 KiB by most peers.
constexpr size_t kMaxMessageBytes = 2048;
constexpr int kMaxViolations = 50;

std::string& ErrorDomain() {
  static std::string domain = "disclosure";
  return domain;
}

std::string DefaultReason(absl::StatusCode code) {
  return absl::StatusCodeToString(code);
}

std::string Truncate(absl::string_view text) {
  if (text.size() <= kMaxMessageBytes) return std::string(text);
  size_t end = kMaxMessageBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return absl::StrCat(text.substr(0, end), "…");
}

}  // namespace

void SetErrorDomain(const std::string& domain) { ErrorDomain() = domain; }

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status rpc;
  rpc.set_code(static_cast<int>(status.code()));
  rpc.set_message(Truncate(status.message()));
  const error::Info info = error::GetInfo(status).value_or(error::Info{.reason = DefaultReason(status.code())});
  google::rpc::ErrorInfo error_info;
  error_info.set_reason(info.reason);
  error_info.set_domain(ErrorDomain());
  for (const auto& [key, value] : info.metadata) (*error_info.mutable_metadata())[key] = Truncate(value);
  rpc.add_details()->PackFrom(error_info);
  if (!info.violations.empty()) {
    google::rpc::BadRequest bad;
    for (const error::Violation& violation : info.violations) {
      if (bad.field_violations_size() == kMaxViolations) break;
      auto* out = bad.add_field_violations();
      out->set_field(Truncate(violation.field));
      out->set_description(Truncate(violation.description));
    }
    rpc.add_details()->PackFrom(bad);
  }
  if (info.retry_after) {
    google::rpc::RetryInfo retry;
    *retry.mutable_retry_delay() =
        google::protobuf::util::TimeUtil::MillisecondsToDuration(absl::ToInt64Milliseconds(*info.retry_after));
    rpc.add_details()->PackFrom(retry);
  }
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), rpc.message(), rpc.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  google::rpc::Status rpc;
  if (status.error_details().empty() || !rpc.ParseFromString(status.error_details())) {
    return absl::Status(code, status.error_message());
  }
  error::Info info;
  for (const google::protobuf::Any& detail : rpc.details()) {
    google::rpc::ErrorInfo error_info;
    google::rpc::BadRequest bad;
    google::rpc::RetryInfo retry;
    if (detail.UnpackTo(&error_info)) {
      info.reason = error_info.reason();
      info.metadata = {error_info.metadata().begin(), error_info.metadata().end()};
    } else if (detail.UnpackTo(&bad)) {
      for (const auto& violation : bad.field_violations()) {
        info.violations.push_back({violation.field(), violation.description()});
      }
    } else if (detail.UnpackTo(&retry)) {
      info.retry_after = absl::Milliseconds(google::protobuf::util::TimeUtil::DurationToMilliseconds(retry.retry_delay()));
    }
  }
  return error::Make(code, status.error_message(), std::move(info));
}

}  // namespace disclosure
