// A synthetic year for `disclosure up --demo`: requests of made-up applicants, carried through the procedure by the same
// handlers that officers call, day by day on a clock of their own.
#pragma once

#include <functional>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/clock.h"
#include "request-service/api/backend.h"
#include "request-service/demo/story_table.h"

namespace disclosure::request {

struct DemoPlan {
  absl::CivilDay first;
  absl::CivilDay today;  // whatever would come later has not happened yet
  int requests = 0;
  unsigned seed = 1;     // the same seed, the same year
  std::string division;  // whose organs are asked: 330108, with its streets
};

struct DemoResult {
  int filed = 0;
  int acts = 0;
};

// `backend` must read `clock`, which is moved. `progress` hears of each day. Errors are those of the handlers: a story
// that the rules refuse is a mistake in the story.
absl::StatusOr<DemoResult> PlayDemo(const Backend& backend, StandingClock& clock, const std::vector<StoryKind>& stories,
                                    const DemoPlan& plan, const std::function<void(absl::CivilDay)>& progress);

}  // namespace disclosure::request
