// Objects that no attachment names any more go from the store: a queue, so that none is forgotten when a call breaks off
// between the transaction that discards it and the deletion.
#pragma once

#include <string>
#include <string_view>

#include "request-service/api/backend.h"

namespace disclosure::request {

struct Deletion {
  int deleted = 0;
  std::string last;   // that was looked at
  bool more = false;  // behind it
};

// Those behind `after`, at most `limit`. What the store does not delete stays queued: a later call tries again.
absl::StatusOr<Deletion> DeleteDiscardedObjects(const Backend& backend, const Call& call, std::string_view after, int limit);

}  // namespace disclosure::request
