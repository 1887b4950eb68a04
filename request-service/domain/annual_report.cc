#include "request-service/domain/annual_report.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

constexpr size_t kMaxReported = 200;  // of the bad ones of a long ledger
constexpr int kBlock = kReviewResults + 1;

// Collects what is wrong with the entries of a ledger.
class BadEntries {
 public:
  void Add(std::string_view list, size_t index, const absl::Status& status) {
    for (const error::Violation& v : error::GetInfo(status).value_or(error::Info{}).violations) {
      Add(absl::StrCat(std::string(list), "[", index, "].", v.field), v.description);
    }
  }
  void Add(const std::string& field, const std::string& description) {
    if (violations_.size() < kMaxReported) violations_.push_back({field, description});
  }
  absl::Status status() { return violations_.empty() ? absl::OkStatus() : error::BadRequest(std::move(violations_)); }

 private:
  std::vector<error::Violation> violations_;
};

void CheckUnique(const std::vector<ReportedRequest>& requests, BadEntries& bad) {
  std::set<std::pair<std::string_view, std::string_view>> seen;
  for (size_t i = 0; i < requests.size(); ++i) {
    if (seen.emplace(requests[i].organ, requests[i].number).second) continue;
    bad.Add(absl::StrCat("requests[", i, "].number"), absl::StrCat("\"", requests[i].number, "\" stands twice"));
  }
}

}  // namespace

CellSpan SpanOf(const ReportForm& form, ReportFormat format, int row, int column) {
  const bool all = column == kTotalColumn;
  CellSpan span{.first_column = all ? 0 : column, .last_column = all ? kTotalColumn - 1 : column};
  if (row == form.PrintedRow(format, kTotalRow)) {
    span.first_row = kFirstOutcomeRow;
    span.last_row = kTotalRow - 1;
    return span;
  }
  while (form.PrintedRow(format, span.first_row) < row) ++span.first_row;
  span.last_row = span.first_row;
  // The form of 2019 prints several rows as one.
  while (span.last_row + 1 < kReportRows && form.PrintedRow(format, span.last_row + 1) == row) ++span.last_row;
  return span;
}

CellSpan SpanOf(int section4_column) {
  if (section4_column % kBlock != kReviewResults) return {.first_column = section4_column, .last_column = section4_column};
  return {.first_column = section4_column - kReviewResults, .last_column = section4_column - 1};
}

absl::StatusOr<AnnualReport> AnnualReport::Project(const ReportForm& form, int year, ReportFormat format,
                                                   std::vector<ReportedRequest> requests,
                                                   std::vector<ReportedReview> reviews) {
  AnnualReport report(year, format);
  BadEntries bad;
  CheckUnique(requests, bad);
  for (size_t i = 0; i < requests.size(); ++i) {
    const absl::StatusOr<std::optional<RequestPlace>> place = PlaceOf(form, requests[i], year);
    if (!place.ok()) bad.Add("requests", i, place.status());
    if (!place.ok() || !*place) continue;
    RETURN_IF_ERROR(report.counts_.Add(form, requests[i]));
    report.places_.push_back(
        {(*place)->column, form.PrintedRow(format, (*place)->entry), form.PrintedRow(format, (*place)->exit)});
    report.requests_.push_back(std::move(requests[i]));
  }
  for (size_t i = 0; i < reviews.size(); ++i) {
    const absl::StatusOr<std::optional<int>> column = PlaceOf(reviews[i], year);
    if (!column.ok()) bad.Add("reviews", i, column.status());
    if (!column.ok() || !*column) continue;
    RETURN_IF_ERROR(report.counts_.Add(reviews[i]));
    report.review_columns_.push_back(**column);
    report.reviews_.push_back(std::move(reviews[i]));
  }
  RETURN_IF_ERROR(bad.status());
  report.section3_ = report.counts_.Table3(form, format);
  report.section4_ = report.counts_.Table4();
  return report;
}

std::vector<const ReportedRequest*> AnnualReport::RequestsOf(int row, int column) const {
  const int carried_out = static_cast<int>(section3_.size()) - 1;
  const bool total = row == carried_out - 1;  // of the outcomes
  std::vector<const ReportedRequest*> found;
  for (size_t i = 0; i < requests_.size(); ++i) {
    const RequestPlace& place = places_[i];
    const bool in_row = place.entry == row || place.exit == row || (total && place.exit != carried_out);
    if (in_row && (column == place.column || column == kTotalColumn)) found.push_back(&requests_[i]);
  }
  return found;
}

std::vector<const ReportedReview*> AnnualReport::ReviewsOf(int column) const {
  const bool total = column % kBlock == kReviewResults;
  std::vector<const ReportedReview*> found;
  for (size_t i = 0; i < reviews_.size(); ++i) {
    const int at = review_columns_[i];
    if (at == column || (total && at / kBlock == column / kBlock)) found.push_back(&reviews_[i]);
  }
  return found;
}

}  // namespace disclosure::request
