// Published annual reports (testdata/annual_reports), replayed: a ledger that has their cells is made and
// the projection must give them back, cell by cell.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "nlohmann/json.hpp"
#include "request-service/domain/annual_report.h"
#include "request-service/domain/law_files_testing.h"
#include "request-service/domain/report_invariants.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAreArray;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr int kYear = 2024;

const ReportForm& Form() {
  static const ReportForm form = ReportForm::Parse(testing::LawFile("report_rows.csv")).value();
  return form;
}

struct Published {
  ReportTables tables;
  std::vector<std::string> unread;  // "25,7": cells that the publication lost, here their row's sum
};

Published Read(const std::string& name) {
  const std::string path = absl::StrCat("request-service/domain/testdata/annual_reports/", name, ".json");
  const nlohmann::json json = nlohmann::json::parse(testing::ReadTestFile(path));
  Published published;
  published.tables.format = static_cast<ReportFormat>(json["format"].get<int>());
  published.tables.section4 = json["section4"].get<Section4>();
  for (const nlohmann::json& row : json["section3"]) {
    ReportCells cells = {};
    int64_t sum = 0;
    for (int column = 0; column < kReportColumns; ++column) {
      const bool unread = row[column].is_null();
      cells[column] = unread ? sum : row[column].get<int64_t>();
      sum += cells[column];
      if (unread) published.unread.push_back(absl::StrCat(published.tables.section3.size() + 1, ",", column + 1));
    }
    published.tables.section3.push_back(cells);
  }
  return published;
}

// The outcome of the n-th request in a printed row; the one row of 2019 for 其他处理 takes all three.
std::string OutcomeOf(ReportFormat format, int printed, int64_t n) {
  std::vector<std::string> codes;
  for (int row = kFirstOutcomeRow; row < kTotalRow; ++row) {
    if (Form().PrintedRow(format, row) == printed) codes.push_back(Form().rows(ReportFormat::k2021)[row].code);
  }
  return codes[n % codes.size()];
}

// The requests of one class of applicants: first those carried in, then those of the year; the last ones
// stay open.
void AddRequests(const ReportTables& tables, int column, std::vector<ReportedRequest>& ledger) {
  const auto cell = [&](size_t row) { return tables.section3[row][column]; };
  std::vector<std::string> outcomes;
  const size_t total_row = tables.section3.size() - 2;
  for (size_t row = kFirstOutcomeRow; row < total_row; ++row) {
    for (int64_t n = 0; n < cell(row); ++n) outcomes.push_back(OutcomeOf(tables.format, static_cast<int>(row), n));
  }
  for (int64_t i = 0; i < cell(kReceivedRow) + cell(kCarriedInRow); ++i) {
    ReportedRequest request{.number = absl::StrCat(column, "-", i),
                            .applicant = static_cast<ApplicantClass>(column + 1)};
    request.received =
        i < cell(kCarriedInRow) ? absl::CivilDay(kYear - 1, 12, 20) : absl::CivilDay(kYear, 1, 1) + i % 366;
    if (i < static_cast<int64_t>(outcomes.size())) {
      request.outcome = outcomes[i];
      request.concluded = std::min(request.received + 20, absl::CivilDay(kYear, 12, 31));
    } else if (i % 2 == 0) {
      request.outcome = "granted";
      request.concluded = absl::CivilDay(kYear + 1, 1, 15);
    }
    ledger.push_back(request);
  }
}

std::vector<ReportedRequest> Requests(const ReportTables& tables) {
  std::vector<ReportedRequest> ledger;
  for (int column = 0; column < kApplicantClasses; ++column) AddRequests(tables, column, ledger);
  return ledger;
}

std::vector<ReportedReview> Reviews(const Section4& table) {
  std::vector<ReportedReview> ledger;
  for (int column = 0; column < static_cast<int>(table.size()); ++column) {
    if (column % 5 == 4) continue;
    for (int64_t n = 0; n < table[column]; ++n) {
      ReportedReview review{.id = absl::StrCat(column, "-", n),
                            .route = static_cast<ReviewRoute>(column / 5 + 1),
                            .result = static_cast<ReviewResult>(column % 5 + 1),
                            .filed = absl::CivilDay(kYear - n % 2, 6, 1)};
      if (review.result != ReviewResult::kPending) review.closed = absl::CivilDay(kYear, 9, 1);
      ledger.push_back(review);
    }
  }
  return ledger;
}

class Replay : public ::testing::TestWithParam<const char*> {};

TEST_P(Replay, ThePublishedTablesComeOutCellByCell) {
  const Published published = Read(GetParam());
  const auto report = AnnualReport::Project(Form(), kYear, published.tables.format, Requests(published.tables),
                                            Reviews(published.tables.section4));
  ASSERT_OK(report);
  ASSERT_THAT(report->section3(), SizeIs(published.tables.section3.size()));
  for (size_t row = 0; row < published.tables.section3.size(); ++row) {
    for (int column = 0; column < kReportColumns; ++column) {
      EXPECT_EQ(report->section3()[row][column], published.tables.section3[row][column])
          << "cell " << row + 1 << "," << column + 1;
    }
  }
  EXPECT_THAT(report->section4(), ElementsAreArray(published.tables.section4));
}

TEST_P(Replay, TheListsBehindTheCellsAreAsLongAsThePublishedNumbers) {
  const Published published = Read(GetParam());
  const auto report = AnnualReport::Project(Form(), kYear, published.tables.format, Requests(published.tables),
                                            Reviews(published.tables.section4));
  ASSERT_OK(report);
  for (size_t row = 0; row < published.tables.section3.size(); ++row) {
    for (int column = 0; column < kReportColumns; ++column) {
      EXPECT_THAT(report->RequestsOf(row, column), SizeIs(published.tables.section3[row][column]));
    }
  }
}

// The report of 洪泽 for 2023 breaks I4; that of 2024, which is here, breaks none.
TEST_P(Replay, ThePublishedTablesBreakNoInvariant) { EXPECT_THAT(CheckInvariants(Read(GetParam()).tables), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(AnnualReports, Replay,
                         ::testing::Values("hongze-2024", "sh-stcsm-2024", "shuyang-drc-2023", "suqian-2024"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(PublishedReports, OneOfFourIsOfTheFormOf2019AndOneLostACell) {
  EXPECT_EQ(Read("hongze-2024").tables.format, ReportFormat::k2019);
  EXPECT_EQ(Read("suqian-2024").tables.format, ReportFormat::k2021);
  for (const char* name : {"hongze-2024", "shuyang-drc-2023", "suqian-2024"}) EXPECT_THAT(Read(name).unread, IsEmpty());
  EXPECT_THAT(Read("sh-stcsm-2024").unread, ::testing::ElementsAre("25,7"));
}

TEST(PublishedReports, ATotalThatDoesNotAddUpIsFound) {
  ReportTables tables = Read("hongze-2024").tables;
  ++tables.section4[4];
  const std::vector<Breach> breaches = CheckInvariants(tables);
  ASSERT_THAT(breaches, SizeIs(1));
  EXPECT_EQ(breaches[0].invariant, "I4");
}

}  // namespace
}  // namespace disclosure::request
