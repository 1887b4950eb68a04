#include "gateway/limits/rate_limiter.h"

#include <algorithm>

namespace disclosure::gateway {

RateLimiter::Bucket& RateLimiter::BucketOf(std::string_view caller, absl::Time now) {
  if (const auto found = by_caller_.find(caller); found != by_caller_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    return buckets_.front();
  }
  if (buckets_.size() >= std::max<size_t>(1, options_.most_callers)) {
    by_caller_.erase(buckets_.back().caller);
    buckets_.pop_back();
  }
  buckets_.push_front({std::string(caller), options_.burst, now});
  by_caller_.emplace(buckets_.front().caller, buckets_.begin());
  return buckets_.front();
}

absl::Duration RateLimiter::Admit(std::string_view caller) {
  const absl::Time now = clock_->Now();
  std::lock_guard lock(mutex_);
  Bucket& bucket = BucketOf(caller, now);
  // A wall clock that was set back gives nothing and takes nothing.
  const double gained = std::max(0.0, absl::ToDoubleSeconds(now - bucket.filled)) * options_.per_second;
  bucket.tokens = std::min(options_.burst, bucket.tokens + gained);
  bucket.filled = now;
  // Rounding must not refuse a caller who waited exactly as long as told.
  constexpr double kAlmostOne = 1 - 1e-6;
  if (bucket.tokens >= kAlmostOne) {
    bucket.tokens = std::max(0.0, bucket.tokens - 1);
    return absl::ZeroDuration();
  }
  return absl::Ceil(absl::Seconds((1 - bucket.tokens) / options_.per_second), absl::Milliseconds(1));
}

size_t RateLimiter::callers() const {
  std::lock_guard lock(mutex_);
  return buckets_.size();
}

ConcurrencyLimiter::Ticket ConcurrencyLimiter::Enter(std::string_view caller) {
  std::string key(caller);
  std::lock_guard lock(mutex_);
  size_t& count = under_way_[key];
  if (count >= most_) return {};
  ++count;
  return Ticket(this, std::move(key));
}

void ConcurrencyLimiter::Leave(const std::string& caller) {
  std::lock_guard lock(mutex_);
  const auto found = under_way_.find(caller);
  if (found != under_way_.end() && --found->second == 0) under_way_.erase(found);
}

ConcurrencyLimiter::Ticket& ConcurrencyLimiter::Ticket::operator=(Ticket&& other) noexcept {
  if (this == &other) return *this;
  Release();
  limiter_ = std::exchange(other.limiter_, nullptr);
  caller_ = std::move(other.caller_);
  return *this;
}

void ConcurrencyLimiter::Ticket::Release() {
  if (limiter_ != nullptr) std::exchange(limiter_, nullptr)->Leave(caller_);
}

}  // namespace disclosure::gateway
