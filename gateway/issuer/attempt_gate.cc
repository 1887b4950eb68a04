#include "gateway/issuer/attempt_gate.h"

#include <algorithm>

namespace disclosure::gateway {
namespace {

constexpr absl::Duration kMemory = absl::Hours(1);
constexpr absl::Duration kMostWait = absl::Minutes(15);
constexpr int kMostDoublings = 10;  // beyond it the wait is the longest anyhow

}  // namespace

absl::Duration AttemptGate::Admit(const std::string& key, int free) {
  const absl::Time now = clock_->Now();
  std::lock_guard lock(mutex_);
  auto found = by_key_.find(key);
  if (found == by_key_.end()) {
    if (tries_.size() >= most_keys_) {
      by_key_.erase(tries_.back().key);
      tries_.pop_back();
    }
    tries_.push_front({.key = key, .last = now, .next = now});
    found = by_key_.emplace(key, tries_.begin()).first;
  } else {
    tries_.splice(tries_.begin(), tries_, found->second);
  }
  Tries& tries = *found->second;
  if (now >= tries.last + kMemory) tries.count = 0;
  if (now < tries.next) return tries.next - now;
  tries.last = now;
  if (++tries.count > free) {
    const int doublings = std::min(tries.count - free - 1, kMostDoublings);
    tries.next = now + std::min(absl::Seconds(1 << doublings), kMostWait);
  }
  return absl::ZeroDuration();
}

void AttemptGate::Forget(const std::string& key) {
  std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  tries_.erase(found->second);
  by_key_.erase(found);
}

void AttemptGate::Undo(const std::string& key) {
  std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end() || found->second->count == 0) return;
  --found->second->count;
  found->second->next = found->second->last;
}

}  // namespace disclosure::gateway
