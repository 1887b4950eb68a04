#include "gateway/limits/waiting_room.h"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

namespace disclosure::gateway {

void WaitingRoom::StartThread() {
  thread_ = std::thread([this] { Run(); });
}

WaitingRoom::Place WaitingRoom::Wait(absl::Time due, Turn turn) {
  std::lock_guard lock(mutex_);
  if (closed_) return Place::kClosed;
  if (waiting_.size() >= most_) return Place::kFull;
  waiting_.emplace(due, std::move(turn));
  changed_.notify_all();
  return Place::kGiven;
}

void WaitingRoom::CallDue() {
  std::vector<Turn> due;
  {
    std::lock_guard lock(mutex_);
    const auto end = waiting_.upper_bound(clock_->Now());
    for (auto at = waiting_.begin(); at != end; ++at) due.push_back(std::move(at->second));
    waiting_.erase(waiting_.begin(), end);
  }
  for (const Turn& turn : due) turn(true);
}

void WaitingRoom::Run() {
  std::unique_lock lock(mutex_);
  while (!closed_) {
    if (waiting_.empty()) {
      changed_.wait(lock);
      continue;
    }
    const absl::Duration left = waiting_.begin()->first - clock_->Now();
    if (left > absl::ZeroDuration()) {
      // Not longer than a second: the wall clock may be set.
      changed_.wait_for(lock, absl::ToChronoNanoseconds(std::min(left, absl::Seconds(1))));
      continue;
    }
    lock.unlock();
    CallDue();
    lock.lock();
  }
}

void WaitingRoom::Close() {
  std::multimap<absl::Time, Turn> sent_away;
  {
    std::lock_guard lock(mutex_);
    closed_ = true;
    sent_away.swap(waiting_);
    changed_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  for (const auto& [due, turn] : sent_away) turn(false);
}

size_t WaitingRoom::waiting() const {
  std::lock_guard lock(mutex_);
  return waiting_.size();
}

}  // namespace disclosure::gateway
