// An exchange that changes the directory.
#pragma once

#include <memory>

#include "gateway/compose/published_state.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

// Forwards to `exchange`. A reply of 2xx first takes the directory's answers out of the memory, so that who
// has written reads what he wrote; after a failed attempt they stay. `published` outlives the exchange.
std::shared_ptr<Exchange> EvictingExchange(std::shared_ptr<Exchange> exchange, PublishedState* published);

}  // namespace disclosure::gateway
