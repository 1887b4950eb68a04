#include "common/calendar/calendar.h"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"

namespace disclosure {
namespace {

static_assert(kMaxCalendarRows < std::numeric_limits<uint16_t>::max());

constexpr std::string_view kPeriodArticle = "民法典第二百零一条";
constexpr std::string_view kMonthArticle = "民法典第二百零二条";
constexpr std::string_view kRollArticle = "民法典第二百零三条";

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

absl::Status YearMissing(absl::CivilDay day) {
  const std::string year = absl::StrCat(day.year());
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat("the holiday notice of ", year, " is not in the calendar, so nobody can say whether ",
                                  FormatDate(day), " is a working day: add it to data/calendar/holidays.csv"),
                     {.reason = "CALENDAR_YEAR_MISSING", .metadata = {{"year", year}, {"date", FormatDate(day)}}});
}

// Adds what is wrong with an argument, so that arithmetic on it stays far from every limit.
void CheckDay(std::string_view field, absl::CivilDay day, error::Violations& bad) {
  if (day.year() < kFirstCalendarYear || day.year() > kLastCalendarYear) {
    bad.Add(field, absl::StrCat("must be from ", kFirstCalendarYear, " to ", kLastCalendarYear));
  }
}

absl::Status CheckPeriod(absl::CivilDay start, std::string_view unit, int n, int least, int most) {
  error::Violations bad;
  CheckDay("start", start, bad);
  if (n < least || n > most) bad.Add(unit, absl::StrCat("must be from ", least, " to ", most));
  return bad.status();
}

// Same-numbered day, else the last day of that month (民法典 202).
absl::CivilDay SameDayLater(absl::CivilDay start, int months) {
  const absl::CivilMonth month = absl::CivilMonth(start) + months;
  const absl::CivilDay last_of_month = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (start.day() - 1), last_of_month);
}

CountedDay Line(absl::CivilDay date, const DayKind& kind) {
  return {.date = date,
          .provisional = kind.provisional,
          .reason = kind.reason,
          .text = ReasonText(kind),
          .notice = NoticeText(kind)};
}

// A count of working days under way.
struct Tally {
  Explain explain;
  WorkingDayCount result;

  void Add(absl::CivilDay date, const DayKind& kind) {
    if (kind.working) ++result.count;
    result.provisional |= kind.provisional;
    if (explain == Explain::kNo) return;
    CountedDay line = Line(date, kind);
    line.counted = kind.working;
    line.number = kind.working ? result.count : 0;
    if (line.number == 1) line.article = kPeriodArticle;
    result.days.push_back(std::move(line));
  }
};

}  // namespace

std::string ReasonText(const DayKind& kind) {
  const std::string name(kind.name);
  switch (kind.reason) {
    case DayReason::kWorkday: return "工作日";
    case DayReason::kWeekend: return "周末";
    case DayReason::kHoliday: return name + "放假";
    case DayReason::kMakeUpWork: return name + "调休上班";
    case DayReason::kLocalHoliday: return absl::StrCat("本地调休放假（", name, "）");
    case DayReason::kLocalMakeUpWork: return absl::StrCat("本地调休上班（", name, "）");
    case DayReason::kCalendarDay: return "自然日";
  }
  return "";
}

std::string NoticeText(const DayKind& kind) {
  if (!kind.notice.empty()) return std::string(kind.notice);
  if (kind.notice_year != 0) return absl::StrCat("国务院办公厅", kind.notice_year, "年放假安排通知");
  return "";
}

absl::StatusOr<Calendar> Calendar::Make(std::vector<HolidayRow> holidays, std::vector<OverlayRow> overlays) {
  RETURN_IF_ERROR(CheckRows(holidays, overlays));
  std::sort(holidays.begin(), holidays.end(),
            [](const HolidayRow& a, const HolidayRow& b) { return a.date < b.date; });
  for (OverlayRow& row : overlays) {
    ASSIGN_OR_RETURN(const std::string_view normal, NormalDivision(row.division));
    row.division.resize(normal.size());
  }
  std::sort(overlays.begin(), overlays.end(), [](const OverlayRow& a, const OverlayRow& b) {
    return std::tie(a.division, a.date) < std::tie(b.division, b.date);
  });

  Calendar calendar;
  calendar.holidays_ = std::move(holidays);
  calendar.overlays_ = std::move(overlays);
  if (calendar.holidays_.empty()) return calendar;
  calendar.first_ = calendar.holidays_.front().date;
  calendar.national_.resize(calendar.holidays_.back().date - calendar.first_ + 1);
  for (size_t i = 0; i < calendar.holidays_.size(); ++i) {
    const HolidayRow& row = calendar.holidays_[i];
    calendar.national_[row.date - calendar.first_] = static_cast<uint16_t>(i + 1);
    calendar.published_.set(row.year - kFirstCalendarYear);
  }
  return calendar;
}

bool Calendar::IsPublished(absl::civil_year_t year) const {
  return year >= kFirstCalendarYear && year <= kLastCalendarYear && published_.test(year - kFirstCalendarYear);
}

std::vector<int> Calendar::published_years() const {
  std::vector<int> years;
  for (int year = kFirstCalendarYear; year <= kLastCalendarYear; ++year) {
    if (IsPublished(year)) years.push_back(year);
  }
  return years;
}

absl::StatusOr<Calendar::Layers> Calendar::LayersOf(std::string_view division) const {
  ASSIGN_OR_RETURN(const std::string_view normal, NormalDivision(division));
  Layers layers;
  for (const size_t length : {12, 9, 6, 4, 2}) {
    if (normal.size() < length) continue;
    const std::string_view prefix = normal.substr(0, length);
    const auto begin = std::partition_point(overlays_.begin(), overlays_.end(),
                                            [&](const OverlayRow& row) { return row.division < prefix; });
    const auto end = std::partition_point(begin, overlays_.end(),
                                          [&](const OverlayRow& row) { return row.division == prefix; });
    if (begin != end) layers.rows[layers.count++] = std::span(begin, end);
  }
  return layers;
}

absl::StatusOr<DayKind> Calendar::KindOf(absl::CivilDay date, const Layers& layers) const {
  if (!IsPublished(date.year())) return YearMissing(date);
  DayKind kind;
  kind.provisional = date.month() == 12 && date.day() >= kProvisionalFromDecember && !IsPublished(date.year() + 1);
  for (int i = 0; i < layers.count; ++i) {
    const std::span<const OverlayRow> rows = layers.rows[i];
    const auto row = std::partition_point(rows.begin(), rows.end(),
                                          [&](const OverlayRow& candidate) { return candidate.date < date; });
    if (row == rows.end() || row->date != date) continue;
    kind.working = row->work;
    kind.reason = row->work ? DayReason::kLocalMakeUpWork : DayReason::kLocalHoliday;
    kind.name = row->name;
    kind.notice = row->notice;
    return kind;
  }
  const absl::civil_diff_t index = date - first_;
  const bool listed = index >= 0 && index < static_cast<absl::civil_diff_t>(national_.size()) && national_[index] != 0;
  if (listed) {
    const HolidayRow& row = holidays_[national_[index] - 1];
    kind.working = row.work;
    kind.reason = row.work ? DayReason::kMakeUpWork : DayReason::kHoliday;
    kind.name = row.name;
    kind.notice_year = row.year;
    return kind;
  }
  kind.working = !IsWeekend(date);
  kind.reason = kind.working ? DayReason::kWorkday : DayReason::kWeekend;
  return kind;
}

absl::StatusOr<DayKind> Calendar::IsWorkingDay(absl::CivilDay date, std::string_view division) const {
  ASSIGN_OR_RETURN(const Layers layers, LayersOf(division));
  return KindOf(date, layers);
}

absl::StatusOr<DueDate> Calendar::AddWorkingDays(absl::CivilDay start, int n, std::string_view division,
                                                 Explain explain) const {
  RETURN_IF_ERROR(CheckPeriod(start, "working_days", n, 0, kMaxWorkingDays));
  ASSIGN_OR_RETURN(const Layers layers, LayersOf(division));
  Tally tally{.explain = explain};
  absl::CivilDay day = start;
  while (tally.result.count < n) {
    ++day;
    ASSIGN_OR_RETURN(const DayKind kind, KindOf(day, layers));
    tally.Add(day, kind);
  }
  return DueDate{.date = day, .provisional = tally.result.provisional, .days = std::move(tally.result.days)};
}

absl::StatusOr<WorkingDayCount> Calendar::CountWorkingDays(absl::CivilDay after, absl::CivilDay until,
                                                           std::string_view division, Explain explain) const {
  error::Violations bad;
  CheckDay("after", after, bad);
  CheckDay("until", until, bad);
  RETURN_IF_ERROR(bad.status());
  if (until < after) bad.Add("until", "must not be before after");
  if (until - after > kMaxPeriodDays) bad.Add("until", absl::StrCat("must be within ", kMaxPeriodDays, " days"));
  RETURN_IF_ERROR(bad.status());
  ASSIGN_OR_RETURN(const Layers layers, LayersOf(division));
  Tally tally{.explain = explain};
  for (absl::CivilDay day = after + 1; day <= until; ++day) {
    ASSIGN_OR_RETURN(const DayKind kind, KindOf(day, layers));
    tally.Add(day, kind);
  }
  return std::move(tally.result);
}

absl::StatusOr<DueDate> Calendar::AddCalendarDays(absl::CivilDay start, int n, std::string_view division,
                                                  Explain explain) const {
  RETURN_IF_ERROR(CheckPeriod(start, "days", n, 1, kMaxPeriodDays));
  return Roll(start, start + n, kPeriodArticle, division, explain);
}

absl::StatusOr<DueDate> Calendar::AddMonths(absl::CivilDay start, int n, std::string_view division,
                                            Explain explain) const {
  RETURN_IF_ERROR(CheckPeriod(start, "months", n, 1, kMaxPeriodMonths));
  return Roll(start, SameDayLater(start, n), kMonthArticle, division, explain);
}

// The first working day from `last` on. The days before `last` count whatever they are, so their years
// need no notice.
absl::StatusOr<DueDate> Calendar::Roll(absl::CivilDay start, absl::CivilDay last, std::string_view last_article,
                                       std::string_view division, Explain explain) const {
  ASSIGN_OR_RETURN(const Layers layers, LayersOf(division));
  DueDate due{.date = last};
  if (explain == Explain::kYes) {
    for (absl::CivilDay day = start + 1; day <= last; ++day) {
      due.days.push_back({.date = day,
                          .counted = true,
                          .number = static_cast<int>(day - start),
                          .reason = DayReason::kCalendarDay,
                          .text = "自然日"});
    }
    due.days.front().article = kPeriodArticle;
    due.days.back().article = last_article;
  }
  while (true) {
    ASSIGN_OR_RETURN(const DayKind kind, KindOf(due.date, layers));
    due.provisional |= kind.provisional;
    if (explain == Explain::kYes) {
      CountedDay line = Line(due.date, kind);
      if (!kind.working) line.text += "，期间届满日顺延";
      if (due.date > last) {
        line.article = kRollArticle;
        due.days.push_back(std::move(line));
      } else {
        CountedDay& end = due.days.back();
        line.counted = true;
        line.number = end.number;
        line.article = kind.working ? end.article : kRollArticle;
        end = std::move(line);
      }
    }
    if (kind.working) return due;
    ++due.date;
  }
}

}  // namespace disclosure
