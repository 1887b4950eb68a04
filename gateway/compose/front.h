// Which room answers a request: /v1 the transcoder, /desk and the sign-in the officers, the rest the pages.
#pragma once

#include "gateway/auth/callers.h"
#include "gateway/compose/officers.h"
#include "gateway/compose/published_feed.h"
#include "gateway/compose/published_state.h"
#include "gateway/http/message.h"
#include "gateway/transcode/transcoder.h"
#include "gateway/web/pages.h"

namespace disclosure::gateway {

// All outlive the handler and the exchanges under way; `pages` (an API without a portal) and `officers` (bearer tokens only) may be null.
struct Rooms {
  const Callers* callers = nullptr;
  const Transcoder* transcoder = nullptr;
  const Pages* pages = nullptr;
  Officers* officers = nullptr;
  PublishedState* published = nullptr;
  const PublishedFeed* feed = nullptr;
};

// /healthz: 200 as long as the process lives; /readyz: 503 until everything in force is in memory.
Handler FrontHandler(Rooms rooms);

// Who is limited: an officer by subject, anybody else by the prefix of the address.
std::string LimitedCaller(const Callers& callers, const Gate& gate, const Request& request);

}  // namespace disclosure::gateway
