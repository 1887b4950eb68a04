#include "gateway/limits/token_buckets.h"

#include <algorithm>

namespace disclosure::gateway {
namespace {

// Rounding must not refuse a caller who waited exactly as long as told.
constexpr double kAlmostOne = 1 - 1e-6;
// Each call that makes a bucket lets so many go: the memory of a flood is given back.
constexpr int kForgottenAtOnce = 2;

absl::Duration TimeFor(double tokens, const TokenRate& rate) {
  return absl::Ceil(absl::Seconds(tokens / rate.per_second), absl::Milliseconds(1));
}

// Until there is a token to take.
absl::Duration WaitFor(double tokens, const TokenRate& rate) {
  return tokens >= kAlmostOne ? absl::ZeroDuration() : TimeFor(1 - tokens, rate);
}

}  // namespace

void TokenBuckets::ForgetFullOnes(absl::Time now) {
  for (int i = 0; i < kForgottenAtOnce && !buckets_.empty(); ++i) {
    if (buckets_.back().full > now && buckets_.size() < most_) return;
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
}

TokenBuckets::Bucket& TokenBuckets::BucketOf(const Charge& charge, absl::Time now) {
  if (const auto found = by_key_.find(charge.key); found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    Bucket& bucket = buckets_.front();
    // A wall clock that was set back gives nothing and takes nothing.
    const double gained = std::max(0.0, absl::ToDoubleSeconds(now - bucket.filled)) * charge.rate.per_second;
    bucket.tokens = std::min(charge.rate.burst, bucket.tokens + gained);
    bucket.filled = now;
    return bucket;
  }
  ForgetFullOnes(now);
  buckets_.push_front({charge.key, charge.rate.burst, now, now});
  by_key_.emplace(buckets_.front().key, buckets_.begin());
  return buckets_.front();
}

Admission TokenBuckets::Admit(const std::vector<Charge>& charges, absl::Duration patience) {
  const absl::Time now = clock_->Now();
  std::lock_guard lock(mutex_);
  absl::Duration delay;
  Admission refusal;
  for (size_t i = 0; i < charges.size(); ++i) {
    const absl::Duration wait = WaitFor(BucketOf(charges[i], now).tokens, charges[i].rate);
    if (charges[i].may_wait) delay = std::max(delay, wait);
    const absl::Duration too_long = charges[i].may_wait ? wait - patience : wait;
    if (too_long > refusal.wait) refusal = {false, too_long, i};
  }
  if (refusal.wait > absl::ZeroDuration()) return refusal;
  for (const Charge& charge : charges) {
    // Again by its key: more charges than `most` would have made the first be forgotten.
    Bucket& bucket = BucketOf(charge, now);
    bucket.tokens -= 1;
    if (!charge.may_wait) bucket.tokens = std::max(0.0, bucket.tokens);
    bucket.full = now + TimeFor(charge.rate.burst - bucket.tokens, charge.rate);
  }
  return {true, delay};
}

size_t TokenBuckets::size() const {
  std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace disclosure::gateway
