// One request of a page being answered; outlives Pages::Handle where a service is asked.
#pragma once

#include <memory>

#include "gateway/compose/snapshot.h"
#include "gateway/http/message.h"
#include "gateway/web/address.h"
#include "gateway/web/pages.h"

namespace disclosure::gateway {

struct Pages::Visit {
  std::shared_ptr<const Request> request;
  std::shared_ptr<Exchange> exchange;
  // Held to the end, so that one page is of one state of the world.
  std::shared_ptr<const Snapshot> snapshot;
  Address address;
};

}  // namespace disclosure::gateway
