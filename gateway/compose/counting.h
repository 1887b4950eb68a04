// Counts what the gateway answers, for /metrics.
#pragma once

#include "common/base/metrics.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

// `next`, its answers counted by HTTP status and timed, as method "api" (/v1), "probe" (/healthz, /readyz) or
// "page". A stream counts when it starts. Answers from the memory of published answers do not come this way.
Handler CountCalls(Handler next, Metrics& metrics);

}  // namespace disclosure::gateway
