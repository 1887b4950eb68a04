#include "request-service/domain/clock.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

const Pause* PauseOn(const std::vector<Pause>& pauses, absl::CivilDay date) {
  for (const Pause& pause : pauses) {
    if (date > pause.after && date <= pause.until) return &pause;
  }
  return nullptr;
}

ClockDay CalendarLine(absl::CivilDay date, const DayKind& kind) {
  return {.date = date, .provisional = kind.provisional, .text = ReasonText(kind), .notice = NoticeText(kind)};
}

// 条例 art. 35 (三): the organ has fixed the day itself; it is not counted in working days.
AnswerDue Delayed(absl::CivilDay until, Explain explain) {
  AnswerDue due{.date = until};
  if (explain == Explain::kYes) {
    due.days.push_back({.date = until, .counted = true, .number = 1, .text = "合理的延迟答复期限届满", .article = "条例第三十五条"});
  }
  return due;
}

absl::StatusOr<AnswerDue> CountDays(const AnswerPeriod& period, const Calendar& calendar, std::string_view division, Explain explain) {
  AnswerDue due;
  const int wanted = period.working_days + period.extension;
  const absl::CivilDay last = period.start + kMaxPeriodDays;
  int number = 0;
  for (absl::CivilDay date = period.start; number < wanted;) {
    if (++date > last) return error::BadRequest({{"pauses", "the period does not end within ten years"}});
    ASSIGN_OR_RETURN(const DayKind kind, calendar.IsWorkingDay(date, division));
    const Pause* pause = kind.working ? PauseOn(period.pauses, date) : nullptr;
    const bool counted = kind.working && pause == nullptr;
    if (counted) ++number;
    if (pause != nullptr) ++due.excluded;
    due.provisional |= kind.provisional || (pause != nullptr && pause->open);
    due.date = date;
    if (explain == Explain::kNo) continue;
    ClockDay& line = due.days.emplace_back(CalendarLine(date, kind));
    line.counted = counted;
    line.number = counted ? number : 0;
    if (pause != nullptr) {
      line.text = absl::StrCat(pause->text, "期间");
      line.article = std::string(pause->article);
    } else if (counted && number > period.working_days) {
      line.text = absl::StrCat(line.text, "（延长期限）");
      line.article = "条例第三十三条第二款";
    }
  }
  return due;
}

}  // namespace

absl::StatusOr<AnswerDue> ExplainAnswerDue(const AnswerPeriod& period, const Calendar& calendar, std::string_view division,
                                           Explain explain) {
  absl::StatusOr<AnswerDue> counted = CountDays(period, calendar, division, explain);
  if (!period.delayed_until || (counted.ok() && counted->date >= *period.delayed_until)) return counted;
  return Delayed(*period.delayed_until, explain);
}

std::string_view StartText(StartReason reason) {
  switch (reason) {
    case StartReason::kReceipt: return "收到申请之日（条例第三十一条）";
    case StartReason::kCorrection: return "收到补正后的申请之日（条例第三十条）";
    case StartReason::kPayment: return "缴费完成之日（政府信息公开信息处理费管理办法第六条）";
    case StartReason::kReopened: return "责令重新答复之日（法释〔2025〕8号第十一条、行政复议法实施条例第五十八条）";
    case StartReason::kCorrectionLapsed: return "补正期限届满之日（条例第三十条；告知不再处理的期限参照第三十三条）";
    case StartReason::kFeeLapsed: return "缴费期限届满之日（政府信息公开信息处理费管理办法第六条；告知不再处理的期限参照条例第三十三条）";
  }
  return "";
}

absl::StatusOr<Colour> ColourOf(absl::CivilDay due, absl::CivilDay today, const WarningLevels& levels, const Calendar& calendar,
                                std::string_view division) {
  if (today > due) return Colour::kRed;
  ASSIGN_OR_RETURN(const WorkingDayCount left, calendar.CountWorkingDays(today - 1, due, division));
  if (left.count <= levels.orange) return Colour::kOrange;
  return left.count <= levels.yellow ? Colour::kYellow : Colour::kGreen;
}

}  // namespace disclosure::request
