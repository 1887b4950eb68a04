// What goes along with a call: who calls, the trace, the deadline.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/http/message.h"
#include "grpcpp/client_context.h"

namespace disclosure::gateway {

inline constexpr absl::Duration kMaxCallTime = absl::Seconds(30);

// The id of a request for logs: traceparent (W3C) or x-request-id as sent if they are sound, otherwise a new
// random one.
std::string TraceOf(const Request& http);

// X-Request-Timeout in seconds ("2.5"), at most kMaxCallTime, which it also is if the header is not there.
// INVALID_ARGUMENT if it is not a positive number.
absl::StatusOr<absl::Duration> TimeoutOf(const Request& http);

// Puts caller and trace into the metadata. A stream has no deadline; it ends when one side goes away.
void Prepare(const type::v1::Caller& caller, const std::string& trace, std::optional<absl::Duration> timeout,
             grpc::ClientContext& context);

}  // namespace disclosure::gateway
