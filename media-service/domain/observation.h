// What looks at an account saw, and how lively it is by them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "media-service/domain/inspection_rules.h"

namespace disclosure::media {

// 观测. Absent: not seen. A look that failed says nothing of the account.
struct Observation {
  std::string account;  // uid
  absl::Time time;
  std::string source;
  std::optional<int64_t> followers;
  std::optional<absl::Time> last_post;
  std::optional<int64_t> posts;
  std::string quarter;  // with posts
  std::optional<bool> usable;
  std::optional<bool> interactive;
  std::string failure;
  std::string evidence;
  bool operator==(const Observation&) const = default;
};

// What is wrong with a look: what is in the future, what contradicts itself.
struct LookFault {
  std::string field;    // "observe_time"; "" for the look as a whole
  std::string code;     // OBSERVED_IN_FUTURE
  std::string message;  // "must not be in the future"
  std::string reason;   // the same in Chinese
};
std::vector<LookFault> FaultsOf(const Observation& observation, absl::Time now);

// Adds the bad fields below `prefix` ("observations[3]").
void CheckObservation(const Observation& observation, const std::string& prefix, absl::Time now, error::Violations& bad);

// Whether "2026Q3" is a quarter, and its days.
struct Quarter {
  int year = 0;
  int number = 0;  // 1 to 4
  absl::CivilDay first() const { return absl::CivilDay(year, 3 * number - 2, 1); }
  absl::CivilDay last() const { return absl::CivilDay(absl::CivilMonth(year, 3 * number - 2) + 3) - 1; }
  bool operator==(const Quarter&) const = default;
};
std::optional<Quarter> ParseQuarter(std::string_view text);
std::string QuarterName(const Quarter& quarter);   // "2026Q3"
std::string QuarterLabel(const Quarter& quarter);  // "2026年第3季度"

// What is known of an account from all looks until now.
struct Seen {
  std::optional<absl::Time> last_look;  // that succeeded
  std::optional<absl::Time> last_post;
  std::string source;                   // of the look that saw the last post
};
// In any order; `upto` and later ones are left out.
Seen SeenBy(const std::vector<Observation>& looks, absl::Time upto);

struct Activity {
  Grade grade = Grade::kUnobserved;
  int silent_days = 0;  // calendar days since the last post, as of the last look
};
// Silence is known up to the last look, not up to today: nobody has seen what came after.
Activity ActivityOf(const Seen& seen, RuleClass platform, const GradeDays& grades);

// The day on which the account falls overdue if nothing more is posted; nullopt where no post was seen, or it is overdue
// already as far as was seen.
std::optional<absl::CivilDay> FallsOverdueOn(const Seen& seen, RuleClass platform, const GradeDays& grades);

}  // namespace disclosure::media
