#include "request-service/domain/deadlines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

// A counted day rests on the article of the period, unless the calendar names its own reason.
ClockDay LineOf(const CountedDay& day, std::string_view article) {
  const bool own = day.counted && day.notice.empty() && day.article.empty();
  return {.date = day.date,
          .counted = day.counted,
          .number = day.number,
          .provisional = day.provisional,
          .text = day.text,
          .article = std::string(own ? article : day.article),
          .notice = day.notice};
}

// Adds the days as they are found, explained or not.
class Days {
 public:
  Days(const Desk& desk, Explain explain) : desk_(desk), explain_(explain) {}

  // The end of a span of working days, if it is known; `start` says what its first day was.
  void AddCounted(Deadline deadline, const WorkingSpan& span, std::string_view start) {
    const absl::StatusOr<DueDate> due = desk_.calendar.AddWorkingDays(span.start, span.days, desk_.division, explain_);
    if (!due.ok()) return;
    deadline.date = due->date;
    deadline.provisional |= due->provisional;
    deadline.basis = absl::StrCat("自", std::string(start), "（", absl::FormatCivilTime(span.start), "）的次日起数满", span.days, "个工作日");
    for (const CountedDay& day : due->days) deadline.days.push_back(LineOf(day, deadline.article));
    found_.push_back(std::move(deadline));
  }
  // A day that was fixed as such.
  void AddFixed(Deadline deadline, absl::CivilDay date, std::string_view basis) {
    deadline.date = date;
    deadline.basis = absl::StrCat(std::string(basis), "，不逐日计算");
    found_.push_back(std::move(deadline));
  }
  std::vector<Deadline> ByDate() && {
    std::stable_sort(found_.begin(), found_.end(), [](const Deadline& a, const Deadline& b) { return a.date < b.date; });
    return std::move(found_);
  }

 private:
  const Desk& desk_;
  const Explain explain_;
  std::vector<Deadline> found_;
};

// 条例 art. 31: an ordinary letter is confirmed on the day it comes; for the others the office sets itself a period.
void AddConfirmation(const Filed& filed, const Desk& desk, Days& out) {
  Deadline deadline{.kind = "confirmation", .label = "与申请人确认收到最后一日", .article = "条例第三十一条"};
  if (filed.channel == Channel::kOrdinaryLetter) return out.AddFixed(std::move(deadline), filed.arrived, "平常信函应当在收到当日确认");
  out.AddCounted(std::move(deadline), {filed.arrived, desk.periods.confirmation}, "申请到达之日");
}

// Nobody waits for a letter's answer once the request is answered or withdrawn.
bool InHand(State state) {
  return state != State::kReplied && state != State::kServed && state != State::kWithdrawn && state != State::kClosed;
}

// The period of art. 30 begins with the request, or with the order to answer it anew.
std::string_view StartOf(const Progress& progress) { return progress.rounds > 1 ? "责令重新答复之日" : "收到申请之日"; }

std::string ConsultationLabel(const Consulted& letter, Parties parties) {
  const std::string_view text = "征求意见答复最后一日";
  return parties == Parties::kNamed && !letter.party.empty() ? absl::StrCat(std::string(text), "：", letter.party) : std::string(text);
}

void AddConsultations(const Round& round, const Desk& desk, Parties parties, Days& out) {
  for (const Consultation& consultation : round.consultations) {
    if (!consultation.open()) continue;
    const bool third_party = consultation.letter.kind == ConsultationKind::kThirdParty;
    // Until its receipt is known the 15 working days are counted from the day it was sent.
    out.AddCounted({.kind = "consultation",
                    .label = ConsultationLabel(consultation.letter, parties),
                    .article = third_party ? "条例第三十二条" : "条例第三十四条",
                    .provisional = !consultation.received},
                   AnswerSpan(consultation, desk.periods),
                   consultation.received ? "收到征求意见书之日" : "发出征求意见书之日，收到之日尚未登记");
  }
}

// What the state waits for.
void AddAwaited(const Progress& progress, const Desk& desk, Days& out) {
  const Round& round = *progress.round;
  switch (progress.state) {
    case State::kAwaitingCorrection:
      return out.AddFixed({.kind = "correction", .label = "申请人补正最后一日", .article = "条例第三十条"}, round.correction->deadline,
                          "本机关在补正告知书中确定的合理期限");
    case State::kAwaitingReasons:
      return out.AddFixed({.kind = "reasons", .label = "申请人说明理由最后一日", .article = "条例第三十五条"},
                          round.reasons_required->deadline, "本机关在说明理由告知书中确定的期限");
    case State::kAwaitingPayment:
      if (!round.fee->notice_received) return;
      return out.AddCounted({.kind = "payment", .label = "申请人缴费最后一日", .article = "政府信息公开信息处理费管理办法第六条"},
                            PaymentSpan(*round.fee->notice_received, desk.periods), "收到收费通知之日");
    case State::kHandling:
      if (round.correction) return;
      return out.AddCounted({.kind = "correction_notice", .label = "补正告知最后一日", .article = "条例第三十条"},
                            CorrectionNoticeSpan(round, desk.periods), StartOf(progress));
    default: return;
  }
}

}  // namespace

std::vector<Deadline> DeadlinesOf(const Progress& progress, const Desk& desk, Parties parties, Explain explain) {
  Days out(desk, explain);
  if (progress.state == State::kFiled) AddConfirmation(progress.filed, desk, out);
  if (progress.round && InHand(progress.state)) {
    AddAwaited(progress, desk, out);
    AddConsultations(*progress.round, desk, parties, out);
  }
  return std::move(out).ByDate();
}

std::vector<Deadline> WarningsOf(absl::CivilDay due, bool provisional, const WarningLevels& levels, const Desk& desk) {
  const absl::StatusOr<WarningDays> days = WarningDaysOf(due, levels, desk.calendar, desk.division);
  if (!days.ok()) return {};
  const auto warning = [&](std::string label, absl::CivilDay date) {
    return Deadline{.kind = "warning", .label = std::move(label), .date = date, .provisional = provisional,
                    .basis = "系统预警，由答复期限届满日前的工作日推算，不是法定期限"};
  };
  return {warning("黄色预警起始日（期限临近）", days->yellow), warning("橙色预警起始日（期限即将届满）", days->orange),
          warning("红色预警起始日（逾期）", days->red)};
}

}  // namespace disclosure::request
