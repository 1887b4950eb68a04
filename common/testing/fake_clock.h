// The clock of a test.
#pragma once

#include "common/base/clock.h"

namespace disclosure {

class FakeClock : public StandingClock {
 public:
  explicit FakeClock(absl::Time now = absl::FromUnixSeconds(1790000000)) : StandingClock(now) {}
};

}  // namespace disclosure
