// Closing accounts (关停): how long the notice runs, and how long the platform's proof may take. data/media/closing_notice.csv.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/calendar/calendar.h"
#include "media-service/domain/account.h"
#include "media-service/domain/data_table.h"

namespace disclosure::media {

struct ClosingRule {
  std::string division;  // beginning of a code, "" for all
  int notice_working_days = 0;
  int proof_within_days = 0;  // calendar days from the day on which the account goes silent
  InForce in_force;
  std::string basis;
};

// Immutable; thread safe.
class ClosingRules {
 public:
  // BAD_REQUEST with all bad lines.
  static absl::StatusOr<ClosingRules> Parse(std::string_view csv);

  // That of the closest division; nullptr if there is none.
  const ClosingRule* Of(std::string_view division, absl::CivilDay day) const;

 private:
  std::vector<ClosingRule> rules_;
};

// 关停公告, as it is kept with the account's event.
struct Closing {
  std::string decision_basis;
  absl::CivilDay announced_on;
  absl::CivilDay notice_ends_on;  // its last day
  absl::CivilDay effective_on;    // silent from this day on
  std::string successor;          // uid
  std::string notice_url;
  std::string reason;
};

// The last day of a notice of `announced_on`: the day itself is not counted (民法典第二百零一条). CALENDAR_YEAR_MISSING.
absl::StatusOr<absl::CivilDay> NoticeEndsOn(absl::CivilDay announced_on, const ClosingRule& rule, const Calendar& calendar, std::string_view division);

// The closing with its days: without `effective_on` the first day after the notice. NOTICE_TOO_SHORT naming the first lawful
// day; BAD_REQUEST for a day of announcement in the future.
absl::StatusOr<Closing> Announce(Closing closing, std::optional<absl::CivilDay> effective_on, const ClosingRule& rule, const Calendar& calendar,
                                 std::string_view division, absl::CivilDay today);

// FAILED_PRECONDITION (NOTICE_RUNNING naming the day) before the account may go silent.
absl::Status CheckNoticeOver(const Closing& closing, absl::CivilDay today);

// FAILED_PRECONDITION (SUCCESSOR_NOT_IN_FORCE) for one that is closed, being filed, or the account itself.
absl::Status CheckSuccessor(const Account& account, const Account& successor);

}  // namespace disclosure::media
