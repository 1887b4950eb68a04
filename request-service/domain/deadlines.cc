#include "request-service/domain/deadlines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

// Adds the day if it is known.
void Add(Deadline deadline, const absl::StatusOr<absl::CivilDay>& day, std::vector<Deadline>& out) {
  if (!day.ok()) return;
  deadline.date = *day;
  out.push_back(std::move(deadline));
}

// 条例 art. 31: an ordinary letter is confirmed on the day it comes; for the others the office sets itself a period.
absl::StatusOr<absl::CivilDay> ConfirmationDue(const Filed& filed, const Desk& desk) {
  if (filed.channel == Channel::kOrdinaryLetter) return filed.arrived;
  ASSIGN_OR_RETURN(const DueDate due, desk.calendar.AddWorkingDays(filed.arrived, desk.periods.confirmation, desk.division));
  return due.date;
}

// Nobody waits for a letter's answer once the request is answered or withdrawn.
bool InHand(State state) {
  return state != State::kReplied && state != State::kServed && state != State::kWithdrawn && state != State::kClosed;
}

std::string ConsultationLabel(const Consulted& letter, Parties parties) {
  const std::string_view text = "征求意见答复最后一日";
  return parties == Parties::kNamed && !letter.party.empty() ? absl::StrCat(std::string(text), "：", letter.party) : std::string(text);
}

void AddConsultations(const Round& round, const Desk& desk, Parties parties, std::vector<Deadline>& out) {
  for (const Consultation& consultation : round.consultations) {
    if (!consultation.open()) continue;
    const bool third_party = consultation.letter.kind == ConsultationKind::kThirdParty;
    // Until its receipt is known the 15 working days are counted from the day it was sent.
    Add({.kind = "consultation",
         .label = ConsultationLabel(consultation.letter, parties),
         .article = third_party ? "条例第三十二条" : "条例第三十四条",
         .provisional = !consultation.received},
        ConsultationDue(consultation, desk), out);
  }
}

void SortByDate(std::vector<Deadline>& deadlines) {
  std::stable_sort(deadlines.begin(), deadlines.end(), [](const Deadline& a, const Deadline& b) { return a.date < b.date; });
}

}  // namespace

std::vector<Deadline> DeadlinesOf(const Progress& progress, const Desk& desk, Parties parties) {
  std::vector<Deadline> out;
  if (progress.state == State::kFiled) {
    Add({.kind = "confirmation", .label = "与申请人确认收到最后一日", .article = "条例第三十一条"}, ConfirmationDue(progress.filed, desk), out);
  }
  if (!progress.round || !InHand(progress.state)) return out;
  const Round& round = *progress.round;
  switch (progress.state) {
    case State::kAwaitingCorrection:
      Add({.kind = "correction", .label = "申请人补正最后一日", .article = "条例第三十条"}, round.correction->deadline, out);
      break;
    case State::kAwaitingReasons:
      Add({.kind = "reasons", .label = "申请人说明理由最后一日", .article = "条例第三十五条"}, round.reasons_required->deadline, out);
      break;
    case State::kAwaitingPayment:
      if (round.fee->notice_received) {
        Add({.kind = "payment", .label = "申请人缴费最后一日", .article = "政府信息公开信息处理费管理办法第六条"},
            PaymentDue(*round.fee->notice_received, desk), out);
      }
      break;
    case State::kHandling:
      if (!round.correction) {
        Add({.kind = "correction_notice", .label = "补正告知最后一日", .article = "条例第三十条"}, CorrectionNoticeDue(round, desk), out);
      }
      break;
    default: break;
  }
  AddConsultations(round, desk, parties, out);
  SortByDate(out);
  return out;
}

std::vector<Deadline> WarningsOf(absl::CivilDay due, bool provisional, const WarningLevels& levels, const Desk& desk) {
  const absl::StatusOr<WarningDays> days = WarningDaysOf(due, levels, desk.calendar, desk.division);
  if (!days.ok()) return {};
  const auto warning = [&](std::string label, absl::CivilDay date) {
    return Deadline{.kind = "warning", .label = std::move(label), .date = date, .provisional = provisional};
  };
  return {warning("黄色预警起始日（期限临近）", days->yellow), warning("橙色预警起始日（期限即将届满）", days->orange),
          warning("红色预警起始日（逾期）", days->red)};
}

}  // namespace disclosure::request
