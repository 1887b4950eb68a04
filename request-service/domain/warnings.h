// The warning colours as days: when a due date turns yellow, orange and red, and which due dates have a colour today.
// The levels are settings of the service; no article orders them.
#pragma once

#include <optional>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "common/calendar/calendar.h"
#include "request-service/domain/clock.h"

namespace disclosure::request {

// The first day of each colour: ColourOf changes there.
struct WarningDays {
  absl::CivilDay yellow;
  absl::CivilDay orange;
  absl::CivilDay red;
};
absl::StatusOr<WarningDays> WarningDaysOf(absl::CivilDay due, const WarningLevels& levels, const Calendar& calendar,
                                          std::string_view division);

// Due dates from `from` to `to`, both included; open where there is no value.
struct DueDays {
  std::optional<absl::CivilDay> from;
  std::optional<absl::CivilDay> to;
  bool operator==(const DueDays&) const = default;
};
// Those that have the colour today. Where the notice of the next year is missing no due date lies in it.
absl::StatusOr<DueDays> DueDaysOf(Colour colour, absl::CivilDay today, const WarningLevels& levels, const Calendar& calendar,
                                  std::string_view division);

// Working days that have passed since the due date, today included; 0 until then.
absl::StatusOr<int> WorkingDaysOverdue(absl::CivilDay due, absl::CivilDay today, const Calendar& calendar, std::string_view division);

std::string_view Label(Colour colour);  // "黄色"

}  // namespace disclosure::request
