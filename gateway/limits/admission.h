// Limits in front of a handler.
#pragma once

#include <functional>
#include <string>

#include "gateway/http/message.h"
#include "gateway/limits/rate_limiter.h"

namespace disclosure::gateway {

// `next`, for callers within their limits. `caller_of` names a request's caller: its subject, or
// Gate::PrefixOf of its address. Others get 429 with Retry-After and RetryInfo, which say when the next call
// is allowed. A request counts as under way until it is answered; a stream until it ends. Both limiters must
// outlive the exchanges.
Handler LimitCallers(Handler next, std::function<std::string(const Request&)> caller_of, RateLimiter* rate,
                     ConcurrencyLimiter* concurrency);

}  // namespace disclosure::gateway
