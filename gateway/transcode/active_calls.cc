#include "gateway/transcode/active_calls.h"

#include <vector>

namespace disclosure::gateway {

uint64_t ActiveCalls::Add() {
  std::lock_guard lock(mutex_);
  calls_.emplace(next_id_, nullptr);
  return next_id_++;
}

void ActiveCalls::Remove(uint64_t id) {
  std::lock_guard lock(mutex_);
  calls_.erase(id);
  if (calls_.empty()) empty_.notify_all();
}

void ActiveCalls::SetCancel(uint64_t id, std::function<void()> cancel) {
  {
    std::lock_guard lock(mutex_);
    if (!cancelling_) {
      calls_[id] = std::move(cancel);
      return;
    }
  }
  cancel();
}

void ActiveCalls::Cancel() {
  std::vector<std::function<void()>> cancels;
  {
    std::lock_guard lock(mutex_);
    cancelling_ = true;
    for (auto& [id, cancel] : calls_) {
      if (cancel) cancels.push_back(std::move(cancel));
    }
  }
  for (const auto& cancel : cancels) cancel();
}

bool ActiveCalls::Wait(absl::Duration limit) {
  const auto none = [this] { return calls_.empty(); };
  std::unique_lock lock(mutex_);
  if (limit < absl::InfiniteDuration()) return empty_.wait_for(lock, absl::ToChronoNanoseconds(limit), none);
  empty_.wait(lock, none);
  return true;
}

}  // namespace disclosure::gateway
