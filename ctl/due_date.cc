#include "ctl/due_date.h"

#include <optional>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"
#include "ctl/json_text.h"

namespace disclosure::ctl {
namespace {

std::string_view WeekdayText(absl::CivilDay day) {
  switch (absl::GetWeekday(day)) {
    case absl::Weekday::monday: return "星期一";
    case absl::Weekday::tuesday: return "星期二";
    case absl::Weekday::wednesday: return "星期三";
    case absl::Weekday::thursday: return "星期四";
    case absl::Weekday::friday: return "星期五";
    case absl::Weekday::saturday: return "星期六";
    case absl::Weekday::sunday: return "星期日";
  }
  return "";
}

std::vector<std::string> Faults(const DueDateOptions& options, std::optional<absl::CivilDay> received) {
  std::vector<std::string> faults;
  if (!received) {
    faults.push_back("--received 应为真实存在的日期，写作 2026-09-18");
  } else if (received->year() < kFirstCalendarYear || received->year() > kLastCalendarYear) {
    faults.push_back(absl::StrCat("--received 的年份应为", kFirstCalendarYear, "至", kLastCalendarYear));
  }
  if (options.working_days < 1 || options.working_days > kMaxWorkingDays) {
    faults.push_back(absl::StrCat("--working-days 应为1至", kMaxWorkingDays));
  }
  if (!NormalDivision(options.division).ok()) {
    faults.push_back("--division 应为2、4、6、9或12位行政区划代码，如 330108；不填则按全国日历计算");
  }
  return faults;
}

void PrintDay(const CountedDay& day, std::ostream& out) {
  out << FormatDate(day.date) << ' ' << WeekdayText(day.date) << ' ';
  if (day.counted) {
    out << "第" << day.number << "日 ";
  } else {
    out << "不计 ";
  }
  out << day.text;
  if (!day.notice.empty()) out << "，依据：" << day.notice;
  if (day.provisional) out << "(暂定)";
  out << '\n';
}

void PrintText(const DueDateOptions& options, absl::CivilDay received, const DueDate& due, std::ostream& out) {
  out << FormatDate(due.date) << '\n';
  if (!options.explain) return;
  out << FormatDate(received) << ' ' << WeekdayText(received) << " 不计 收到当日不计入，依据：民法典第二百零一条\n";
  for (const CountedDay& day : due.days) PrintDay(day, out);
}

void PrintJson(const DueDateOptions& options, const DueDate& due, std::ostream& out) {
  out << "{\"received\":" << JsonString(options.received) << ",\"working_days\":" << options.working_days
      << ",\"division\":" << JsonString(options.division) << ",\"due_date\":" << JsonString(FormatDate(due.date))
      << ",\"provisional\":" << JsonBool(due.provisional);
  if (options.explain) {
    out << ",\"days\":[";
    std::string_view separator;
    for (const CountedDay& day : due.days) {
      out << separator << "{\"date\":" << JsonString(FormatDate(day.date)) << ",\"counted\":" << JsonBool(day.counted)
          << ",\"number\":" << day.number << ",\"reason\":" << JsonString(day.text)
          << ",\"notice\":" << JsonString(day.notice) << ",\"provisional\":" << JsonBool(day.provisional) << '}';
      separator = ",";
    }
    out << ']';
  }
  out << "}\n";
}

int PrintFailure(const absl::Status& status, std::ostream& err) {
  const error::Info info = error::GetInfo(status).value_or(error::Info{});
  if (info.reason == "CALENDAR_YEAR_MISSING") {
    err << "尚未导入" << info.metadata.at("year") << "年放假安排通知，无法判断" << info.metadata.at("date")
        << "是否为工作日。请先把该年通知补入 data/calendar/holidays.csv\n";
  } else {
    err << status.ToString() << '\n';
  }
  return 1;
}

}  // namespace

int RunDueDate(const DueDateOptions& options, const Calendar& calendar, std::ostream& out, std::ostream& err) {
  const std::optional<absl::CivilDay> received = ParseDate(options.received);
  const std::vector<std::string> faults = Faults(options, received);
  for (const std::string& fault : faults) err << fault << '\n';
  if (!faults.empty()) return 1;

  const absl::StatusOr<DueDate> due = calendar.AddWorkingDays(*received, options.working_days, options.division,
                                                              options.explain ? Explain::kYes : Explain::kNo);
  if (!due.ok()) return PrintFailure(due.status(), err);
  if (options.json) {
    PrintJson(options, *due, out);
    return 0;
  }
  PrintText(options, *received, *due, out);
  if (due->provisional) {
    err << "注意：" << due->date.year() + 1 << "年放假安排通知尚未导入，" << due->date.year() << "年12月"
        << kProvisionalFromDecember << "日以后的工作日可能调整，该日期为暂定\n";
  }
  return 0;
}

}  // namespace disclosure::ctl
