// The working-day calendar (工作日历): which days count, when a period ends, and why. A pure value made
// from rows; it knows no today and guesses nothing.
//
// Counting: the day of the event is excluded, day 1 is the next day (民法典 201). A receipt on a day off
// needs no special rule. A year is published if it has rows of its national notice; a question about a
// day of any other year is FAILED_PRECONDITION, reason CALENDAR_YEAR_MISSING, metadata year and date.
#pragma once

#include <bitset>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "common/calendar/rows.h"

namespace disclosure {

enum class DayReason {
  kWorkday,          // 工作日: Monday to Friday, no notice
  kWeekend,          // 周末
  kHoliday,          // 放假 by the national notice
  kMakeUpWork,       // 调休上班 by the national notice
  kLocalHoliday,     // 本地调休放假 by a local notice
  kLocalMakeUpWork,  // 本地调休上班 by a local notice
  kCalendarDay,      // 自然日: counted whatever day it is; only in explanations of calendar periods
};

// What a day is. The views point into the calendar that answered and live as long as it.
struct DayKind {
  bool working = false;
  bool provisional = false;  // from 26 December on, while the notice of the next year is not in
  DayReason reason = DayReason::kWorkday;
  std::string_view name;    // "春节", "G20峰会", or ""
  std::string_view notice;  // 文号 of the local notice, or ""
  int notice_year = 0;      // year of the national notice that orders this day, or 0
};

// "周末", "春节放假", "春节调休上班", "本地调休上班(G20峰会)".
std::string ReasonText(const DayKind& kind);
// "国务院办公厅2026年放假安排通知", "杭政办函〔2016〕75号", or "" if no notice orders the day.
std::string NoticeText(const DayKind& kind);

// One line of an explained count. Owns its texts.
struct CountedDay {
  absl::CivilDay date;
  bool counted = false;
  int number = 0;  // running number from 1 of a counted day, 0 of a skipped one
  bool provisional = false;
  DayReason reason = DayReason::kWorkday;
  std::string text;          // why, in Chinese: "国庆节放假"
  std::string notice;        // NoticeText
  std::string_view article;  // "民法典第二百零三条" where an article and no notice decides, or ""
};

enum class Explain { kNo, kYes };

struct DueDate {
  absl::CivilDay date;            // the last day of the period
  bool provisional = false;       // some day it rests on is provisional
  std::vector<CountedDay> days;   // start + 1 to date, if asked
};

struct WorkingDayCount {
  int count = 0;
  bool provisional = false;
  std::vector<CountedDay> days;  // after + 1 to until, if asked
};

inline constexpr int kMaxWorkingDays = 400;
inline constexpr int kMaxPeriodDays = 3660;  // of AddCalendarDays and CountWorkingDays
inline constexpr int kMaxPeriodMonths = 120;

// Immutable after Make, so safe to read from many threads.
//
// `division` is a code of 2, 4, 6, 9 or 12 digits or "" for the national calendar. Of all local notices
// for the division and those above it the most specific one decides each day: street 330108001 follows
// district 330108 unless it has a row of its own. A bad argument is BAD_REQUEST.
class Calendar {
 public:
  // No row is needed: an empty calendar answers every question with CALENDAR_YEAR_MISSING.
  // Errors as CheckRows.
  static absl::StatusOr<Calendar> Make(std::vector<HolidayRow> holidays, std::vector<OverlayRow> overlays);

  bool IsPublished(absl::civil_year_t year) const;
  std::vector<int> published_years() const;  // ascending

  absl::StatusOr<DayKind> IsWorkingDay(absl::CivilDay date, std::string_view division) const;

  // The n-th working day after `start`, 0 <= n <= kMaxWorkingDays. With n = 0 it is `start` itself,
  // whatever day that is; with n >= 1 it is never a day off.
  absl::StatusOr<DueDate> AddWorkingDays(absl::CivilDay start, int n, std::string_view division,
                                         Explain explain = Explain::kNo) const;

  // Calendar days (日), 1 <= n <= kMaxPeriodDays; a last day that is off moves to the next working day
  // (民法典 203; weekends are treated as days off too).
  absl::StatusOr<DueDate> AddCalendarDays(absl::CivilDay start, int n, std::string_view division,
                                          Explain explain = Explain::kNo) const;

  // Months (月), 1 <= n <= kMaxPeriodMonths: the same-numbered day, else the end of the month (民法典
  // 202), then rolled as above. A year is 12 months.
  absl::StatusOr<DueDate> AddMonths(absl::CivilDay start, int n, std::string_view division,
                                    Explain explain = Explain::kNo) const;

  // Working days in (after, until]: what a pause takes out of a period. `until` is not before `after`
  // and at most kMaxPeriodDays later.
  absl::StatusOr<WorkingDayCount> CountWorkingDays(absl::CivilDay after, absl::CivilDay until,
                                                   std::string_view division,
                                                   Explain explain = Explain::kNo) const;

 private:
  // The local rows for a division and those above it, most specific first; each sorted by date.
  struct Layers {
    std::span<const OverlayRow> rows[5];
    int count = 0;
  };

  Calendar() = default;
  absl::StatusOr<Layers> LayersOf(std::string_view division) const;
  absl::StatusOr<DayKind> KindOf(absl::CivilDay date, const Layers& layers) const;
  absl::StatusOr<DueDate> Roll(absl::CivilDay start, absl::CivilDay last, std::string_view last_article,
                               std::string_view division, Explain explain) const;

  std::vector<HolidayRow> holidays_;  // by date
  std::vector<OverlayRow> overlays_;  // by (normal division, date)
  std::bitset<kLastCalendarYear - kFirstCalendarYear + 1> published_;
  absl::CivilDay first_;            // the day of national_[0]
  std::vector<uint16_t> national_;  // per day: 0, or 1 + index into holidays_
};

}  // namespace disclosure
