#include "gateway/limits/token_buckets.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"

namespace disclosure::gateway {
namespace {

// Rounding must not refuse a caller who waited exactly as long as told.
constexpr double kAlmostOne = 1 - 1e-6;
// Each call that makes a bucket lets so many go: the memory of a flood is given back.
constexpr size_t kForgottenAtOnce = 2;
constexpr double kSecond = 1e9;   // nanoseconds
constexpr double kLongest = 1e9;  // seconds, some thirty years: a sum with it is still a time

absl::Duration TimeFor(double tokens, const TokenRate& rate) {
  return absl::Ceil(absl::Seconds(tokens / rate.per_second), absl::Milliseconds(1));
}

}  // namespace

void TokenBuckets::ForgetFullOnes(size_t made, int64_t now) {
  for (size_t i = 0; i < made * kForgottenAtOnce; ++i) {
    if (buckets_.back().full > now && buckets_.size() <= most_) return;
    by_key_.erase(buckets_.back().key);
    buckets_.pop_back();
  }
}

TokenBuckets::Bucket& TokenBuckets::BucketOf(const Charge& charge, int64_t now) {
  if (const auto found = by_key_.find(charge.key); found != by_key_.end()) {
    buckets_.splice(buckets_.begin(), buckets_, found->second);
    Bucket& bucket = buckets_.front();
    // A wall clock that was set back gives nothing and takes nothing.
    const double gained = static_cast<double>(std::max<int64_t>(0, now - bucket.filled)) / kSecond * charge.rate.per_second;
    bucket.tokens = std::min(charge.rate.burst, bucket.tokens + gained);
    bucket.filled = now;
    return bucket;
  }
  buckets_.push_front({charge.key, charge.rate.burst, now, now});
  by_key_.emplace(buckets_.front().key, buckets_.begin());
  return buckets_.front();
}

Admission TokenBuckets::Admit(absl::Span<const Charge> charges, absl::Duration patience) {
  const int64_t now = absl::ToUnixNanos(clock_->Now());
  std::lock_guard lock(mutex_);
  const size_t before = buckets_.size();
  absl::InlinedVector<Bucket*, 4> buckets;
  absl::Duration delay;
  Admission refusal;
  for (size_t i = 0; i < charges.size(); ++i) {
    buckets.push_back(&BucketOf(charges[i], now));
    if (buckets[i]->tokens >= kAlmostOne) continue;
    const absl::Duration wait = TimeFor(1 - buckets[i]->tokens, charges[i].rate);
    if (charges[i].may_wait) delay = std::max(delay, wait);
    const absl::Duration too_long = charges[i].may_wait ? wait - patience : wait;
    if (too_long > refusal.wait) refusal = {false, too_long, i};
  }
  const bool admitted = refusal.wait <= absl::ZeroDuration();
  for (size_t i = 0; admitted && i < charges.size(); ++i) {
    const TokenRate& rate = charges[i].rate;
    double& tokens = buckets[i]->tokens;
    tokens -= 1;
    if (!charges[i].may_wait) tokens = std::max(0.0, tokens);
    buckets[i]->full = now + static_cast<int64_t>(std::min((rate.burst - tokens) / rate.per_second, kLongest) * kSecond);
  }
  ForgetFullOnes(buckets_.size() - before, now);
  return admitted ? Admission{true, delay} : refusal;
}

size_t TokenBuckets::size() const {
  std::lock_guard lock(mutex_);
  return buckets_.size();
}

}  // namespace disclosure::gateway
