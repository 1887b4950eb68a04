#include "request-service/domain/warnings.h"

#include <algorithm>

#include "common/base/error.h"

namespace disclosure::request {
namespace {

// The first day from which at most `left` working days are left, the due day included.
absl::StatusOr<absl::CivilDay> FirstDayWith(int left, absl::CivilDay due, const Calendar& calendar, std::string_view division) {
  absl::CivilDay day = due + 1;
  for (int counted = 0; day > due - kMaxPeriodDays; --day) {
    ASSIGN_OR_RETURN(const DayKind kind, calendar.IsWorkingDay(day - 1, division));
    counted += kind.working ? 1 : 0;
    if (counted > left) return day;
  }
  return day;
}

// The last due date with at most `left` working days left today.
absl::StatusOr<std::optional<absl::CivilDay>> LastDueWith(int left, absl::CivilDay today, const Calendar& calendar, std::string_view division) {
  const absl::StatusOr<DueDate> beyond = calendar.AddWorkingDays(today - 1, left + 1, division);
  if (error::Reason(beyond.status()) == "CALENDAR_YEAR_MISSING") return std::nullopt;
  RETURN_IF_ERROR(beyond.status());
  return beyond->date - 1;
}

}  // namespace

absl::StatusOr<WarningDays> WarningDaysOf(absl::CivilDay due, const WarningLevels& levels, const Calendar& calendar,
                                          std::string_view division) {
  WarningDays days{.red = due + 1};
  ASSIGN_OR_RETURN(days.orange, FirstDayWith(levels.orange, due, calendar, division));
  ASSIGN_OR_RETURN(days.yellow, FirstDayWith(std::max(levels.yellow, levels.orange), due, calendar, division));
  return days;
}

absl::StatusOr<DueDays> DueDaysOf(Colour colour, absl::CivilDay today, const WarningLevels& levels, const Calendar& calendar,
                                  std::string_view division) {
  if (colour == Colour::kNone) return DueDays{};
  if (colour == Colour::kRed) return DueDays{.to = today - 1};
  ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> orange, LastDueWith(levels.orange, today, calendar, division));
  if (colour == Colour::kOrange) return DueDays{.from = today, .to = orange};
  ASSIGN_OR_RETURN(const std::optional<absl::CivilDay> yellow,
                   LastDueWith(std::max(levels.yellow, levels.orange), today, calendar, division));
  // Where the colour before it has no end, nothing is left for this one.
  const absl::CivilDay never = absl::CivilDay(9999, 12, 31);
  if (colour == Colour::kYellow) return DueDays{.from = orange ? *orange + 1 : never, .to = yellow};
  return DueDays{.from = yellow ? *yellow + 1 : never};
}

absl::StatusOr<int> WorkingDaysOverdue(absl::CivilDay due, absl::CivilDay today, const Calendar& calendar, std::string_view division) {
  if (today <= due) return 0;
  ASSIGN_OR_RETURN(const WorkingDayCount passed, calendar.CountWorkingDays(due, today, division));
  return passed.count;
}

std::string_view Label(Colour colour) {
  switch (colour) {
    case Colour::kGreen: return "绿色";
    case Colour::kYellow: return "黄色";
    case Colour::kOrange: return "橙色";
    case Colour::kRed: return "红色";
    case Colour::kNone: break;
  }
  return "";
}

}  // namespace disclosure::request
