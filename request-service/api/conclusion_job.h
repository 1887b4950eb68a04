// Computes the conclusions of requests anew after an upgrade that changed the rule: a migration lists them.
#pragma once

#include <thread>

#include "request-service/api/backend.h"

namespace disclosure::request {

// Some of the requests that are listed; returns how many, 0 when none is left.
absl::StatusOr<int> RefreshConclusions(const Backend& backend, absl::Time deadline);

// One thread, until none is left or an error, which the next start takes up again.
class ConclusionJob {
 public:
  // `backend` outlives it.
  explicit ConclusionJob(const Backend& backend);

 private:
  std::jthread thread_;
};

}  // namespace disclosure::request
