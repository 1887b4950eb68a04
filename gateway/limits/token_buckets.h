// Token buckets: how often something may happen for a key.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/base/clock.h"

namespace disclosure::gateway {

struct TokenRate {
  double per_second = 1;  // tokens that come back
  double burst = 1;       // tokens of a full bucket: so many pass at once after a pause
};

// One token of the bucket `key`.
struct Charge {
  std::string key;
  TokenRate rate;
  // An empty bucket lends: the call goes on when its token has come back, in the order of asking.
  bool may_wait = false;
};

struct Admission {
  bool admitted = false;
  // Admitted: after this time (zero: at once). Refused: the time until the next call is allowed.
  absl::Duration wait;
  size_t refused_by = 0;  // which charge has the longest wait, if refused
};

// Thread safe. One lock for all buckets, so that a call is charged to all of its buckets or to none.
class TokenBuckets {
 public:
  // Beyond `most` the bucket not asked for longest is forgotten, a full one long before: it says no more than
  // no bucket.
  explicit TokenBuckets(const Clock* clock, size_t most = 100'000) : clock_(clock), most_(most) {}

  // `patience`: how long those may wait that may at all.
  Admission Admit(absl::Span<const Charge> charges, absl::Duration patience);

  size_t size() const;

 private:
  struct Bucket {
    std::string key;
    double tokens;   // below 0: lent
    int64_t filled;  // when `tokens` was true; nanoseconds since 1970, as absl's arithmetic would take half the time of a call
    int64_t full;    // when it has all its tokens again
  };

  Bucket& BucketOf(const Charge& charge, int64_t now);
  void ForgetFullOnes(size_t made, int64_t now);

  const Clock* const clock_;
  const size_t most_;
  mutable std::mutex mutex_;
  std::list<Bucket> buckets_;  // the one asked for last in front
  std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_key_;  // keys live in buckets_
};

}  // namespace disclosure::gateway
