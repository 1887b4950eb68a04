// 行政复议、行政诉讼: what the desk may record of a review, and when its decision has the request answered anew.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "request-service/domain/event.h"
#include "request-service/domain/filing.h"
#include "request-service/domain/progress.h"
#include "request-service/domain/report_counts.h"

namespace disclosure::request {

// A reconsideration or a suit. Its serial is of its organ and the year it was filed in.
struct Review {
  RequestKey key;              // organs/O/reviews/2026-3
  std::string request_number;  // as given; "" where it rests on no request
  std::optional<RequestKey> request;
  ReviewRoute route = ReviewRoute::kUnspecified;
  ReviewResult result = ReviewResult::kPending;
  absl::CivilDay filed;
  std::optional<absl::CivilDay> accepted;  // 受理; absent: not yet, or not known
  std::optional<absl::CivilDay> closed;    // exactly if the result is not pending
  bool mediated = false;                   // 调解、和解结案
  std::optional<bool> head_attended;       // 行政机关负责人出庭应诉
  std::string document_number;             // of the decision or judgment
  std::optional<int> reopening;            // the event of the request by which it is answered anew
  std::string note;
  int64_t version = 0;
  absl::Time create_time;
  absl::Time update_time;
};

std::string ReviewName(const RequestKey& key);  // organs/O/reviews/2026-3
bool IsSuit(ReviewRoute route);

// One change of a review, by the fields that changed and what they became; "" for one that was cleared.
using ReviewDetails = std::map<std::string, std::string>;
struct ReviewEvent {
  int64_t seq = 0;  // the version that it made
  absl::Time time;
  std::string actor;
  std::string kind;  // created, imported, updated, closed, amended
  ReviewDetails details;
};
inline constexpr std::string_view kAmended = "amended";
// What made `after` of `before`; of nothing, where it is new.
ReviewDetails ChangesBetween(const Review& before, const Review& after);

// What the desk says. A day that could not be read is absent: its fault is told already.
struct ReviewFiling {
  ReviewRoute route = ReviewRoute::kUnspecified;
  std::optional<absl::CivilDay> filed;
  std::optional<absl::CivilDay> accepted;
};
struct ReviewClosing {
  ReviewResult result = ReviewResult::kUnspecified;
  std::optional<absl::CivilDay> closed;
  std::optional<absl::CivilDay> received;  // 收到决定书、判决书之日: the new period runs from it
  std::string document_number;
  bool mediated = false;
  std::optional<bool> head_attended;
  bool orders_new_answer = false;  // 责令重新答复
};

// 更正: what another officer says instead of what was recorded, whole.
struct ReviewAmendment {
  ReviewRoute route = ReviewRoute::kUnspecified;
  ReviewResult result = ReviewResult::kUnspecified;  // pending: it was closed by mistake
  std::optional<absl::CivilDay> closed;
  std::string document_number;
  bool mediated = false;
  std::optional<bool> head_attended;
};

// Each adds all that is wrong, by field. `requested`: the day the request was received, or arrived; absent for a review
// that rests on no request.
void CheckFiling(const ReviewFiling& filing, std::optional<absl::CivilDay> requested, absl::CivilDay today, error::Violations& bad);
void CheckAcceptance(std::optional<absl::CivilDay> accepted, const Review& review, absl::CivilDay today, error::Violations& bad);
void CheckHead(std::string_view field, std::optional<bool> head_attended, ReviewRoute route, error::Violations& bad);
void CheckClosing(const ReviewClosing& closing, const Review& review, absl::CivilDay today, error::Violations& bad);

void CheckAmendment(const ReviewAmendment& amendment, const Review& review, absl::CivilDay today, error::Violations& bad);

// FAILED_PRECONDITION (WRONG_STATE) once it is closed: a review is not closed again.
absl::Status CheckOpen(const Review& review);

// FAILED_PRECONDITION (SAME_PERSON) for the one who closed it or, of a pending one, recorded it; (REQUEST_REOPENED) for another
// result than CORRECTED where its request is answered anew: nothing takes that back in silence.
absl::Status CheckAmendable(const Review& review, const std::vector<ReviewEvent>& history, std::string_view actor, ReviewResult result);
Review Amended(Review review, const ReviewAmendment& amendment);

// FAILED_PRECONDITION (REQUEST_NOT_ANSWERED) unless the request was answered and the answer served, so that there is
// something to answer anew, saying what to do instead; BAD_REQUEST for a decision before the answer it is about.
absl::Status CheckReopening(const Progress& progress, const ReviewClosing& closing, std::string_view request_number);
Reopened ReopeningOf(const Review& review, const ReviewClosing& closing);

// The period in which the request is answered anew after the event `reopening`, up to the service of that answer; as
// AnswerPeriodOf, and nullopt where that has none.
absl::StatusOr<std::optional<AnswerPeriod>> CorrectionPeriodOf(const std::vector<Event>& events, int reopening, const Periods& periods,
                                                               const Calendar& calendar, std::string_view division);

// Chinese; what is unusual about a review but no reason to refuse it. `others`: the reviews of the same request.
std::vector<std::string> ReviewWarnings(const Review& review, const std::vector<Review>& others);

}  // namespace disclosure::request
