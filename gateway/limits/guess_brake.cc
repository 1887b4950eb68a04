#include "gateway/limits/guess_brake.h"

#include <algorithm>

namespace disclosure::gateway {

GuessBrake::Count& GuessBrake::Add(Counts& counts, std::string_view key, absl::Time now) const {
  while (!counts.list.empty() && (counts.list.back().last + options_.forgotten_after <= now ||
                                  counts.list.size() >= std::max<size_t>(2, options_.most))) {
    counts.by_key.erase(counts.list.back().key);
    counts.list.pop_back();
  }
  if (const auto found = counts.by_key.find(key); found != counts.by_key.end()) {
    counts.list.splice(counts.list.begin(), counts.list, found->second);
  } else {
    counts.list.push_front({.key = std::string(key), .next = absl::InfinitePast()});
    counts.by_key.emplace(counts.list.front().key, counts.list.begin());
  }
  ++counts.list.front().failed;
  counts.list.front().last = now;
  return counts.list.front();
}

absl::Duration GuessBrake::Wait(std::string_view prefix) const {
  std::lock_guard lock(mutex_);
  const auto found = prefixes_.by_key.find(prefix);
  if (found == prefixes_.by_key.end()) return absl::ZeroDuration();
  return std::max(absl::ZeroDuration(), found->second->next - clock_->Now());
}

void GuessBrake::Failed(std::string_view prefix, std::string_view number) {
  const absl::Time now = clock_->Now();
  std::lock_guard lock(mutex_);
  Count& own = Add(prefixes_, prefix, now);
  const int with_number = number.empty() ? 0 : Add(numbers_, number, now).failed;
  const int beyond = std::max(own.failed, with_number) - options_.free_attempts;
  if (beyond < 0) return;
  own.next = now + std::min(options_.longest_wait, options_.first_wait * (int64_t{1} << std::min(beyond, 30)));
}

size_t GuessBrake::size() const {
  std::lock_guard lock(mutex_);
  return prefixes_.list.size() + numbers_.list.size();
}

}  // namespace disclosure::gateway
