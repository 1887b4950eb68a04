#include "common/calendar/calendar.h"

#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::string ReadData(const std::string& name) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR) + "/data/calendar/" + name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The calendar of data/calendar.
const Calendar& Delivered() {
  static const Calendar* const calendar = [] {
    return new Calendar(*Calendar::Make(*ParseHolidays(ReadData("holidays.csv")),
                                        *ParseLocalOverlays(ReadData("local_overlays.csv"))));
  }();
  return *calendar;
}

absl::CivilDay Day(std::string_view text) { return *ParseDate(text); }

std::string Text(const absl::StatusOr<DueDate>& due) {
  return due.ok() ? FormatDate(due->date) : due.status().ToString();
}

std::string WorkingDays(std::string_view start, int n, std::string_view division = "") {
  return Text(Delivered().AddWorkingDays(Day(start), n, division));
}

int Count(std::string_view after, std::string_view until, std::string_view division = "") {
  return Delivered().CountWorkingDays(Day(after), Day(until), division).value().count;
}

struct Vector {
  const char *received, *wd7, *wd15, *wd20, *wd40;
};

TEST(Calendar, CountsTheKnownPeriodsOfTheRegulation) {
  const Vector vectors[] = {
      {"2019-05-15", "2019-05-24", "2019-06-05", "2019-06-13", "2019-07-11"},
      {"2020-01-15", "2020-01-23", "2020-02-12", "2020-02-19", "2020-03-18"},
      {"2020-01-21", "2020-02-07", "2020-02-19", "2020-02-26", "2020-03-25"},
      {"2021-01-01", "2021-01-12", "2021-01-22", "2021-01-29", "2021-03-03"},
      {"2022-01-28", "2022-02-11", "2022-02-23", "2022-03-02", "2022-03-30"},
      {"2023-01-13", "2023-01-29", "2023-02-08", "2023-02-15", "2023-03-15"},
      {"2023-09-25", "2023-10-10", "2023-10-20", "2023-10-27", "2023-11-24"},
      {"2024-01-31", "2024-02-08", "2024-02-26", "2024-03-04", "2024-04-01"},
      {"2024-04-26", "2024-05-09", "2024-05-20", "2024-05-27", "2024-06-25"},
      {"2024-09-27", "2024-10-12", "2024-10-23", "2024-10-30", "2024-11-27"},
      {"2025-01-20", "2025-02-05", "2025-02-14", "2025-02-21", "2025-03-21"},
      {"2025-09-24", "2025-10-10", "2025-10-21", "2025-10-28", "2025-11-25"},
      {"2026-02-10", "2026-02-26", "2026-03-09", "2026-03-16", "2026-04-14"},
      {"2026-02-14", "2026-03-03", "2026-03-13", "2026-03-20", "2026-04-20"},
      {"2026-09-18", "2026-09-29", "2026-10-15", "2026-10-22", "2026-11-19"},
  };
  for (const Vector& v : vectors) {
    EXPECT_EQ(WorkingDays(v.received, 7), v.wd7) << v.received;
    EXPECT_EQ(WorkingDays(v.received, 15), v.wd15) << v.received;
    EXPECT_EQ(WorkingDays(v.received, 20), v.wd20) << v.received;
    EXPECT_EQ(WorkingDays(v.received, 40), v.wd40) << v.received;
  }
}

TEST(Calendar, TheDayOfReceiptIsNotCounted) {
  EXPECT_EQ(WorkingDays("2026-03-16", 1), "2026-03-17");
  EXPECT_EQ(WorkingDays("2026-03-16", 0), "2026-03-16");
}

TEST(Calendar, APauseTakesItsWorkingDaysOutOfThePeriod) {
  EXPECT_EQ(WorkingDays("2024-03-01", 20), "2024-03-29");
  EXPECT_EQ(Count("2024-03-08", "2024-03-20"), 8);
  EXPECT_EQ(WorkingDays("2024-03-01", 20 + 8), "2024-04-11");
}

TEST(Calendar, TheFeePeriodOfTheExampleEndsAfterTheQingmingBreak) {
  EXPECT_EQ(WorkingDays("2024-03-20", 20), "2024-04-18");
  EXPECT_EQ(WorkingDays("2024-04-10", 20), "2024-05-10");
}

TEST(Calendar, CalendarPeriodsRollToTheNextWorkingDay) {
  const Calendar& calendar = Delivered();
  EXPECT_EQ(Text(calendar.AddCalendarDays(Day("2024-08-02"), 60, "")), "2024-10-08");
  EXPECT_EQ(Text(calendar.AddCalendarDays(Day("2024-11-30"), 60, "")), "2025-02-05");
  EXPECT_EQ(Text(calendar.AddCalendarDays(Day("2024-01-02"), 60, "")), "2024-03-04");
  EXPECT_EQ(Text(calendar.AddCalendarDays(Day("2024-03-01"), 3, "")), "2024-03-04");
}

TEST(Calendar, MonthsEndOnTheSameNumberedDayOrTheEndOfTheMonth) {
  const Calendar& calendar = Delivered();
  EXPECT_EQ(Text(calendar.AddMonths(Day("2024-08-31"), 6, "")), "2025-02-28");
  EXPECT_EQ(Text(calendar.AddMonths(Day("2024-03-01"), 6, "")), "2024-09-02");
  EXPECT_EQ(Text(calendar.AddMonths(Day("2023-08-31"), 6, "")), "2024-02-29");
  EXPECT_EQ(Text(calendar.AddMonths(Day("2024-01-15"), 12, "")), "2025-01-15");
}

TEST(Calendar, ALastDayThatIsMadeUpForDoesNotRoll) {
  EXPECT_EQ(Text(Delivered().AddCalendarDays(Day("2026-02-26"), 2, "")), "2026-02-28");  // a Saturday that works
}

TEST(Calendar, TheG20DaysCountInBinjiangAndItsStreetsOnly) {
  EXPECT_EQ(WorkingDays("2016-08-25", 7), "2016-09-05");
  EXPECT_EQ(WorkingDays("2016-08-25", 20), "2016-09-23");
  for (const char* inside : {"330108", "330108000", "330108001", "330108001001", "330108000000"}) {
    EXPECT_EQ(WorkingDays("2016-08-25", 7, inside), "2016-09-09") << inside;
    EXPECT_EQ(WorkingDays("2016-08-25", 20, inside), "2016-09-27") << inside;
  }
  for (const char* outside : {"330109", "3301", "33", "330100", "330109001"}) {
    EXPECT_EQ(WorkingDays("2016-08-25", 20, outside), "2016-09-23") << outside;
  }
}

TEST(Calendar, TheMostSpecificLocalNoticeDecidesEachDay) {
  ASSERT_OK_AND_ASSIGN(const Calendar calendar,
                       Calendar::Make(*ParseHolidays("date,kind,name,year\n2016-01-01,off,元旦,2016\n"),
                                      *ParseLocalOverlays("division,date,kind,name,notice\n"
                                                          "330108001,2016-09-02,work,庙会,街道1号\n"
                                                          "330100,2016-09-01,off,全市,市1号\n"
                                                          "330100,2016-09-02,off,全市,市1号\n")));
  EXPECT_FALSE(calendar.IsWorkingDay(Day("2016-09-02"), "330108")->working);
  EXPECT_TRUE(calendar.IsWorkingDay(Day("2016-09-02"), "330108001")->working);
  EXPECT_EQ(calendar.IsWorkingDay(Day("2016-09-02"), "330108001")->notice, "街道1号");
  EXPECT_FALSE(calendar.IsWorkingDay(Day("2016-09-01"), "330108001")->working);
  EXPECT_TRUE(calendar.IsWorkingDay(Day("2016-09-01"), "340100")->working);
}

TEST(Calendar, HasTheWorkingDaysOfEachYear) {
  const std::map<int, int> years = {{2019, 250}, {2020, 249}, {2021, 250}, {2022, 249},
                                    {2023, 249}, {2024, 251}, {2025, 248}, {2026, 248}};
  for (const auto& [year, days] : years) {
    const auto count = Delivered().CountWorkingDays(absl::CivilDay(year - 1, 12, 31), absl::CivilDay(year, 12, 31), "");
    ASSERT_OK(count);
    EXPECT_EQ(count->count, days) << year;
    EXPECT_EQ(count->provisional, year == 2026) << year;
  }
}

TEST(Calendar, SaysWhyADayWorksOrNot) {
  const std::map<std::string, std::string> reasons = {
      {"2026-10-01", "国庆节放假"}, {"2026-10-10", "国庆节调休上班"}, {"2026-10-11", "周末"},
      {"2026-10-12", "工作日"},     {"2016-09-01", "本地调休放假（G20峰会）"}, {"2016-09-10", "本地调休上班（G20峰会）"}};
  for (const auto& [date, reason] : reasons) {
    ASSERT_OK_AND_ASSIGN(const DayKind kind, Delivered().IsWorkingDay(Day(date), "330108001"));
    EXPECT_EQ(ReasonText(kind), reason) << date;
  }
  EXPECT_EQ(NoticeText(*Delivered().IsWorkingDay(Day("2018-12-29"), "")), "国务院办公厅2019年放假安排通知");
  EXPECT_EQ(NoticeText(*Delivered().IsWorkingDay(Day("2016-09-01"), "330108")), "杭政办函〔2016〕75号");
  EXPECT_EQ(NoticeText(*Delivered().IsWorkingDay(Day("2026-10-12"), "")), "");
}

TEST(Calendar, AYearWithoutNoticeIsAnErrorAndNeverAGuess) {
  const auto due = Delivered().AddWorkingDays(Day("2026-12-20"), 20, "330108");
  EXPECT_THAT(due, StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(due, HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_EQ(error::GetInfo(due.status())->metadata.at("year"), "2027");
  EXPECT_THAT(std::string(due.status().message()), HasSubstr("2027"));
  EXPECT_THAT(std::string(due.status().message()), HasSubstr("holidays.csv"));
  const absl::CivilDay missing = Day("2027-03-06");  // a Saturday, and yet nobody knows
  EXPECT_THAT(Delivered().IsWorkingDay(missing, ""), HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_THAT(Delivered().IsWorkingDay(Day("2003-12-31"), ""), HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_THAT(Delivered().CountWorkingDays(Day("2026-12-01"), missing, ""), HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_THAT(Delivered().AddCalendarDays(Day("2026-12-01"), 60, ""), HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_THAT(Delivered().AddMonths(Day("2026-12-01"), 6, ""), HasReason("CALENDAR_YEAR_MISSING"));
  EXPECT_THAT(Calendar::Make({}, {})->IsWorkingDay(Day("2026-03-16"), ""), HasReason("CALENDAR_YEAR_MISSING"));
}

TEST(Calendar, ALocalNoticeDoesNotPublishAYear) {
  ASSERT_OK_AND_ASSIGN(const Calendar calendar,
                       Calendar::Make({}, *ParseLocalOverlays(ReadData("local_overlays.csv"))));
  EXPECT_THAT(calendar.IsWorkingDay(Day("2016-09-01"), "330108"), HasReason("CALENDAR_YEAR_MISSING"));
}

TEST(Calendar, TheLastDaysOfTheLastPublishedYearAreProvisional) {
  EXPECT_FALSE(Delivered().IsWorkingDay(Day("2026-12-25"), "")->provisional);
  EXPECT_TRUE(Delivered().IsWorkingDay(Day("2026-12-26"), "")->provisional);
  EXPECT_FALSE(Delivered().IsWorkingDay(Day("2025-12-31"), "")->provisional);
  EXPECT_FALSE(Delivered().AddWorkingDays(Day("2026-12-18"), 5, "")->provisional);
  EXPECT_TRUE(Delivered().AddWorkingDays(Day("2026-12-18"), 6, "")->provisional);
  EXPECT_TRUE(Delivered().AddCalendarDays(Day("2026-12-18"), 10, "")->provisional);
  EXPECT_TRUE(Delivered().CountWorkingDays(Day("2026-12-18"), Day("2026-12-27"), "")->provisional);
}

TEST(Calendar, TheNextNoticeMakesProvisionalDaysFirm) {
  std::vector<HolidayRow> rows = *ParseHolidays(ReadData("holidays.csv"));
  rows.push_back({.date = absl::CivilDay(2026, 12, 27), .work = true, .name = "元旦", .year = 2027});
  rows.push_back({.date = absl::CivilDay(2027, 1, 1), .work = false, .name = "元旦", .year = 2027});
  ASSERT_OK_AND_ASSIGN(const Calendar calendar, Calendar::Make(std::move(rows), {}));
  ASSERT_OK_AND_ASSIGN(const DueDate due, calendar.AddWorkingDays(Day("2026-12-18"), 6, ""));
  EXPECT_EQ(FormatDate(due.date), "2026-12-27");
  EXPECT_FALSE(due.provisional);
  EXPECT_EQ(calendar.published_years().back(), 2027);
}

TEST(Calendar, ExplainsEachDayOfAPeriod) {
  ASSERT_OK_AND_ASSIGN(const DueDate due,
                       Delivered().AddWorkingDays(Day("2026-09-18"), 20, "330108", Explain::kYes));
  ASSERT_THAT(due.days, SizeIs(34));
  int number = 0;
  absl::CivilDay day = Day("2026-09-18");
  for (const CountedDay& line : due.days) {
    EXPECT_EQ(line.date, ++day);
    EXPECT_EQ(line.number, line.counted ? ++number : 0);
    EXPECT_FALSE(line.text.empty());
  }
  EXPECT_EQ(number, 20);
  EXPECT_EQ(due.days[0].text, "周末");
  EXPECT_EQ(due.days[1].text, "国庆节调休上班");  // 2026-09-20, a Sunday that works
  EXPECT_TRUE(due.days[1].counted);
  EXPECT_EQ(due.days[1].article, "民法典第二百零一条");
  EXPECT_EQ(due.days[12].text, "国庆节放假");
  EXPECT_EQ(due.days[12].notice, "国务院办公厅2026年放假安排通知");
  EXPECT_EQ(due.days.back().date, due.date);
  EXPECT_THAT(Delivered().AddWorkingDays(Day("2026-09-18"), 20, "")->days, IsEmpty());
}

TEST(Calendar, ExplainsARolledPeriod) {
  ASSERT_OK_AND_ASSIGN(const DueDate due, Delivered().AddCalendarDays(Day("2024-08-02"), 60, "", Explain::kYes));
  ASSERT_THAT(due.days, SizeIs(67));
  EXPECT_EQ(due.days[0].text, "自然日");
  EXPECT_EQ(due.days[59].number, 60);
  EXPECT_EQ(due.days[59].text, "国庆节放假，期间届满日顺延");
  EXPECT_EQ(due.days[59].article, "民法典第二百零三条");
  EXPECT_FALSE(due.days[60].counted);
  EXPECT_EQ(due.days[66].date, due.date);
  EXPECT_EQ(due.days[66].text, "工作日");
  ASSERT_OK_AND_ASSIGN(const DueDate months, Delivered().AddMonths(Day("2024-08-31"), 6, "", Explain::kYes));
  EXPECT_EQ(months.days.back().article, "民法典第二百零二条");
}

TEST(Calendar, AnExplainedCountOfAPauseAddsUp) {
  ASSERT_OK_AND_ASSIGN(const WorkingDayCount count,
                       Delivered().CountWorkingDays(Day("2024-03-08"), Day("2024-03-20"), "", Explain::kYes));
  EXPECT_THAT(count.days, SizeIs(12));
  EXPECT_EQ(count.days.back().number, count.count);
}

TEST(Calendar, RefusesArgumentsOutOfRange) {
  const Calendar& calendar = Delivered();
  const absl::CivilDay day = Day("2024-03-01");
  const auto bad = StatusIs(absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(calendar.AddWorkingDays(day, -1, ""), bad);
  EXPECT_THAT(calendar.AddWorkingDays(day, kMaxWorkingDays + 1, ""), bad);
  EXPECT_OK(calendar.AddWorkingDays(day, kMaxWorkingDays, ""));
  EXPECT_THAT(calendar.AddWorkingDays(day, 1, "abc"), bad);
  EXPECT_THAT(calendar.AddCalendarDays(day, 0, ""), bad);
  EXPECT_THAT(calendar.AddCalendarDays(day, kMaxPeriodDays + 1, ""), bad);
  EXPECT_THAT(calendar.AddMonths(day, kMaxPeriodMonths + 1, ""), bad);
  EXPECT_THAT(calendar.CountWorkingDays(day, day - 1, ""), bad);
  EXPECT_THAT(calendar.CountWorkingDays(Day("2004-01-01"), Day("2026-01-01"), ""), bad);
  EXPECT_THAT(calendar.AddWorkingDays(absl::CivilDay::max(), 1, ""), bad);
  EXPECT_THAT(calendar.AddMonths(absl::CivilDay::min(), 1, ""), bad);
  EXPECT_THAT(calendar.CountWorkingDays(absl::CivilDay::min(), absl::CivilDay::max(), ""), bad);
  EXPECT_THAT(calendar.IsWorkingDay(absl::CivilDay::max(), ""), HasReason("CALENDAR_YEAR_MISSING"));
}

// The next three hold for whatever the notices say.

TEST(CalendarProperty, OneMoreWorkingDayEndsLater) {
  for (absl::CivilDay start(2015, 12, 1); start < absl::CivilDay(2017, 2, 1); start += 3) {
    absl::CivilDay previous = start;
    for (int n = 1; n <= 45; ++n) {
      ASSERT_OK_AND_ASSIGN(const DueDate due, Delivered().AddWorkingDays(start, n, "330108"));
      ASSERT_GT(due.date, previous) << start << " + " << n;
      previous = due.date;
    }
  }
}

TEST(CalendarProperty, CountingBackGivesTheSameNumberOfDays) {
  for (absl::CivilDay start(2004, 1, 1); start < absl::CivilDay(2026, 9, 1); start += 5) {
    for (const int n : {0, 1, 7, 15, 20, 40}) {
      ASSERT_OK_AND_ASSIGN(const DueDate due, Delivered().AddWorkingDays(start, n, "330108001"));
      ASSERT_OK_AND_ASSIGN(const WorkingDayCount count,
                           Delivered().CountWorkingDays(start, due.date, "330108001"));
      ASSERT_EQ(count.count, n) << start;
    }
  }
}

TEST(CalendarProperty, APeriodNeverEndsOnADayOff) {
  for (absl::CivilDay start(2004, 1, 1); start < absl::CivilDay(2026, 6, 1); start += 7) {
    for (const int n : {1, 2, 7, 20, 60}) {
      for (const auto& due : {Delivered().AddWorkingDays(start, n, "330108"),
                              Delivered().AddCalendarDays(start, n, "330108"),
                              Delivered().AddMonths(start, (n + 9) / 10, "330108")}) {
        ASSERT_OK(due);
        ASSERT_TRUE(Delivered().IsWorkingDay(due->date, "330108")->working) << start << " + " << n;
      }
    }
  }
}

}  // namespace
}  // namespace disclosure
