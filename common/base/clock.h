// Time is an argument. Instants are truncated to microseconds, because that is what the store keeps.
#pragma once

#include <mutex>

#include "absl/time/civil_time.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace disclosure {

// Thread safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

class SystemClock final : public Clock {
 public:
  absl::Time Now() const override { return absl::FromUnixMicros(absl::ToUnixMicros(absl::Now())); }
};

// Stands still until told: for demonstrations and tests. Thread safe.
class StandingClock : public Clock {
 public:
  explicit StandingClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override {
    std::lock_guard lock(mutex_);
    return now_;
  }
  void Set(absl::Time now) {
    std::lock_guard lock(mutex_);
    now_ = now;
  }
  void Advance(absl::Duration by) {
    std::lock_guard lock(mutex_);
    now_ += by;
  }

 private:
  mutable std::mutex mutex_;
  absl::Time now_;
};

// Dates of the law are civil dates in Asia/Shanghai, which has had no summer time since 1991.
inline absl::TimeZone Shanghai() { return absl::FixedTimeZone(8 * 60 * 60); }
inline absl::CivilDay LocalDay(absl::Time time) { return absl::ToCivilDay(time, Shanghai()); }

}  // namespace disclosure
