#include "ctl/due_date.h"

#include <fstream>
#include <iterator>
#include <sstream>

#include "common/testing/matchers.h"
#include "ctl/json_text.h"

namespace disclosure::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

struct Printed {
  int code;
  std::string out;
  std::string err;
};

Printed DueDateOf(const DueDateOptions& options) {
  const Calendar calendar = *Calendar::Make(
      *ParseHolidays("date,kind,name,year\n2026-09-20,work,国庆节,2026\n2026-09-25,off,中秋,2026\n"),
      {{"330108", absl::CivilDay(2026, 9, 21), false, "运动会", "区政办〔2026〕1号"}});
  std::ostringstream out, err;
  const int code = RunDueDate(options, calendar, out, err);
  return {code, out.str(), err.str()};
}

TEST(DueDate, PrintsTheDateAlone) {
  const Printed run = DueDateOf({.received = "2026-09-18", .working_days = 2});
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "2026-09-21\n");
  EXPECT_THAT(run.err, IsEmpty());
}

TEST(DueDate, TwentyWorkingDaysOverTheNationalDayOf2026EndOnTheKnownDay) {
  std::ifstream file(std::string(DISCLOSURE_SOURCE_DIR) + "/data/calendar/holidays.csv");
  const std::string csv{std::istreambuf_iterator<char>(file), {}};
  ASSERT_OK_AND_ASSIGN(const Calendar calendar, Calendar::Make(ParseHolidays(csv).value(), {}));
  std::ostringstream out, err;
  EXPECT_EQ(RunDueDate({.received = "2026-09-18", .working_days = 20, .division = "330108"}, calendar, out, err), 0);
  EXPECT_EQ(out.str(), "2026-10-22\n");
}

TEST(DueDate, ExplainsEachDay) {
  const Printed run = DueDateOf({.received = "2026-09-18", .working_days = 2, .division = "330108001", .explain = true});
  EXPECT_EQ(run.out,
            "2026-09-22\n"
            "2026-09-18 星期五 不计 收到当日不计入，依据：民法典第二百零一条\n"
            "2026-09-19 星期六 不计 周末\n"
            "2026-09-20 星期日 第1日 国庆节调休上班，依据：国务院办公厅2026年放假安排通知\n"
            "2026-09-21 星期一 不计 本地调休放假（运动会），依据：区政办〔2026〕1号\n"
            "2026-09-22 星期二 第2日 工作日\n");
}

TEST(DueDate, PrintsJson) {
  EXPECT_EQ(DueDateOf({.received = "2026-09-18", .working_days = 2, .json = true}).out,
            "{\"received\":\"2026-09-18\",\"working_days\":2,\"division\":\"\",\"due_date\":\"2026-09-21\","
            "\"provisional\":false}\n");
  EXPECT_EQ(DueDateOf({.received = "2026-09-24", .working_days = 1, .division = "330108", .explain = true, .json = true})
                .out,
            "{\"received\":\"2026-09-24\",\"working_days\":1,\"division\":\"330108\",\"due_date\":\"2026-09-28\","
            "\"provisional\":false,\"days\":["
            "{\"date\":\"2026-09-25\",\"counted\":false,\"number\":0,\"reason\":\"中秋放假\","
            "\"notice\":\"国务院办公厅2026年放假安排通知\",\"provisional\":false},"
            "{\"date\":\"2026-09-26\",\"counted\":false,\"number\":0,\"reason\":\"周末\",\"notice\":\"\","
            "\"provisional\":false},"
            "{\"date\":\"2026-09-27\",\"counted\":false,\"number\":0,\"reason\":\"周末\",\"notice\":\"\","
            "\"provisional\":false},"
            "{\"date\":\"2026-09-28\",\"counted\":true,\"number\":1,\"reason\":\"工作日\",\"notice\":\"\","
            "\"provisional\":false}]}\n");
}

TEST(DueDate, SaysThatADateIsProvisionalWithoutDisturbingTheAnswer) {
  const Printed run = DueDateOf({.received = "2026-12-25", .working_days = 1});
  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "2026-12-28\n");
  EXPECT_EQ(run.err, "注意：2027年放假安排通知尚未导入，2026年12月26日以后的工作日可能调整，该日期为暂定\n");
  EXPECT_THAT(DueDateOf({.received = "2026-12-25", .working_days = 1, .json = true}).out,
              HasSubstr("\"provisional\":true"));
}

TEST(DueDate, SaysWhatToDoWhenAYearIsMissing) {
  const Printed run = DueDateOf({.received = "2026-12-25", .working_days = 20});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, StartsWith("尚未导入2027年放假安排通知，无法判断2027-01-01是否为工作日"));
  EXPECT_THAT(run.err, HasSubstr("holidays.csv"));
}

TEST(DueDate, NamesAllBadOptionsAtOnce) {
  const Printed run = DueDateOf({.received = "2026-02-30", .working_days = 401, .division = "滨江"});
  EXPECT_EQ(run.code, 1);
  EXPECT_THAT(run.out, IsEmpty());
  EXPECT_THAT(run.err, HasSubstr("--received 应为真实存在的日期"));
  EXPECT_THAT(run.err, HasSubstr("--working-days 应为1至400"));
  EXPECT_THAT(run.err, HasSubstr("--division 应为2、4、6、9或12位行政区划代码"));
  EXPECT_EQ(DueDateOf({.received = "0001-01-01"}).code, 1);
  EXPECT_EQ(DueDateOf({.received = "2026-09-18", .working_days = 0}).code, 1);
}

TEST(JsonString, EscapesWhatJsonMustEscape) {
  EXPECT_EQ(JsonString("a\"b\\c\n\x01中"), "\"a\\\"b\\\\c\\u000a\\u0001中\"");
}

}  // namespace
}  // namespace disclosure::ctl
