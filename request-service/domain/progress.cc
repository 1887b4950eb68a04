#include "request-service/domain/progress.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

constexpr std::string_view kPauseArticle = "条例第三十三条第三款";

std::string_view PauseText(ConsultationKind kind) {
  switch (kind) {
    case ConsultationKind::kThirdParty: return "征求第三方意见";
    case ConsultationKind::kJointOrgan: return "征求共同制作机关意见";
    case ConsultationKind::kOtherOrgan:
    case ConsultationKind::kUnspecified: break;
  }
  return "征求其他机关意见";
}

void BeginRound(absl::CivilDay day, StartReason reason, Progress& progress) {
  progress.round = Round{.start = day, .start_reason = reason, .received = day};
  ++progress.rounds;
}

void RestartPeriod(absl::CivilDay day, StartReason reason, Round& round) {
  round.start = day;
  round.start_reason = reason;
  // The new period is as long as the law says; whether it may be extended again, periods.csv says [I].
  round.extended.reset();
}

// 其他终结 has no document that could be served.
bool HasDocument(const Replied& replied) { return !replied.document_number.empty(); }

void Conclude(Conclusion conclusion, Progress& progress) {
  if (!progress.conclusion) progress.conclusion = std::move(conclusion);
}

// What each event changes besides the state. The table has allowed it, so round and consultation are there; an id that
// is not is a damaged record.
struct Folder {
  Progress& progress;

  Round& round() { return *progress.round; }
  Consultation* Find(const std::string& id) { return const_cast<Consultation*>(progress.FindConsultation(id)); }

  bool operator()(const std::monostate&) { return false; }
  bool operator()(const Filed& event) {
    progress.filed = event;
    if (!NeedsConfirmation(event.channel)) return Receive(event.arrived);
    return true;
  }
  bool operator()(const ReceiptConfirmed& event) { return Receive(event.day); }
  bool operator()(const CorrectionRequired& event) {
    round().correction = event;
    return true;
  }
  bool operator()(const CorrectionSupplied& event) {
    round().corrected = true;
    RestartPeriod(event.received, StartReason::kCorrection, round());
    return true;
  }
  bool operator()(const CorrectionLapsed&) {
    RestartPeriod(round().correction->deadline, StartReason::kCorrectionLapsed, round());
    return round().correction_lapsed = true;
  }
  bool operator()(const ReasonsRequired& event) {
    round().reasons_required = event;
    return true;
  }
  bool operator()(const ReasonsGiven& event) {
    round().reasons = event;
    return true;
  }
  bool operator()(const ReasonsWeighed& event) {
    round().weighed = event;
    return true;
  }
  bool operator()(const Consulted& event) {
    round().consultations.push_back({.letter = event, .round = progress.rounds});
    ++progress.consultations;
    return true;
  }
  bool operator()(const ConsultationReceived& event) {
    Consultation* consultation = Find(event.id);
    if (consultation != nullptr) consultation->received = event.day;
    return consultation != nullptr;
  }
  bool operator()(const ConsultationAnswered& event) {
    Consultation* consultation = Find(event.id);
    if (consultation != nullptr) consultation->answer = event;
    return consultation != nullptr;
  }
  bool operator()(const ConsultationExpired& event) {
    Consultation* consultation = Find(event.id);
    if (consultation != nullptr) consultation->expired = event.day;
    return consultation != nullptr;
  }
  bool operator()(const Extended& event) {
    round().extended = event;
    ++round().extensions;
    return true;
  }
  bool operator()(const InformationTransferred&) { return true; }
  bool operator()(const FeeNoticed& event) {
    round().fee = Fee{.notice = event};
    progress.items_charged = event.items;
    return true;
  }
  bool operator()(const FeeNoticeReceived& event) {
    round().fee->notice_received = event.day;
    return true;
  }
  bool operator()(const FeePaid& event) {
    round().fee->paid = event;
    RestartPeriod(event.day, StartReason::kPayment, round());
    return true;
  }
  bool operator()(const FeeLapsed&) {
    // The period of payment, from this day, is the calendar's to count.
    RestartPeriod(round().fee->notice_received.value_or(round().fee->noticed), StartReason::kFeeLapsed, round());
    return round().fee->lapsed = true;
  }
  bool operator()(const Drafted& event) {
    round().draft = event.draft;
    round().leaf = event.leaf;
    round().parts = event.parts;
    round().reviewer.clear();  // another draft was reviewed
    return true;
  }
  bool operator()(const SentBack&) { return true; }
  bool operator()(const Approved&) { return true; }
  bool operator()(const Replied& event) {
    round().replied = event;
    if (!HasDocument(event)) Conclude({event.leaf, event.day, ""}, progress);
    return true;
  }
  // 国办公开办函〔2016〕235号: a reply is complete when it is signed for or handed to the post, not when it is issued.
  bool operator()(const Served& event) {
    round().served = event;
    Conclude({round().replied->leaf, event.day, ""}, progress);
    return true;
  }
  bool operator()(const Withdrawn& event) {
    progress.withdrawn = event;
    Conclude({std::string(kWithdrawnLeaf), event.day, ""}, progress);
    return true;
  }
  bool operator()(const Closed&) { return true; }
  bool operator()(const Reopened& event) {
    // A party without a name cannot be told anything: whom the new answer concerns, is asked anew.
    progress.consulted_before = progress.anonymised ? std::vector<Consultation>() : progress.AllConsultations();
    progress.anonymised = false;
    BeginRound(event.day, StartReason::kReopened, progress);
    return true;
  }
  bool operator()(const OutcomeRecorded& event) {
    round().recorded = event;
    Conclude({"", event.day, event.outcome}, progress);
    return true;
  }

  bool operator()(const Assigned& event) {
    progress.handler = event.handler;
    return true;
  }
  bool operator()(const Anonymised&) { return progress.anonymised = true; }
  bool operator()(const ItemsCounted& event) {
    progress.items_counted = event.items;
    return true;
  }
  bool operator()(const ApplicantCorrected& event) {
    progress.applicant_class = event.applicant_class;
    return true;
  }
  bool operator()(const ApplicantReceived& event) {
    if (!progress.round || !progress.round->served) return false;
    progress.round->served->received = event.day;
    return true;
  }
  bool operator()(const Reviewed&) { return true; }
  bool operator()(const RecordCorrectionAnswered&) { return true; }

  bool Receive(absl::CivilDay day) {
    progress.received = day;
    BeginRound(day, StartReason::kReceipt, progress);
    return true;
  }
};

absl::Status BadEvent(const Event& event, const Progress& progress) {
  return error::Make(absl::StatusCode::kInternal,
                     absl::StrCat("event ", event.seq, " (", std::string(KindName(event.data)), ") cannot follow the state ",
                                  std::string(StateName(progress.state))),
                     {.reason = "BAD_EVENT", .metadata = {{"seq", absl::StrCat(event.seq)}}});
}

absl::StatusOr<Pause> PauseOf(const Consultation& consultation, const Periods& periods, const Calendar& calendar,
                              std::string_view division) {
  Pause pause{.after = consultation.letter.sent,
              .text = std::string(PauseText(consultation.letter.kind)),
              .article = kPauseArticle,
              .open = consultation.open()};
  if (consultation.expired) {
    pause.until = *consultation.expired;
    return pause;
  }
  const absl::StatusOr<absl::CivilDay> last = LastAnswerDay(consultation, periods, calendar, division);
  if (consultation.answer && (!last.ok() || consultation.answer->day < *last)) {
    pause.until = consultation.answer->day;
    return pause;
  }
  // An answer that comes late takes out no more days than silence.
  RETURN_IF_ERROR(last.status());
  pause.until = *last;
  return pause;
}

bool OwesAnswer(const Progress& progress) {
  // An end without a document is not served.
  if (progress.state == State::kReplied) return HasDocument(*progress.round->replied);
  return MayOweAnswer(progress.state);
}

}  // namespace

bool MayOweAnswer(State state) { return std::find(std::begin(kOwing), std::end(kOwing), state) != std::end(kOwing); }

const Consultation* Progress::FindConsultation(std::string_view id) const {
  if (!round) return nullptr;
  for (const Consultation& consultation : round->consultations) {
    if (consultation.letter.id == id) return &consultation;
  }
  return nullptr;
}

std::vector<Consultation> Progress::AllConsultations() const {
  std::vector<Consultation> all = consulted_before;
  if (round) all.insert(all.end(), round->consultations.begin(), round->consultations.end());
  return all;
}

int Progress::items() const { return std::max({1, items_counted, items_charged}); }

bool Progress::HasOpenConsultation() const {
  return round && std::any_of(round->consultations.begin(), round->consultations.end(), [](const Consultation& c) { return c.open(); });
}

absl::Status Apply(const Event& event, Progress& progress) {
  const std::optional<Act> act = ActOf(event.data);
  const std::optional<State> next = act ? NextState(progress.state, *act) : std::nullopt;
  const bool fee_missing = next && (*act == Act::kReceiveFeeNotice || *act == Act::kPayFee || *act == Act::kLapseFee) && !progress.round->fee;
  if (!next || fee_missing || !std::visit(Folder{progress}, event.data)) return BadEvent(event, progress);
  if (*act == Act::kRequireCorrection) progress.round->correction_noticed = LocalDay(event.time);
  if (*act == Act::kRequireReasons) progress.round->reasons_noticed = LocalDay(event.time);
  if (*act == Act::kNoticeFee) progress.round->fee->noticed = LocalDay(event.time);
  if (*act == Act::kDraft) progress.round->drafter = event.actor;
  if (*act == Act::kDraft && progress.handler.empty()) progress.handler = event.actor;
  if (*act == Act::kReview) progress.round->reviewer = event.actor;
  if (*act == Act::kApprove) progress.round->approver = event.actor;
  progress.state = *next;
  ++progress.events;
  return absl::OkStatus();
}

absl::StatusOr<Progress> Fold(std::span<const Event> events) {
  Progress progress;
  for (const Event& event : events) RETURN_IF_ERROR(Apply(event, progress));
  return progress;
}

WorkingSpan CorrectionNoticeSpan(const Round& round, const Periods& periods) { return {round.received, periods.correction_notice}; }

WorkingSpan PaymentSpan(absl::CivilDay notice_received, const Periods& periods) { return {notice_received, periods.payment}; }

WorkingSpan AnswerSpan(const Consultation& consultation, const Periods& periods) {
  const bool third_party = consultation.letter.kind == ConsultationKind::kThirdParty;
  return {consultation.received.value_or(consultation.letter.sent), third_party ? periods.third_party : periods.joint_organ};
}

absl::StatusOr<absl::CivilDay> LastAnswerDay(const Consultation& consultation, const Periods& periods, const Calendar& calendar,
                                             std::string_view division) {
  const WorkingSpan span = AnswerSpan(consultation, periods);
  ASSIGN_OR_RETURN(const DueDate last, calendar.AddWorkingDays(span.start, span.days, division));
  return last.date;
}

absl::StatusOr<std::optional<AnswerPeriod>> AnswerPeriodOf(const Progress& progress, const Periods& periods, const Calendar& calendar,
                                                           std::string_view division) {
  if (!OwesAnswer(progress)) return std::nullopt;
  const Round& round = *progress.round;
  AnswerPeriod period{.start = round.start,
                      .reason = round.start_reason,
                      .working_days = round.start_reason == StartReason::kReopened ? periods.reopened : periods.answer,
                      .extension = round.extended ? round.extended->working_days : 0,
                      .delayed_until = round.weighed ? round.weighed->delayed_until : std::nullopt};
  if (round.start_reason == StartReason::kFeeLapsed) {
    ASSIGN_OR_RETURN(const DueDate last, calendar.AddWorkingDays(round.start, periods.payment, division));
    period.start = last.date;
  }
  for (const Consultation& consultation : round.consultations) {
    ASSIGN_OR_RETURN(Pause pause, PauseOf(consultation, periods, calendar, division));
    period.pauses.push_back(std::move(pause));
  }
  return period;
}

}  // namespace disclosure::request
