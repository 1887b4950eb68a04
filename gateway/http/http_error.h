// Errors that the gateway itself makes, in the same JSON envelope as those of the services (AIP-193).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

struct HttpError {
  int status = 500;     // the HTTP code; the canonical code in the body follows from it
  std::string reason;   // UPPER_SNAKE, stable
  std::string message;  // what is wrong and what to do; may change
  std::optional<absl::Duration> retry_after;
};

// {"error":{"code":413,"message":…,"status":"INVALID_ARGUMENT","details":[ErrorInfo, RetryInfo?]}}.
// With retry_after also the header Retry-After, in whole seconds rounded up.
Response ErrorResponse(const HttpError& error);

// The reason phrase of a status line: "Not Found".
std::string_view StatusPhrase(int status);

}  // namespace disclosure::gateway
