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

void ActiveCalls::CancelAndWait() {
  std::vector<std::function<void()>> cancels;
  {
    std::lock_guard lock(mutex_);
    cancelling_ = true;
    for (auto& [id, cancel] : calls_) {
      if (cancel) cancels.push_back(std::move(cancel));
    }
  }
  for (const auto& cancel : cancels) cancel();
  std::unique_lock lock(mutex_);
  empty_.wait(lock, [this] { return calls_.empty(); });
}

}  // namespace disclosure::gateway
