#include "request-service/api/counted_testing.h"

#include <algorithm>

#include "request-service/domain/annual_report.h"
#include "request-service/domain/case_fixture.h"

namespace disclosure::request {

std::vector<int64_t> CountedCells(const Concluded& request) {
  std::vector<int64_t> cells;
  const auto form = ReportForm::Parse(ReadData("request/report_rows.csv"));
  EXPECT_OK(form.status());
  const auto report = AnnualReport::Project(*form, static_cast<int>(request.received.year()), ReportFormat::k2021,
                                            {{.number = request.number, .organ = "330108-jyj", .applicant = request.applicant,
                                              .received = request.received, .outcome = request.outcome, .concluded = request.concluded}},
                                            {});
  EXPECT_OK(report.status());
  if (!report.ok()) return cells;
  for (const auto& row : report->counts().requests()) cells.insert(cells.end(), row.begin(), row.end());
  EXPECT_NE(std::count(cells.begin(), cells.end(), 1), 0);
  return cells;
}

}  // namespace disclosure::request
