#include "gateway/transcode/call_context.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "absl/random/random.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/rpc/identity.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMaxTrace = 128;

// Fit for metadata and log lines.
bool IsSound(std::string_view id) {
  return !id.empty() && id.size() <= kMaxTrace && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == '.' || c == ':';
  });
}

}  // namespace

std::string TraceOf(const Request& http) {
  for (const std::string_view header : {"traceparent", "x-request-id"}) {
    const std::string_view id = http.Header(header);
    if (IsSound(id)) return std::string(id);
  }
  thread_local absl::BitGen random;
  return absl::StrFormat("%016x%016x", absl::Uniform<uint64_t>(random), absl::Uniform<uint64_t>(random));
}

absl::StatusOr<absl::Duration> TimeoutOf(const Request& http) {
  const std::string_view header = http.Header("x-request-timeout");
  if (header.empty()) return kMaxCallTime;
  double seconds = 0;
  if (!absl::SimpleAtod(absl::string_view(header.data(), header.size()), &seconds) || !std::isfinite(seconds) ||
      seconds <= 0) {
    return error::BadRequest({{"X-Request-Timeout", "must be a number of seconds above 0"}});
  }
  return std::min(absl::Seconds(seconds), kMaxCallTime);
}

void Prepare(const type::v1::Caller& caller, const std::string& trace, std::optional<absl::Duration> timeout,
             grpc::ClientContext& context) {
  context.AddMetadata(kCallerMetadata, caller.SerializeAsString());
  context.AddMetadata(kTraceMetadata, trace);
  if (timeout) context.set_deadline(absl::ToChronoTime(absl::Now() + *timeout));
}

}  // namespace disclosure::gateway
