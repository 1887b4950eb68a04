// Counting for the annual report: where one request or review stands in the tables of a year, and the
// counts of many. A stored projection keeps ReportCounts and adds and removes; a rebuild from all
// requests gives the same.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/report_form.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

// What the report knows of a request.
struct ReportedRequest {
  std::string number;
  std::string organ;
  ApplicantClass applicant = ApplicantClass::kUnspecified;
  absl::CivilDay received;
  std::optional<std::string> outcome;       // code of report_rows.csv; with `concluded` or not at all
  std::optional<absl::CivilDay> concluded;  // nullopt: still open
};

// Values are stored and on the wire.
enum class ReviewRoute { kUnspecified = 0, kReconsideration = 1, kSuitDirect = 2, kSuitAfterReview = 3 };
enum class ReviewResult { kUnspecified = 0, kUpheld = 1, kCorrected = 2, kOther = 3, kPending = 4 };
inline constexpr int kReviewRoutes = 3;
inline constexpr int kReviewResults = 4;

// Codes of the ledger import; nullopt for none of them.
std::optional<ReviewRoute> ParseReviewRoute(std::string_view code);
std::optional<ReviewResult> ParseReviewResult(std::string_view code);

struct ReportedReview {
  std::string id;       // its own, for the list behind a cell
  std::string request;  // number of the request, or "" where there was none
  ReviewRoute route = ReviewRoute::kUnspecified;
  ReviewResult result = ReviewResult::kPending;
  absl::CivilDay filed;
  std::optional<absl::CivilDay> closed;  // exactly if the result is not pending
};

// The two cells of a request in one column: one above the line of the printed check, one below it, so
// that invariant I1 holds by construction.
struct RequestPlace {
  int column = 0;
  int entry = 0;  // kReceivedRow or kCarriedInRow
  int exit = 0;   // row of the outcome, or kCarriedOutRow
};

// nullopt if the request has no part in the year. Received in the year, or before it and not concluded
// before it (上年结转); concluded in the year, or else carried on (结转下年度). So an open request has a part
// in every year from that of its receipt on.
// BAD_REQUEST names every field that contradicts another.
absl::StatusOr<std::optional<RequestPlace>> PlaceOf(const ReportForm& form, const ReportedRequest& request, int year);

// The column of section 四 (0 to 14, never a 总计): closed in the year, or pending on 31 December.
absl::StatusOr<std::optional<int>> PlaceOf(const ReportedReview& review, int year);

// The counts of one year. Sums are never stored.
class ReportCounts {
 public:
  using RequestCells = std::array<std::array<int64_t, kApplicantClasses>, kReportRows>;  // kTotalRow stays 0
  using ReviewCells = std::array<int64_t, kReviewRoutes * kReviewResults>;

  explicit ReportCounts(int year) : year_(year) {}
  ReportCounts(int year, const RequestCells& requests, const ReviewCells& reviews)
      : year_(year), requests_(requests), reviews_(reviews) {}

  // Count it, or take it back as it was counted. A request without part in the year changes nothing.
  // Errors as PlaceOf; Remove of what is not there is FAILED_PRECONDITION (NOT_COUNTED). On error nothing
  // is changed.
  absl::Status Add(const ReportForm& form, const ReportedRequest& request);
  absl::Status Remove(const ReportForm& form, const ReportedRequest& request);
  absl::Status Add(const ReportedReview& review);
  absl::Status Remove(const ReportedReview& review);

  // The counts of another organ of the same year, for the total of a division.
  void Merge(const ReportCounts& other);

  int year() const { return year_; }
  const RequestCells& requests() const { return requests_; }
  const ReviewCells& reviews() const { return reviews_; }

  // The printed tables, with their sums.
  Section3 Table3(const ReportForm& form, ReportFormat format) const;
  Section4 Table4() const;

  bool operator==(const ReportCounts&) const = default;

 private:
  int year_;
  RequestCells requests_ = {};
  ReviewCells reviews_ = {};
};

}  // namespace disclosure::request
