#include "request-service/domain/report_counts.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

constexpr std::array<std::string_view, 4> kRouteCodes = {"", "reconsideration", "suit_direct", "suit_after_review"};
constexpr std::array<std::string_view, 5> kResultCodes = {"", "upheld", "corrected", "other", "pending"};
constexpr int kBlock = kReviewResults + 1;  // printed columns of a route

template <typename T, size_t N>
std::optional<T> ParseCode(const std::array<std::string_view, N>& codes, std::string_view code) {
  const auto found = std::find(codes.begin() + 1, codes.end(), code);
  if (found == codes.end()) return std::nullopt;
  return static_cast<T>(found - codes.begin());
}

absl::Status NotCounted(std::string_view what) {
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat(std::string(what), " was not counted in this year"), {.reason = "NOT_COUNTED"});
}

absl::Status CheckRequest(const ReportForm& form, const ReportedRequest& request) {
  error::Violations bad;
  if (request.applicant == ApplicantClass::kUnspecified)
    bad.Add("applicant", "must be one of the six classes of the report");
  if (request.outcome.has_value() != request.concluded.has_value()) {
    bad.Add("concluded", "an outcome and its day stand together");
  }
  if (request.outcome && !form.OutcomeRow(*request.outcome)) {
    bad.Add("outcome", absl::StrCat("\"", *request.outcome, "\" is no outcome of report_rows.csv"));
  }
  if (request.concluded && *request.concluded < request.received) bad.Add("concluded", "is before the day of receipt");
  return bad.status();
}

absl::Status CheckReview(const ReportedReview& review) {
  error::Violations bad;
  if (review.route == ReviewRoute::kUnspecified)
    bad.Add("route", "must be reconsideration, suit_direct or suit_after_review");
  if (review.result == ReviewResult::kUnspecified) bad.Add("result", "must be upheld, corrected, other or pending");
  if (review.closed.has_value() == (review.result == ReviewResult::kPending)) {
    bad.Add("closed", "stands exactly where the result is not pending");
  }
  if (review.closed && *review.closed < review.filed) bad.Add("closed", "is before the day of filing");
  return bad.status();
}

// Index into ReviewCells of a printed column that is no 总计.
int CellOf(int column) { return column / kBlock * kReviewResults + column % kBlock; }

}  // namespace

std::optional<ReviewRoute> ParseReviewRoute(std::string_view code) { return ParseCode<ReviewRoute>(kRouteCodes, code); }

std::optional<ReviewResult> ParseReviewResult(std::string_view code) {
  return ParseCode<ReviewResult>(kResultCodes, code);
}

absl::StatusOr<std::optional<RequestPlace>> PlaceOf(const ReportForm& form, const ReportedRequest& request, int year) {
  RETURN_IF_ERROR(CheckRequest(form, request));
  const absl::CivilDay first(year, 1, 1);
  const absl::CivilDay last(year, 12, 31);
  if (request.received > last || (request.concluded && *request.concluded < first)) return std::nullopt;
  RequestPlace place{.column = static_cast<int>(request.applicant) - 1};
  place.entry = request.received < first ? kCarriedInRow : kReceivedRow;
  const bool done = request.concluded && *request.concluded <= last;
  place.exit = done ? *form.OutcomeRow(*request.outcome) : kCarriedOutRow;
  return place;
}

absl::StatusOr<std::optional<int>> PlaceOf(const ReportedReview& review, int year) {
  RETURN_IF_ERROR(CheckReview(review));
  const absl::CivilDay last(year, 12, 31);
  if (review.filed > last || (review.closed && *review.closed < absl::CivilDay(year, 1, 1))) return std::nullopt;
  const bool pending = !review.closed || *review.closed > last;
  const ReviewResult result = pending ? ReviewResult::kPending : review.result;
  return (static_cast<int>(review.route) - 1) * kBlock + static_cast<int>(result) - 1;
}

absl::Status ReportCounts::Add(const ReportForm& form, const ReportedRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<RequestPlace> place, PlaceOf(form, request, year_));
  if (!place) return absl::OkStatus();
  ++requests_[place->entry][place->column];
  ++requests_[place->exit][place->column];
  return absl::OkStatus();
}

absl::Status ReportCounts::Remove(const ReportForm& form, const ReportedRequest& request) {
  ASSIGN_OR_RETURN(const std::optional<RequestPlace> place, PlaceOf(form, request, year_));
  if (!place) return absl::OkStatus();
  int64_t& entry = requests_[place->entry][place->column];
  int64_t& exit = requests_[place->exit][place->column];
  if (entry == 0 || exit == 0) return NotCounted(request.number);
  --entry;
  --exit;
  return absl::OkStatus();
}

absl::Status ReportCounts::Add(const ReportedReview& review) {
  ASSIGN_OR_RETURN(const std::optional<int> column, PlaceOf(review, year_));
  if (column) ++reviews_[CellOf(*column)];
  return absl::OkStatus();
}

absl::Status ReportCounts::Remove(const ReportedReview& review) {
  ASSIGN_OR_RETURN(const std::optional<int> column, PlaceOf(review, year_));
  if (!column) return absl::OkStatus();
  int64_t& count = reviews_[CellOf(*column)];
  if (count == 0) return NotCounted(review.id);
  --count;
  return absl::OkStatus();
}

void ReportCounts::Merge(const ReportCounts& other) {
  for (int row = 0; row < kReportRows; ++row) {
    for (int column = 0; column < kApplicantClasses; ++column) requests_[row][column] += other.requests_[row][column];
  }
  for (size_t i = 0; i < reviews_.size(); ++i) reviews_[i] += other.reviews_[i];
}

Section3 ReportCounts::Table3(const ReportForm& form, ReportFormat format) const {
  RequestCells cells = requests_;
  for (int row = kFirstOutcomeRow; row < kTotalRow; ++row) {
    for (int column = 0; column < kApplicantClasses; ++column) cells[kTotalRow][column] += cells[row][column];
  }
  Section3 table(form.rows(format).size(), ReportCells{});
  for (int row = 0; row < kReportRows; ++row) {
    ReportCells& printed = table[form.PrintedRow(format, row)];
    for (int column = 0; column < kApplicantClasses; ++column) {
      printed[column] += cells[row][column];
      printed[kTotalColumn] += cells[row][column];
    }
  }
  return table;
}

Section4 ReportCounts::Table4() const {
  Section4 table = {};
  for (int column = 0; column < static_cast<int>(table.size()); ++column) {
    if (column % kBlock == kReviewResults) continue;
    table[column] = reviews_[CellOf(column)];
    table[column / kBlock * kBlock + kReviewResults] += table[column];
  }
  return table;
}

}  // namespace disclosure::request
