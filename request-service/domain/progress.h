// Where a request stands: its events, folded.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/clock.h"
#include "request-service/domain/event.h"
#include "request-service/domain/moves.h"
#include "request-service/domain/periods.h"

namespace disclosure::request {

// Where an answer may be owed, so that a due date stands; after a reply, until it is served.
inline constexpr State kOwing[] = {State::kHandling, State::kAwaitingReasons, State::kDrafted, State::kApproved, State::kReplied};
bool MayOweAnswer(State state);

struct Consultation {
  Consulted letter;
  int round = 1;  // in which it was sent
  std::optional<absl::CivilDay> received;
  std::optional<ConsultationAnswered> answer;
  std::optional<absl::CivilDay> expired;  // the last of the 15 working days
  bool open() const { return !answer && !expired; }
};

struct Fee {
  FeeNoticed notice;
  std::optional<absl::CivilDay> notice_received;
  std::optional<FeePaid> paid;
  bool lapsed = false;
  absl::CivilDay noticed;
};

// Everything since the answer was first owed, or owed anew by a review.
struct Round {
  absl::CivilDay start;  // of the answer period
  StartReason start_reason = StartReason::kReceipt;
  absl::CivilDay received;  // of the request, or the day it was reopened
  std::optional<CorrectionRequired> correction;
  absl::CivilDay correction_noticed;
  bool corrected = false;
  bool correction_lapsed = false;
  std::optional<ReasonsRequired> reasons_required;
  absl::CivilDay reasons_noticed;
  std::optional<ReasonsGiven> reasons;
  std::optional<ReasonsWeighed> weighed;
  std::optional<Extended> extended;  // of the period that runs
  int extensions = 0;                // of the round, through all that restarts the period
  std::vector<Consultation> consultations;
  std::optional<Fee> fee;
  int draft = 0;
  std::string leaf;
  std::vector<std::string> parts;  // the leaf of each part of the reply
  std::string drafter;  // subject of who drafted last
  std::string reviewer;  // of the latest draft
  std::string approver;
  std::optional<Replied> replied;
  std::optional<Served> served;
  std::optional<OutcomeRecorded> recorded;
};

// What the annual report counts a request by. A reply concludes it on the day it was served: signed for, or handed to the
// post (国办公开办函〔2016〕235号); one without a document, on its own day.
struct Conclusion {
  std::string leaf;  // of data/request/replies.csv; "" where a ledger gave the outcome itself
  absl::CivilDay day;
  std::string outcome;  // of a ledger: code of data/request/report_rows.csv; else "", it follows from the leaf
};
inline constexpr std::string_view kWithdrawnLeaf = "withdrawn";

struct Progress {
  State state = State::kNone;
  int events = 0;
  Filed filed;
  std::optional<absl::CivilDay> received;  // art. 31; absent until confirmed
  std::optional<Round> round;              // absent until received
  int rounds = 0;
  int consultations = 0;  // ever: their ids go on through the rounds
  std::vector<Consultation> consulted_before;  // in earlier rounds: what was answered then still stands (条例 art. 32)
  std::optional<Conclusion> conclusion;  // the first: a reopened request is not counted twice [I]
  std::optional<Withdrawn> withdrawn;
  std::string handler;  // who was assigned, or did the first act of a handler
  int items_counted = 0;  // 拆分计件, as an officer counted
  int items_charged = 0;  // as the latest notice of a fee says
  ApplicantClass applicant_class = ApplicantClass::kUnspecified;  // as corrected; unspecified: as it was filed
  bool anonymised = false;                                        // and not reopened since

  // 件 for the fees of the month (办法 art. 4).
  int items() const;
  const Consultation* FindConsultation(std::string_view id) const;  // of this round
  std::vector<Consultation> AllConsultations() const;               // of all rounds, in their order
  bool HasOpenConsultation() const;
};

// One more event. INTERNAL (BAD_EVENT) if the table does not allow it there: the record is damaged.
absl::Status Apply(const Event& event, Progress& progress);
absl::StatusOr<Progress> Fold(std::span<const Event> events);

// Working days that begin with the day after `start` (民法典 art. 201).
struct WorkingSpan {
  absl::CivilDay start;
  int days = 0;
};
// For the notice of correction (条例 art. 30); for payment (办法 art. 6).
WorkingSpan CorrectionNoticeSpan(const Round& round, const Periods& periods);
WorkingSpan PaymentSpan(absl::CivilDay notice_received, const Periods& periods);
// For an answer to a consultation (条例 art. 32, 34), from the receipt of the letter; until that is known, from the day it
// was sent.
WorkingSpan AnswerSpan(const Consultation& consultation, const Periods& periods);

// The last day of AnswerSpan. CALENDAR_YEAR_MISSING.
absl::StatusOr<absl::CivilDay> LastAnswerDay(const Consultation& consultation, const Periods& periods, const Calendar& calendar,
                                             std::string_view division);

// The answer period of the current round; nullopt before receipt, and when nothing is owed any more (served, withdrawn)
// or waits for the applicant (correction, payment). A reply is owed until it is served: the day it was signed for or
// handed to the post is that of its completion (国办公开办函〔2016〕235号). `calendar` ends open consultations at the latest day
// by law; CALENDAR_YEAR_MISSING as ExplainAnswerDue.
absl::StatusOr<std::optional<AnswerPeriod>> AnswerPeriodOf(const Progress& progress, const Periods& periods, const Calendar& calendar,
                                                           std::string_view division);

}  // namespace disclosure::request
