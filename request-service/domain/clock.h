// The explained clock (期限): when the answer is due, and why every day on the way was counted or not.
//
// 条例 art. 33(2): 20 working days from the day of receipt, and what it was extended by. The day it starts from is not
// counted (民法典 art. 201). Time for consulting third parties and other organs is not counted (art. 33(3)): several
// consultations exclude the union of their days.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "common/calendar/calendar.h"

namespace disclosure::request {

enum class StartReason {
  kReceipt = 1,     // 收到申请, art. 33(2)
  kCorrection = 2,  // 收到补正后的申请, art. 30
  kPayment = 3,     // 缴费完成 (办法 art. 6 [M]: from the day after payment)
  kReopened = 4,    // 判决或复议决定责令重新答复
  // Nobody is answered any more, but told so: no article sets a period for it, so that of art. 33 runs again [I].
  kCorrectionLapsed = 5,  // 补正期限届满
  kFeeLapsed = 6,         // 缴费期限届满
};

// Days in (after, until] do not count.
struct Pause {
  absl::CivilDay after;
  absl::CivilDay until;
  std::string text;         // "征求第三方意见"
  std::string_view article;  // "条例第三十三条第三款"
  bool open = false;        // not answered yet: `until` is the latest day by law
};

struct AnswerPeriod {
  absl::CivilDay start;
  StartReason reason = StartReason::kReceipt;
  int working_days = 0;
  int extension = 0;
  std::optional<absl::CivilDay> delayed_until;  // art. 35 (三): fixed by the organ; it never shortens the period
  std::vector<Pause> pauses;
};

struct ClockDay {
  absl::CivilDay date;
  bool counted = false;
  int number = 0;  // of a counted day, from 1
  bool provisional = false;
  std::string text;     // "国庆节放假", "征求第三方意见期间"
  std::string article;  // that decides, or ""
  std::string notice;   // of the calendar, or ""
  bool operator==(const ClockDay&) const = default;
};

struct AnswerDue {
  absl::CivilDay date;
  bool provisional = false;  // rests on days whose year has no notice yet, or on a consultation that is still open
  int excluded = 0;          // working days that pauses took out
  std::vector<ClockDay> days;  // start + 1 to date, if asked
};

// CALENDAR_YEAR_MISSING while a year that it reaches has no notice; BAD_REQUEST if pauses reach beyond ten years.
absl::StatusOr<AnswerDue> ExplainAnswerDue(const AnswerPeriod& period, const Calendar& calendar, std::string_view division,
                                           Explain explain = Explain::kNo);

// Chinese, with the article: "收到申请之日（条例第三十三条第二款）".
std::string_view StartText(StartReason reason);

// How near a due date is; the days are settings of the service (--yellow_days, --orange_days).
enum class Colour { kNone = 0, kGreen = 1, kYellow = 2, kOrange = 3, kRed = 4 };

struct WarningLevels {
  int yellow = 5;  // working days left, the due day included
  int orange = 2;
};

// Red: past. `today` counts as left.
absl::StatusOr<Colour> ColourOf(absl::CivilDay due, absl::CivilDay today, const WarningLevels& levels, const Calendar& calendar,
                                std::string_view division);

}  // namespace disclosure::request
