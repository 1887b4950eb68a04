// How often and how much at once one caller may ask.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "gateway/limits/token_buckets.h"

namespace disclosure::gateway {

// A token bucket per caller. Thread safe.
class RateLimiter {
 public:
  struct Options {
    double per_second = 20;         // tokens that come back
    double burst = 60;              // tokens of a full bucket
    size_t most_callers = 100'000;  // beyond it the caller not heard of for longest is forgotten
  };

  RateLimiter(Options options, const Clock* clock)
      : rate_{options.per_second, options.burst}, buckets_(clock, options.most_callers) {}

  // Zero: admitted, and one token is gone. Otherwise refused: the time until the next call is allowed.
  absl::Duration Admit(std::string_view caller) {
    const Charge charge = {.key = std::string(caller), .rate = rate_};
    return buckets_.Admit({&charge, 1}, absl::ZeroDuration()).wait;
  }

  size_t callers() const { return buckets_.size(); }

 private:
  const TokenRate rate_;
  TokenBuckets buckets_;
};

// How many requests of one caller are under way. Thread safe.
class ConcurrencyLimiter {
 public:
  // One request's place; given back at its end.
  class Ticket {
   public:
    Ticket() = default;
    Ticket(ConcurrencyLimiter* limiter, std::string caller) : limiter_(limiter), caller_(std::move(caller)) {}
    Ticket(Ticket&& other) noexcept
        : limiter_(std::exchange(other.limiter_, nullptr)), caller_(std::move(other.caller_)) {}
    Ticket& operator=(Ticket&& other) noexcept;
    ~Ticket() { Release(); }

    bool granted() const { return limiter_ != nullptr; }
    void Release();

   private:
    ConcurrencyLimiter* limiter_ = nullptr;
    std::string caller_;
  };

  explicit ConcurrencyLimiter(size_t most_per_caller) : most_(most_per_caller) {}

  Ticket Enter(std::string_view caller);

 private:
  void Leave(const std::string& caller);

  const size_t most_;
  std::mutex mutex_;
  absl::flat_hash_map<std::string, size_t> under_way_;
};

}  // namespace disclosure::gateway
