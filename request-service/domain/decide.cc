#include "request-service/domain/decide.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

absl::Status Refused(std::string_view reason, std::string_view message, std::map<std::string, std::string> metadata = {}) {
  return error::Make(absl::StatusCode::kFailedPrecondition, message, {.reason = std::string(reason), .metadata = std::move(metadata)});
}

constexpr int kMostItems = 1000;  // a request of more is a slip of the pen

std::string Day(absl::CivilDay day) { return absl::FormatCivilTime(day); }

// Whether `today` is past a day that may be unknown: without the notice of its year the day lies in the future.
absl::StatusOr<bool> IsPast(const absl::StatusOr<absl::CivilDay>& day, absl::CivilDay today) {
  if (day.ok()) return today > *day;
  if (error::Reason(day.status()) == "CALENDAR_YEAR_MISSING") return false;
  return day.status();
}

absl::StatusOr<absl::CivilDay> LastDay(const WorkingSpan& span, const Desk& desk) {
  ASSIGN_OR_RETURN(const DueDate due, desk.calendar.AddWorkingDays(span.start, span.days, desk.division));
  return due.date;
}

absl::StatusOr<absl::CivilDay> AnswerDueDay(const Progress& progress, const Desk& desk) {
  ASSIGN_OR_RETURN(const std::optional<AnswerPeriod> period,
                   AnswerPeriodOf(progress, desk.periods, desk.calendar, desk.division));
  if (!period) return absl::InternalError("no answer is owed");
  ASSIGN_OR_RETURN(const AnswerDue due, ExplainAnswerDue(*period, desk.calendar, desk.division));
  return due.date;
}

// The rules of each act, beyond the table.
struct Rules {
  const Progress& progress;
  const Desk& desk;
  error::Violations bad;

  const Round& round() const { return *progress.round; }

  // A day of the law lies between what it follows and today.
  void CheckDay(std::string_view field, absl::CivilDay day, absl::CivilDay earliest) {
    if (day > desk.today) bad.Add(field, absl::StrCat("lies in the future: today is ", Day(desk.today)));
    if (day < earliest) bad.Add(field, absl::StrCat("lies before ", Day(earliest)));
  }
  void Require(std::string_view field, const std::string& text) {
    if (text.empty()) bad.Add(field, "must not be empty");
  }
  void CheckDeadline(std::string_view field, absl::CivilDay day) {
    if (day <= desk.today) bad.Add(field, "must lie after today");
    if (day > desk.today + 366) bad.Add(field, "must lie within a year");
  }

  absl::Status operator()(const std::monostate&) { return absl::OkStatus(); }

  absl::Status operator()(const Filed& filed) {
    if (filed.channel == Channel::kUnspecified) bad.Add("channel", "must be given");
    CheckDay("arrived_on", filed.arrived, desk.today - 3660);
    return absl::OkStatus();
  }
  absl::Status operator()(const ReceiptConfirmed& confirmed) {
    CheckDay("day", confirmed.day, progress.filed.arrived);
    Require("act", confirmed.act);
    return absl::OkStatus();
  }

  // 条例 art. 30: within 7 working days of receipt, once, naming every item and a reasonable period.
  absl::Status operator()(const CorrectionRequired& required) {
    if (required.items.empty()) bad.Add("items", "must name every item to be corrected");
    for (const std::string& item : required.items) Require("items", item);
    CheckDeadline("deadline", required.deadline);
    if (round().correction) return Refused("CORRECTION_ONCE", "the notice of correction is given once (条例 art. 30)");
    const absl::StatusOr<absl::CivilDay> due = CorrectionNoticeDue(round(), desk);
    ASSIGN_OR_RETURN(const bool late, IsPast(due, desk.today));
    if (late) {
      return Refused("CORRECTION_TOO_LATE", absl::StrCat("the notice of correction had to be given by ", Day(*due), " (条例 art. 30)"),
                     {{"due", Day(*due)}});
    }
    return absl::OkStatus();
  }
  absl::Status operator()(const CorrectionSupplied& supplied) {
    CheckDay("received_on", supplied.received, round().correction_noticed);
    Require("text", supplied.text);
    return absl::OkStatus();
  }
  absl::Status operator()(const CorrectionLapsed&) { return CheckPassed(round().correction->deadline); }

  // 条例 art. 35 (一).
  absl::Status operator()(const ReasonsRequired& required) {
    if (required.counted < 1) bad.Add("counted", "must be the number of requests counted");
    Require("span", required.span);
    CheckDeadline("deadline", required.deadline);
    if (round().reasons_required) return Refused("REASONS_ONCE", "reasons were asked for before (条例 art. 35)");
    return CheckAnswerDue("REASONS_TOO_LATE", "reasons are asked for within the answer period (条例 art. 35)");
  }
  absl::Status operator()(const ReasonsGiven& given) {
    CheckDay("received_on", given.received, round().reasons_noticed);
    Require("reasons", given.reasons);
    return absl::OkStatus();
  }
  // 条例 art. 35 (二)(三): no refusal and no delay unless reasons were asked for, and came or were due.
  absl::Status operator()(const ReasonsWeighed& weighed) {
    if (weighed.verdict == ReasonsVerdict::kUnspecified) bad.Add("verdict", "must be given");
    Require("assessment", weighed.assessment);
    if (weighed.verdict == ReasonsVerdict::kDelay) {
      CheckDelay(weighed.delayed_until.value_or(desk.today));
    } else if (weighed.delayed_until) {
      bad.Add("delayed_until", "is for a delayed answer only");
    }
    if (!round().reasons_required) return Refused("REASONS_NOT_REQUIRED", "reasons must be asked for first (条例 art. 35)");
    if (round().weighed) return Refused("REASONS_ONCE", "the reasons were weighed before (条例 art. 35)");
    if (round().reasons) return absl::OkStatus();
    if (weighed.verdict == ReasonsVerdict::kDelay) return Refused("REASONS_NOT_REQUIRED", "a delay needs reasons that were given (条例 art. 35)");
    return weighed.verdict == ReasonsVerdict::kGoOn ? absl::OkStatus() : CheckPassed(round().reasons_required->deadline);
  }

  absl::Status operator()(const Consulted& consulted) {
    if (consulted.kind == ConsultationKind::kUnspecified) bad.Add("kind", "must be given");
    if (consulted.organ.empty()) Require("party", consulted.party);
    // The letter is issued with this act and bears its day.
    CheckDay("sent_on", consulted.sent, desk.today);
    return absl::OkStatus();
  }
  absl::Status operator()(const ConsultationReceived& received) {
    ASSIGN_OR_RETURN(const Consultation* consultation, OpenConsultation(received.id));
    CheckDay("day", received.day, consultation->letter.sent);
    return absl::OkStatus();
  }
  absl::Status operator()(const ConsultationAnswered& answered) {
    ASSIGN_OR_RETURN(const Consultation* consultation, OpenConsultation(answered.id));
    CheckDay("day", answered.day, consultation->received.value_or(consultation->letter.sent));
    if (answered.answer == ConsultationAnswer::kUnspecified) bad.Add("answer", "must be given");
    return absl::OkStatus();
  }
  // 条例 art. 32, 34: silence counts only when 15 working days from receipt of the letter have passed.
  absl::Status operator()(const ConsultationExpired& expired) {
    ASSIGN_OR_RETURN(const Consultation* consultation, OpenConsultation(expired.id));
    if (!consultation->received) {
      return Refused("DEADLINE_NOT_PASSED", "尚未登记征求意见书的收到日期：15个工作日自收到之日起算（条例第三十二条、第三十四条），请先登记",
                     {{"consultation", expired.id}});
    }
    ASSIGN_OR_RETURN(const absl::CivilDay last, ConsultationDue(*consultation, desk));
    if (expired.day != last) bad.Add("day", absl::StrCat("must be ", Day(last)));
    return CheckPassed(last);
  }

  // 条例 art. 33(2).
  absl::Status operator()(const Extended& extended) {
    if (extended.working_days < 1 || extended.working_days > desk.periods.extension_max) {
      bad.Add("working_days", absl::StrCat("must be 1 to ", desk.periods.extension_max, " (条例 art. 33)"));
    }
    Require("reason", extended.reason);
    if (round().weighed && round().weighed->delayed_until) {
      return Refused("EXTENSION_AFTER_DELAY", "延迟答复已另定期限（条例第三十五条），不再适用延长（第三十三条）");
    }
    if (round().extended || round().extensions >= desk.periods.extensions) {
      return Refused("EXTENSION_ONCE", "an answer period is extended once (条例 art. 33)");
    }
    return CheckAnswerDue("EXTENSION_TOO_LATE", "a period is extended before it ends (条例 art. 33)");
  }
  absl::Status operator()(const InformationTransferred& transferred) {
    Require("organ", transferred.organ);
    return absl::OkStatus();
  }

  // 办法 art. 6: the notice is given within the processing period.
  absl::Status operator()(const FeeNoticed& fee) {
    if (fee.method == FeeMethod::kUnspecified) bad.Add("method", "must be given");
    if (fee.yuan <= 0) bad.Add("yuan", "must be above zero: what is free needs no notice, only its items are counted");
    if (fee.items < progress.items_counted) bad.Add("items", absl::StrCat("已拆分计为", progress.items_counted, "件，不得少于此数"));
    if (round().fee) return Refused("FEE_ONCE", "a fee was noticed before (国办函〔2020〕109号 art. 6)");
    return CheckAnswerDue("FEE_TOO_LATE", "a fee is noticed within the processing period (国办函〔2020〕109号 art. 6)");
  }
  absl::Status operator()(const FeeNoticeReceived& received) {
    CheckDay("day", received.day, round().fee->noticed);
    return absl::OkStatus();
  }
  absl::Status operator()(const FeePaid& paid) {
    CheckDay("day", paid.day, round().fee->noticed);
    return absl::OkStatus();
  }
  absl::Status operator()(const FeeLapsed&) {
    const Fee& fee = *round().fee;
    if (!fee.notice_received) return Refused("DEADLINE_NOT_PASSED", "the payment period begins with the receipt of the notice");
    ASSIGN_OR_RETURN(const absl::CivilDay last, PaymentDue(*fee.notice_received, desk));
    return CheckPassed(last);
  }

  absl::Status operator()(const Drafted& drafted) {
    Require("leaf", drafted.leaf);
    if (progress.HasOpenConsultation()) return Refused("CONSULTATION_OPEN", "a consultation has neither been answered nor expired");
    return CheckGrounds(drafted.leaf, drafted.parts);
  }
  absl::Status operator()(const SentBack& sent_back) {
    Require("note", sent_back.note);
    return absl::OkStatus();
  }
  // 条例 art. 45: an act of its own before the approval, by somebody else.
  absl::Status operator()(const Reviewed& reviewed) {
    if (desk.actor == round().drafter) return Refused("SELF_APPROVAL", "a person does not review his own draft");
    return CheckDraft(reviewed.draft);
  }
  absl::Status operator()(const Approved& approved) {
    if (desk.actor == round().drafter) return Refused("SELF_APPROVAL", "a person does not approve his own draft");
    if (desk.periods.review_first > 0 && round().reviewer.empty()) {
      return Refused("REVIEW_MISSING", "本机关规定答复须经审核后审批（条例第四十五条），请先审核");
    }
    return CheckDraft(approved.draft);
  }
  absl::Status operator()(const Replied& replied) {
    // 其他终结 is closed without a document.
    if (replied.leaf != "other") Require("document_number", replied.document_number);
    CheckDay("day", replied.day, round().received);
    return CheckGrounds(replied.leaf, round().parts);
  }
  absl::Status operator()(const Served& served) {
    if (served.method == ServiceMethod::kUnspecified) bad.Add("method", "must be given");
    CheckDay("day", served.day, round().replied->day);
    if (served.received) CheckDay("applicant_received_on", *served.received, served.day);
    Require("evidence", served.evidence);
    return absl::OkStatus();
  }
  // 行政复议法实施条例 art. 23: the day that the applicant's periods run from is told once.
  absl::Status operator()(const ApplicantReceived& received) {
    RETURN_IF_ERROR(CheckNotAnonymised());
    if (!progress.round || !round().served) return Refused("NOT_SERVED", "the reply was not served: nobody received it");
    CheckDay("day", received.day, round().served->day);
    Require("evidence", received.evidence);
    if (!round().served->received) return absl::OkStatus();
    return Refused("APPLICANT_RECEIPT_ONCE", absl::StrCat("the applicant received it on ", Day(*round().served->received)),
                   {{"day", Day(*round().served->received)}});
  }
  absl::Status operator()(const Withdrawn& withdrawn) {
    CheckDay("day", withdrawn.day, progress.round ? progress.round->received : progress.filed.arrived);
    return absl::OkStatus();
  }
  // 其他终结 has no document to be served; a reply with one is owed until it is.
  absl::Status operator()(const Closed&) {
    if (progress.state != State::kReplied || round().replied->document_number.empty()) return absl::OkStatus();
    return Refused("NOT_SERVED", "答复书尚未送达，不能归档：请先登记送达");
  }
  absl::Status operator()(const Reopened& reopened) {
    if (reopened.by == ReopenedBy::kUnspecified) bad.Add("by", "must be given");
    if (reopened.by != ReopenedBy::kOrganItself) Require("document_number", reopened.document_number);
    if (!round().replied && !round().recorded) return Refused("NOTHING_TO_REOPEN", "the request was not replied to");
    CheckDay("day", reopened.day, round().replied ? round().replied->day : round().recorded->day);
    return absl::OkStatus();
  }
  absl::Status operator()(const OutcomeRecorded& recorded) {
    Require("outcome", recorded.outcome);
    CheckDay("day", recorded.day, round().received);
    return absl::OkStatus();
  }

  absl::Status operator()(const Assigned& assigned) {
    Require("handler", assigned.handler);
    return absl::OkStatus();
  }

  // 条例 art. 41: corrected, or not and why, or forwarded to the organ that has the power.
  absl::Status operator()(const RecordCorrectionAnswered& answered) {
    const bool forwarded = answered.result == RecordCorrectionResult::kForwarded;
    if (answered.result == RecordCorrectionResult::kUnspecified) bad.Add("result", "must be given");
    Require("record", answered.record);
    if (answered.result == RecordCorrectionResult::kNotCorrected) Require("reasons", answered.reasons);
    if (forwarded) Require("organ", answered.organ);
    if (!forwarded && !answered.organ.empty()) bad.Add("organ", "is for what is forwarded only");
    return absl::OkStatus();
  }

  // 办法 art. 4: into the smallest reasonable units; not below what was charged.
  absl::Status operator()(const ItemsCounted& counted) {
    if (counted.items < 1 || counted.items > kMostItems) bad.Add("items", absl::StrCat("必须是1至", kMostItems));
    if (counted.items < progress.items_charged) bad.Add("items", absl::StrCat("收费通知已计为", progress.items_charged, "件，不得少于此数"));
    Require("reason", counted.reason);
    return absl::OkStatus();
  }
  absl::Status operator()(const ApplicantCorrected& corrected) {
    if (corrected.fields.empty()) bad.Add("applicant_class", "与现有登记相同，没有需要更正的内容");
    Require("reason", corrected.reason);
    return CheckNotAnonymised();
  }

  // When, is the rule's to say (retention.h).
  absl::Status operator()(const Anonymised& anonymised) {
    Require("rule", anonymised.rule);
    return absl::OkStatus();
  }

  // 条例 art. 45: what is reviewed and approved is the draft that was read, not the one that took its place meanwhile.
  absl::Status CheckDraft(std::optional<int> draft) const {
    if (!draft || *draft == round().draft) return absl::OkStatus();
    return Refused("DRAFT_CHANGED", absl::StrCat("答复已重新拟稿，现为第", round().draft, "号稿，不是所看的第", *draft, "号稿：请看过现稿再办"),
                   {{"draft", absl::StrCat(round().draft)}});
  }
  absl::Status CheckNotAnonymised() const {
    if (!progress.anonymised) return absl::OkStatus();
    return Refused("ANONYMISED", "保存期限届满，申请人信息已匿名化，不再登记");
  }
  // 条例 art. 35 (三): a delay is longer than the period of art. 33, which it replaces.
  void CheckDelay(absl::CivilDay until) {
    CheckDeadline("delayed_until", until);
    const absl::StatusOr<absl::CivilDay> due = AnswerDueDay(progress, desk);
    if (due.ok() && until <= *due) bad.Add("delayed_until", absl::StrCat("应当晚于原答复期限", Day(*due), "（条例第三十五条）"));
  }
  absl::Status CheckPassed(absl::CivilDay deadline) const {
    if (desk.today > deadline) return absl::OkStatus();
    return Refused("DEADLINE_NOT_PASSED", absl::StrCat("the period runs until ", Day(deadline)), {{"deadline", Day(deadline)}});
  }
  absl::Status CheckAnswerDue(std::string_view reason, std::string_view message) const {
    const absl::StatusOr<absl::CivilDay> due = AnswerDueDay(progress, desk);
    ASSIGN_OR_RETURN(const bool late, IsPast(due, desk.today));
    if (!late) return absl::OkStatus();
    return Refused(reason, absl::StrCat(std::string(message), ": it ended on ", Day(*due)), {{"due", Day(*due)}});
  }
  absl::StatusOr<const Consultation*> OpenConsultation(const std::string& id) const {
    const Consultation* consultation = progress.FindConsultation(id);
    if (consultation == nullptr) return Refused("NO_SUCH_CONSULTATION", absl::StrCat("no consultation ", id), {{"consultation", id}});
    if (!consultation->open()) return Refused("CONSULTATION_CLOSED", "the consultation was answered or has expired", {{"consultation", id}});
    return consultation;
  }
  // Of the whole reply and of each part: what may not be said of all may not be said of a part either.
  absl::Status CheckGrounds(const std::string& leaf, const std::vector<std::string>& parts) const {
    RETURN_IF_ERROR(CheckGround(leaf));
    for (const std::string& part : parts) RETURN_IF_ERROR(CheckGround(part));
    return absl::OkStatus();
  }
  // Leaves of data/request/replies.csv that rest on an act of the procedure.
  absl::Status CheckGround(const std::string& leaf) const {
    const auto needs = [&](bool done, std::string_view what) {
      if (done) return absl::OkStatus();
      return Refused("LEAF_WITHOUT_GROUND", absl::StrCat("\"", leaf, "\" needs ", std::string(what)), {{"leaf", leaf}});
    };
    if (leaf == "not_corrected") return needs(round().correction_lapsed, "a correction that lapsed (条例 art. 30)");
    if (leaf == "fee_unpaid") return needs(round().fee && round().fee->lapsed, "a fee that was not paid (办法 art. 6)");
    if (leaf == kWithdrawnLeaf) return needs(false, "the applicant's own withdrawal: record it (recordWithdrawal)");
    if (leaf == "unclear") return needs(round().corrected, "a correction that was supplied (条例 art. 30)");
    if (leaf == "excessive") {
      return needs(round().weighed && round().weighed->verdict == ReasonsVerdict::kRefuse, "reasons weighed and found wanting (条例 art. 35)");
    }
    return absl::OkStatus();
  }
};

}  // namespace

absl::StatusOr<absl::CivilDay> CorrectionNoticeDue(const Round& round, const Desk& desk) {
  return LastDay(CorrectionNoticeSpan(round, desk.periods), desk);
}

absl::StatusOr<absl::CivilDay> ConsultationDue(const Consultation& consultation, const Desk& desk) {
  return LastAnswerDay(consultation, desk.periods, desk.calendar, desk.division);
}

absl::StatusOr<absl::CivilDay> PaymentDue(absl::CivilDay notice_received, const Desk& desk) {
  return LastDay(PaymentSpan(notice_received, desk.periods), desk);
}

absl::StatusOr<Event> Decide(const Progress& progress, EventData data, const Desk& desk, absl::Time now, std::string_view name) {
  const std::optional<Act> act = ActOf(data);
  if (!act || !NextState(progress.state, *act)) {
    return error::WrongState(name, StateName(progress.state), act ? ActName(*act) : "changed");
  }
  Rules rules{progress, desk, {}};
  const absl::Status refused = std::visit(rules, data);
  RETURN_IF_ERROR(rules.bad.status());
  RETURN_IF_ERROR(refused);
  return Event{.seq = progress.events + 1, .time = now, .actor = desk.actor, .data = std::move(data)};
}

}  // namespace disclosure::request
