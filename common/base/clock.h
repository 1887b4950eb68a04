// Time is an argument. Instants are truncated to microseconds, because that is what the store keeps.
#pragma once

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

// Dates of the law are civil dates in Asia/Shanghai, which has had no summer time since 1991.
inline absl::TimeZone Shanghai() { return absl::FixedTimeZone(8 * 60 * 60); }
inline absl::CivilDay LocalDay(absl::Time time) { return absl::ToCivilDay(time, Shanghai()); }

}  // namespace disclosure
