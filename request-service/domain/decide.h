// Whether an act is lawful now. The table says which acts a state allows; the rules here say when, how often and by
// whom, each with its article.
#pragma once

#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/status.h"
#include "common/calendar/calendar.h"
#include "request-service/domain/periods.h"
#include "request-service/domain/progress.h"

namespace disclosure::request {

// What an act is judged against.
struct Desk {
  const Calendar& calendar;
  Periods periods;
  std::string division;  // of the organ: its local calendar
  absl::CivilDay today;
  std::string actor;  // subject of who acts
};

// The event that `data` becomes. Errors, all FAILED_PRECONDITION but the last:
//   WRONG_STATE            the table does not allow it
//   CORRECTION_ONCE, CORRECTION_TOO_LATE         art. 30: one notice, within 7 working days of receipt
//   REASONS_ONCE, REASONS_NOT_REQUIRED, REASONS_TOO_LATE   art. 35
//   EXTENSION_ONCE, EXTENSION_TOO_LATE           art. 33(2): once, before the period ends
//   FEE_ONCE, FEE_TOO_LATE                       办法 art. 6: within the processing period
//   APPLICANT_RECEIPT_ONCE, NOT_SERVED           行政复议法实施条例 art. 23: one day, of a reply that was served
//   REVIEW_MISSING         a reply is reviewed before it is approved, where periods.csv says so (条例 art. 45)
//   ANONYMISED             nothing more is written about who is not known any more
//   DEADLINE_NOT_PASSED    lapse, expiry or refusal before its day
//   CONSULTATION_OPEN, CONSULTATION_CLOSED, NO_SUCH_CONSULTATION
//   LEAF_WITHOUT_GROUND    the reply needs an act that has not happened
//   NOT_SERVED             a reply that has a document is closed once it was served
//   SELF_APPROVAL          a person neither approves nor reviews his own draft
//   NOTHING_TO_REOPEN      the request was never replied to
//   BAD_REQUEST            INVALID_ARGUMENT with all bad fields; a day in the future or before what it follows
absl::StatusOr<Event> Decide(const Progress& progress, EventData data, const Desk& desk, absl::Time now, std::string_view name);

// The last day for the notice of correction (art. 30), for an answer to a consultation (art. 32, 34), for payment
// (办法 art. 6). CALENDAR_YEAR_MISSING.
absl::StatusOr<absl::CivilDay> CorrectionNoticeDue(const Round& round, const Desk& desk);
absl::StatusOr<absl::CivilDay> ConsultationDue(const Consultation& consultation, const Desk& desk);
absl::StatusOr<absl::CivilDay> PaymentDue(absl::CivilDay notice_received, const Desk& desk);

}  // namespace disclosure::request
