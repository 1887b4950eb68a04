// Limits in front of a handler.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "gateway/http/message.h"
#include "gateway/limits/rate_limiter.h"

namespace disclosure::gateway {

// `next`, for callers within their limits. `caller_of` names a request's caller: its subject, or
// Gate::PrefixOf of its address. Others get 429 with Retry-After and RetryInfo, which say when the next call
// is allowed. A request counts as under way until it is answered; a stream until it ends. Both limiters must
// outlive the exchanges.
Handler LimitCallers(Handler next, std::function<std::string(const Request&)> caller_of, RateLimiter* rate,
                     ConcurrencyLimiter* concurrency);

// What HttpServer::Options::place_of wants: at most as many connections at once of one owner as `most` lets in, so that one
// address that holds its connections open keeps nobody else out. `owner_of` names whose a peer's connection is; "" is bounded by
// nothing here. `most` must outlive the places.
std::function<std::shared_ptr<void>(std::string_view peer)> LimitConnections(std::function<std::string(std::string_view peer)> owner_of,
                                                                             ConcurrencyLimiter* most);

}  // namespace disclosure::gateway
