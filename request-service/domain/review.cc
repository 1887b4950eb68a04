#include "request-service/domain/review.h"

#include <variant>

#include "absl/strings/str_cat.h"
#include "common/calendar/civil_date.h"

namespace disclosure::request {
namespace {

constexpr std::string_view kRouteCodes[] = {"", "reconsideration", "suit_direct", "suit_after_review"};
constexpr std::string_view kResultCodes[] = {"", "upheld", "corrected", "other", "pending"};

std::string DayOr(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }
std::string YesNo(bool value) { return value ? "yes" : "no"; }

ReviewDetails DetailsOf(const Review& review) {
  return {{"request_number", review.request_number},
          {"route", std::string(kRouteCodes[static_cast<size_t>(review.route)])},
          {"result", std::string(kResultCodes[static_cast<size_t>(review.result)])},
          {"filed_on", review.version == 0 ? "" : FormatDate(review.filed)},
          {"accepted_on", DayOr(review.accepted)},
          {"closed_on", DayOr(review.closed)},
          {"mediated", YesNo(review.mediated)},
          {"head_attended", review.head_attended ? YesNo(*review.head_attended) : ""},
          {"document_number", review.document_number},
          {"orders_new_answer", YesNo(review.reopening.has_value())},
          {"note", review.note}};
}

// A day that is given lies in [from, to].
void CheckDay(std::string_view field, std::optional<absl::CivilDay> day, std::optional<absl::CivilDay> from, std::string_view from_what,
              absl::CivilDay today, error::Violations& bad) {
  if (!day) return;
  if (*day > today) bad.Add(field, "must not be in the future");
  if (from && *day < *from) {
    bad.Add(field, absl::StrCat("must not be before ", std::string(from_what), ", ", FormatDate(*from)));
  }
}

void CheckOrder(const ReviewClosing& closing, const Review& review, error::Violations& bad) {
  if (!closing.orders_new_answer) {
    if (closing.received) bad.Add("received_on", "stands only with orders_new_answer");
    return;
  }
  if (closing.result != ReviewResult::kCorrected) bad.Add("orders_new_answer", "stands only with the result CORRECTED");
  if (!review.request) bad.Add("orders_new_answer", "needs a review of a request: this one rests on none");
  if (closing.document_number.empty()) bad.Add("document_number", "must be given: what orders the new answer");
}

// Who said how it ended, at the desk or by a ledger; of one that is pending, who recorded it.
std::string_view RecorderOf(const std::vector<ReviewEvent>& history) {
  for (auto event = history.rbegin(); event != history.rend(); ++event) {
    const auto closed = event->details.find("closed_on");
    if (event->kind != kAmended && closed != event->details.end() && !closed->second.empty()) return event->actor;
  }
  return history.empty() ? std::string_view() : history.front().actor;
}

bool EndsRound(const EventData& data) {
  return std::holds_alternative<Served>(data) || std::holds_alternative<Withdrawn>(data) || std::holds_alternative<OutcomeRecorded>(data);
}

// What the officer does instead of having it answered anew.
std::string WhatToDo(const Progress& progress) {
  if (progress.state == State::kReplied) return "请先登记送达，再登记审结";
  if (progress.withdrawn) return "申请人已经撤回申请，登记审结时不选责令重新答复";
  if (progress.rounds > 1) return "申请正在重新办理，登记审结时不选责令重新答复";
  return "申请还没有答复（如不履行职责案件），请按原期限继续办理，登记审结时不选责令重新答复";
}

}  // namespace

std::string ReviewName(const RequestKey& key) { return absl::StrCat("organs/", key.organ, "/reviews/", key.year, "-", key.serial); }

bool IsSuit(ReviewRoute route) { return route == ReviewRoute::kSuitDirect || route == ReviewRoute::kSuitAfterReview; }

ReviewDetails ChangesBetween(const Review& before, const Review& after) {
  const ReviewDetails was = DetailsOf(before);
  ReviewDetails changes;
  for (const auto& [field, value] : DetailsOf(after)) {
    if (was.at(field) != value) changes.emplace(field, value);
  }
  return changes;
}

void CheckFiling(const ReviewFiling& filing, std::optional<absl::CivilDay> requested, absl::CivilDay today, error::Violations& bad) {
  if (filing.route == ReviewRoute::kUnspecified) bad.Add("review.route", "must be given");
  CheckDay("review.filed_on", filing.filed, requested, "the day of the request", today, bad);
  CheckDay("review.accepted_on", filing.accepted, filing.filed, "filed_on", today, bad);
}

void CheckAcceptance(std::optional<absl::CivilDay> accepted, const Review& review, absl::CivilDay today, error::Violations& bad) {
  CheckDay("review.accepted_on", accepted, review.filed, "filed_on", today, bad);
  if (accepted && review.closed && *accepted > *review.closed) bad.Add("review.accepted_on", "must not be after closed_on");
}

// 负责人出庭应诉 (行政诉讼法第三条第三款): there is no court in a reconsideration.
void CheckHead(std::string_view field, std::optional<bool> head_attended, ReviewRoute route, error::Violations& bad) {
  if (head_attended && !IsSuit(route)) bad.Add(field, "is of suits only");
}

void CheckClosing(const ReviewClosing& closing, const Review& review, absl::CivilDay today, error::Violations& bad) {
  const bool pending = closing.result == ReviewResult::kUnspecified || closing.result == ReviewResult::kPending;
  if (pending) bad.Add("result", "must be UPHELD, CORRECTED or OTHER");
  const bool accepted_later = review.accepted && *review.accepted > review.filed;
  CheckDay("closed_on", closing.closed, accepted_later ? *review.accepted : review.filed, accepted_later ? "accepted_on" : "filed_on", today,
           bad);
  CheckDay("received_on", closing.received, closing.closed, "closed_on", today, bad);
  CheckHead("head_attended", closing.head_attended, review.route, bad);
  CheckOrder(closing, review, bad);
}

void CheckAmendment(const ReviewAmendment& amendment, const Review& review, absl::CivilDay today, error::Violations& bad) {
  if (amendment.route == ReviewRoute::kUnspecified) bad.Add("route", "must be given");
  CheckHead("head_attended", amendment.head_attended, amendment.route, bad);
  if (amendment.result == ReviewResult::kPending) {
    if (amendment.closed) bad.Add("closed_on", "stands only with a result");
    if (!amendment.document_number.empty()) bad.Add("document_number", "stands only with a result");
    if (amendment.mediated) bad.Add("mediated", "stands only with a result");
    return;
  }
  if (review.result == ReviewResult::kPending) return bad.Add("result", "must be PENDING: a review that is open is closed (:close), not corrected");
  if (!amendment.closed) bad.Add("closed_on", "must be given");
  if (review.reopening && amendment.document_number.empty()) bad.Add("document_number", "must be given: it ordered the new answer");
  CheckClosing({.result = amendment.result, .closed = amendment.closed}, review, today, bad);
}

absl::Status CheckAmendable(const Review& review, const std::vector<ReviewEvent>& history, std::string_view actor, ReviewResult result) {
  if (actor == RecorderOf(history)) {
    return error::Make(absl::StatusCode::kFailedPrecondition, "登记审结的人不能自己更正：请由另一人更正", {.reason = "SAME_PERSON"});
  }
  if (review.reopening && result != ReviewResult::kCorrected) {
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat("申请", review.request_number, "已经依这一决定重新办理，结果不能再改为“纠正”以外的：重新办理的答复照常作出"),
                       {.reason = "REQUEST_REOPENED", .metadata = {{"request", review.request_number}}});
  }
  return absl::OkStatus();
}

Review Amended(Review review, const ReviewAmendment& amendment) {
  review.route = amendment.route;
  review.result = amendment.result;
  review.closed = amendment.closed;
  review.document_number = amendment.document_number;
  review.mediated = amendment.mediated;
  review.head_attended = amendment.head_attended;
  return review;
}

absl::Status CheckOpen(const Review& review) {
  if (review.result == ReviewResult::kPending) return absl::OkStatus();
  return error::WrongState(ReviewName(review.key), "CLOSED", "closed");
}

// 法释〔2025〕8号第十一条, 行政复议法实施条例第五十八条: what is answered anew was answered before.
absl::Status CheckReopening(const Progress& progress, const ReviewClosing& closing, std::string_view request_number) {
  const bool answered = progress.round && (progress.round->replied || progress.round->recorded);
  if (!answered || !NextState(progress.state, Act::kReopen)) {
    const std::string state(StateLabel(progress.state));
    return error::Make(absl::StatusCode::kFailedPrecondition,
                       absl::StrCat("申请", std::string(request_number), "为“", state, "”，不能重新答复：", WhatToDo(progress)),
                       {.reason = "REQUEST_NOT_ANSWERED",
                        .metadata = {{"request", std::string(request_number)}, {"state", std::string(StateName(progress.state))}}});
  }
  const absl::CivilDay replied = progress.round->replied ? progress.round->replied->day : progress.round->recorded->day;
  if (closing.closed && *closing.closed < replied) {
    return error::BadRequest({{"closed_on", absl::StrCat("must not be before the answer, ", FormatDate(replied))}});
  }
  return absl::OkStatus();
}

Reopened ReopeningOf(const Review& review, const ReviewClosing& closing) {
  return {.by = IsSuit(review.route) ? ReopenedBy::kJudgment : ReopenedBy::kReconsideration,
          .document_number = closing.document_number,
          .day = closing.received.value_or(*closing.closed)};
}

absl::StatusOr<std::optional<AnswerPeriod>> CorrectionPeriodOf(const std::vector<Event>& events, int reopening, const Periods& periods,
                                                               const Calendar& calendar, std::string_view division) {
  Progress progress;
  for (const Event& event : events) {
    if (event.seq > reopening && EndsRound(event.data)) break;
    RETURN_IF_ERROR(Apply(event, progress));
  }
  return AnswerPeriodOf(progress, periods, calendar, division);
}

std::vector<std::string> ReviewWarnings(const Review& review, const std::vector<Review>& others) {
  if (review.route != ReviewRoute::kSuitAfterReview) return {};
  if (!review.request) return {"没有关联申请，无法核对复议后起诉所依据的行政复议"};
  for (const Review& other : others) {
    if (other.route == ReviewRoute::kReconsideration && other.filed <= review.filed) return {};
  }
  return {"这件申请没有登记过更早的行政复议，请核对“复议后起诉”或者补登行政复议"};
}

}  // namespace disclosure::request
