#include "common/calendar/rows.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  for (const error::Violation& v : error::GetInfo(status).value_or(error::Info{}).violations) fields.push_back(v.field);
  return fields;
}

TEST(ParseDate, TakesRealDaysOnly) {
  EXPECT_THAT(ParseDate("2024-02-29"), Eq(absl::CivilDay(2024, 2, 29)));
  for (const char* bad : {"2023-02-29", "2024-00-10", "2024-13-01", "2024-1-1", "20240101", " 2024-01-01",
                          "2024-01-0x", "2024/01/01", "-024-01-01", ""}) {
    EXPECT_THAT(ParseDate(bad), Eq(std::nullopt)) << bad;
  }
}

TEST(ParseHolidays, ReadsRowsOfBothKinds) {
  EXPECT_THAT(ParseHolidays("date,kind,name,year\n2018-12-29,work,元旦,2019\n2019-01-01,off,元旦,2019\n"),
              IsOkAndHolds(ElementsAre(HolidayRow{absl::CivilDay(2018, 12, 29), true, "元旦", 2019},
                                       HolidayRow{absl::CivilDay(2019, 1, 1), false, "元旦", 2019})));
}

TEST(ParseHolidays, TakesWhatASpreadsheetSaves) {
  EXPECT_THAT(ParseHolidays("\xEF\xBB\xBF" "date,kind,name,year\r\n2019-01-01,off,元旦,2019\r\n\r\n"),
              IsOkAndHolds(SizeIs(1)));
}

TEST(ParseHolidays, NamesEveryBadRowAtOnceWithItsLine) {
  const auto rows = ParseHolidays(
      "date,kind,name,year\n"
      "2019-02-30,off,春节,2019\n"           // 2: no such day
      "2019-05-01,holiday,劳动节,2019\n"     // 3: no such kind
      "2019-05-02,off,,2019\n"               // 4: no name
      "2019-05-03,off,劳动节,19\n"           // 5: no such year
      "2019-05-04,off,劳动节\n"              // 6: a column short
      "2019-05-05,work,劳动节,2019,x\n"      // 7: a column too many
      "2019-10-01,off,国庆节,2020\n"         // 8: not a day of that notice
      "2019-06-07,off,端午,2019\n"
      "2019-06-07,work,端午,2019\n"          // 10: stands already
      "2019-06-08,off,\xFF\xFE,2019\n"       // 11: not UTF-8
      "2019-06-09,of,\"端午\",2019\n"        // 12: quoted
      "x,y,端午,z\n");                       // 13: three faults
  EXPECT_THAT(rows, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(rows, HasReason("BAD_REQUEST"));
  EXPECT_THAT(BadFields(rows.status()),
              ElementsAre("holidays.csv:2:date", "holidays.csv:3:kind", "holidays.csv:4:name", "holidays.csv:5:year",
                          "holidays.csv:6:columns", "holidays.csv:7:columns", "holidays.csv:8:date",
                          "holidays.csv:10:date", "holidays.csv:11:name", "holidays.csv:12:columns",
                          "holidays.csv:13:date", "holidays.csv:13:kind", "holidays.csv:13:year"));
  EXPECT_THAT(rows.status().message(), HasSubstr("2019-06-07 stands already at holidays.csv:9"));
}

TEST(ParseHolidays, RefusesAnotherHeader) {
  EXPECT_THAT(BadFields(ParseHolidays("date;kind;name;year\n").status()), ElementsAre("holidays.csv:1:header"));
  EXPECT_THAT(BadFields(ParseHolidays("").status()), ElementsAre("holidays.csv:1:header"));
  EXPECT_THAT(ParseHolidays("date,kind,name,year"), IsOkAndHolds(IsEmpty()));
}

TEST(ParseHolidays, AHostileTableMakesASmallError) {
  std::string csv = "date,kind,name,year\n";
  for (int i = 0; i < 5000; ++i) csv += ",,,,,,,,,,\n";
  const absl::Status status = ParseHolidays(csv).status();
  EXPECT_THAT(BadFields(status), SizeIs(201));
  EXPECT_THAT(BadFields(status).back(), "more");
  EXPECT_THAT(BadFields(ParseHolidays(std::string(kMaxCalendarBytes + 1, '\n')).status()),
              ElementsAre("holidays.csv:size"));
  csv = "date,kind,name,year\n";
  for (int i = 0; i <= kMaxCalendarRows; ++i) {
    const absl::CivilDay day = absl::CivilDay(1960, 1, 1) + i;
    absl::StrAppend(&csv, FormatDate(day), ",off,节,", day.year(), "\n");
  }
  EXPECT_THAT(BadFields(ParseHolidays(csv).status()), ElementsAre("holidays.csv:20002:rows"));
}

TEST(ParseHolidays, ANoticeReachesBackNoFurtherThanTheProvisionalDays) {
  EXPECT_OK(ParseHolidays("date,kind,name,year\n2018-12-26,work,元旦,2019\n"));
  EXPECT_THAT(BadFields(ParseHolidays("date,kind,name,year\n2018-12-25,work,元旦,2019\n").status()),
              ElementsAre("holidays.csv:2:date"));
  EXPECT_THAT(BadFields(ParseHolidays("date,kind,name,year\n2020-01-01,off,元旦,2019\n").status()),
              ElementsAre("holidays.csv:2:date"));
}

TEST(ParseLocalOverlays, NamesEveryBadRowAtOnceWithItsLine) {
  const auto rows = ParseLocalOverlays(
      "division,date,kind,name,notice\n"
      "330108,2016-09-01,off,G20峰会,杭政办函〔2016〕75号\n"
      "3301080,2016-09-01,off,G20峰会,杭政办函〔2016〕75号\n"  // 3: no such level
      "33010x,2016-09-01,off,G20峰会,杭政办函〔2016〕75号\n"   // 4: not digits
      ",2016-09-01,off,G20峰会,杭政办函〔2016〕75号\n"         // 5: no division
      "330108,2016-09-02,off,G20峰会,\n"                        // 6: no notice
      "330108000,2016-09-01,work,G20峰会,x\n"                   // 7: the same division and day as line 2
      "330108,2016-09-31,on,G20峰会,x\n");                      // 8: two faults
  EXPECT_THAT(BadFields(rows.status()),
              ElementsAre("local_overlays.csv:3:division", "local_overlays.csv:4:division",
                          "local_overlays.csv:5:division", "local_overlays.csv:6:notice", "local_overlays.csv:7:date",
                          "local_overlays.csv:8:date", "local_overlays.csv:8:kind"));
}

TEST(CheckRows, HoldsRowsOfADatabaseToTheSameRules) {
  const HolidayRow good{absl::CivilDay(2019, 1, 1), false, "元旦", 2019};
  EXPECT_OK(CheckRows({good}, {}));
  EXPECT_THAT(BadFields(CheckRows({good, good}, {{"0", absl::CivilDay(2019, 1, 2), true, "x", "y"}})),
              ElementsAre("holidays[1]:date", "overlays[0]:division"));
}

TEST(NormalDivision, DropsLevelsThatAreAllZero) {
  EXPECT_THAT(NormalDivision(""), IsOkAndHolds(""));
  EXPECT_THAT(NormalDivision("330000"), IsOkAndHolds("33"));
  EXPECT_THAT(NormalDivision("330100000000"), IsOkAndHolds("3301"));
  EXPECT_THAT(NormalDivision("330108001000"), IsOkAndHolds("330108001"));
  EXPECT_THAT(NormalDivision("330110"), IsOkAndHolds("330110"));
  for (const char* bad : {"000000", "00", "3", "33010800", "330108０", "33-108"}) {
    EXPECT_THAT(NormalDivision(bad), StatusIs(absl::StatusCode::kInvalidArgument)) << bad;
  }
}

}  // namespace
}  // namespace disclosure
