// Sections 三 and 四 of the annual report of one year, from requests and reviews (条例 art. 50), each cell
// with the list behind it. Pure: the same input gives the same tables.
#pragma once

#include <cstdint>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/report_counts.h"
#include "request-service/domain/report_form.h"

namespace disclosure::request {

// What a printed cell counts: rows of the form of 2021 and columns, both ends included; never a sum. Of section 四 only
// the columns. Indices from 0, of a cell that is on the form.
struct CellSpan {
  int first_row = 0;
  int last_row = 0;
  int first_column = 0;
  int last_column = 0;
};
CellSpan SpanOf(const ReportForm& form, ReportFormat format, int row, int column);
CellSpan SpanOf(int section4_column);

// Immutable after Project.
class AnnualReport {
 public:
  // Of all the requests and reviews given: those of an organ, or of a division. BAD_REQUEST names every
  // bad one ("requests[3].outcome") and every (organ, number) that stands twice.
  static absl::StatusOr<AnnualReport> Project(const ReportForm& form, int year, ReportFormat format,
                                              std::vector<ReportedRequest> requests,
                                              std::vector<ReportedReview> reviews);

  ReportFormat format() const { return format_; }
  const ReportCounts& counts() const { return counts_; }
  const Section3& section3() const { return section3_; }
  const Section4& section4() const { return section4_; }

  // The requests and reviews that a printed cell counts, sums included, as they were given; indices from
  // 0. Empty outside the table. They live as long as this report.
  std::vector<const ReportedRequest*> RequestsOf(int row, int column) const;
  std::vector<const ReportedReview*> ReviewsOf(int column) const;

 private:
  AnnualReport(int year, ReportFormat format) : format_(format), counts_(year) {}

  ReportFormat format_;
  ReportCounts counts_;
  Section3 section3_;
  Section4 section4_ = {};
  std::vector<ReportedRequest> requests_;  // with a part in the year
  std::vector<RequestPlace> places_;       // of each, its rows as printed
  std::vector<ReportedReview> reviews_;
  std::vector<int> review_columns_;
};

}  // namespace disclosure::request
