// What counts once: states of sign-ins, sessions that were signed out of.
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

#include "absl/time/time.h"

namespace disclosure::gateway {

// Remembers texts until they would not be believed any more anyhow. Of more than `most` the oldest are forgotten. Thread safe.
class Spent {
 public:
  explicit Spent(size_t most) : most_(most) {}

  // False if `text` was spent before.
  bool Spend(const std::string& text, absl::Time until, absl::Time now) {
    std::lock_guard lock(mutex_);
    while (!order_.empty() && (order_.size() >= most_ || order_.front().first <= now)) {
      texts_.erase(order_.front().second);
      order_.pop_front();
    }
    if (!texts_.insert(text).second) return false;
    order_.emplace_back(until, text);
    return true;
  }
  bool Has(const std::string& text) const {
    std::lock_guard lock(mutex_);
    return texts_.count(text) != 0;
  }

 private:
  const size_t most_;
  mutable std::mutex mutex_;
  std::unordered_set<std::string> texts_;
  std::deque<std::pair<absl::Time, std::string>> order_;
};

}  // namespace disclosure::gateway
