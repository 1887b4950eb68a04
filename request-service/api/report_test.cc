// Annual reports: from the ledgers to the published paper.
#include "request-service/api/annual_report_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;

class Replayed : public ReportTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(Replayed, ThePublishedTablesComeOutCellByCell) {
  const PublishedTables published = Published(law_.report, GetParam(), 2024);
  Import(published);
  const int format = static_cast<int>(published.tables.format);
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report(kName, operator_, format));
  ASSERT_EQ(report.section3_size(), static_cast<int>(published.tables.section3.size()));
  for (int row = 0; row < report.section3_size(); ++row) {
    for (int column = 0; column < kReportColumns; ++column) {
      EXPECT_EQ(report.section3(row).cells(column), published.tables.section3[row][column]) << "cell " << row + 1 << "," << column + 1;
    }
  }
  for (int column = 0; column < report.section4_size(); ++column) EXPECT_EQ(report.section4(column), published.tables.section4[column]) << column + 1;
  EXPECT_EQ(report.breaches_size(), 0);
  ASSERT_OK_AND_ASSIGN(const std::string json, Export(kName, v1::ExportAnnualReportRequest::JSON, format));
  EXPECT_EQ(json, TablesJson(published.tables));
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport again, ImportRequests(published.requests_csv, operator_));
  EXPECT_EQ(again.unchanged(), again.rows_read());
  ASSERT_OK_AND_ASSIGN(const v1::LedgerImport reviews_again, ImportReviews(published.reviews_csv, operator_));
  EXPECT_EQ(reviews_again.unchanged(), reviews_again.rows_read());
}

INSTANTIATE_TEST_SUITE_P(AnnualReports, Replayed, ::testing::Values("hongze-2024", "sh-stcsm-2024", "shuyang-drc-2023", "suqian-2024"),
                         [](const auto& info) {
                           std::string name = info.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST_F(ReportTest, ARebuildFromTheEventsIsEqualToTheProjection) {
  Import(Published(law_.report, "sh-stcsm-2024", 2024));
  At("2024-11-05");
  const v1::Request withdrawn = Received();
  v1::RecordWithdrawalRequest withdrawal;
  ASSERT_OK(Act(handler_, withdrawn, withdrawal, &Stub::RecordWithdrawal).status());
  Received();
  EXPECT_OK(store_->Read(absl::Now() + absl::Seconds(30), [&](Reader& reader) -> absl::Status {
    ReportCounts rebuilt(2024);
    ASSIGN_OR_RETURN(const std::vector<RequestRow> rows, reader.ListRequests({.organs = {{"330108-jyj", {}}}}, std::nullopt, 1000));
    EXPECT_EQ(rows.size(), 38u);
    for (const RequestRow& row : rows) {
      ASSIGN_OR_RETURN(const Case story, LoadCase(reader, row.key));
      ReportedRequest request{.number = Number(row.key), .applicant = row.applicant.applicant_class, .received = *story.progress.received};
      if (const auto& end = story.progress.conclusion) {
        request.concluded = end->day;
        request.outcome = end->outcome.empty() ? law_.replies.Find(end->leaf)->report_code : end->outcome;
      }
      EXPECT_EQ(request.outcome.value_or(""), row.outcome);
      EXPECT_EQ(request.concluded, row.concluded);
      RETURN_IF_ERROR(rebuilt.Add(law_.report, request));
    }
    ASSIGN_OR_RETURN(const std::vector<ReportedReview> reviews, reader.ReportedReviews("330108-jyj", 2024));
    for (const ReportedReview& review : reviews) RETURN_IF_ERROR(rebuilt.Add(review));
    ASSIGN_OR_RETURN(const ReportCounts projected, reader.CountReport(law_.report, "330108-jyj", 2024));
    EXPECT_TRUE(rebuilt == projected);
    return absl::OkStatus();
  }));
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report(kName, handler_));
  EXPECT_EQ(report.section3(22).cells(0), 5) << "four of the ledger and the one withdrawn";
}

TEST_F(ReportTest, EveryCellListsItsRequests) {
  const PublishedTables published = Published(law_.report, "sh-stcsm-2024", 2024);
  Import(published);
  for (int row = 1; row <= kReportRows; ++row) {
    for (int column = 1; column <= kReportColumns; ++column) {
      ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse cell, Cell(3, row, column));
      EXPECT_EQ(cell.entries_size(), published.tables.section3[row - 1][column - 1]) << row << "," << column;
    }
  }
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse review, Cell(4, 0, 1));
  ASSERT_EQ(review.entries_size(), 1);
  EXPECT_EQ(review.entries(0).request_number(), "0-0");
  EXPECT_EQ(review.entries(0).outcome(), "upheld");
  int listed = 0;
  std::string token;
  do {
    ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse page, Cell(3, 1, 7, 10, token));
    EXPECT_EQ(page.total(), 34);
    listed += page.entries_size();
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_EQ(listed, 34);
  for (const auto& [section, row, column] : {std::tuple(2, 1, 1), {3, 0, 1}, {3, 26, 1}, {3, 1, 8}, {4, 0, 16}}) {
    EXPECT_THAT(Cell(section, row, column), HasReason("BAD_REQUEST"));
  }
}

TEST_F(ReportTest, ADivisionIsTheSumOfItsOrgansAndTheFormOf2019PrintsThreeRowsAsOne) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20") +
                               Row("1", "2024-03-01", "other_fee_unpaid", "2025-01-20", "330108-tjj"), operator_).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report("divisions/330108/annualReports/2024", supervisor_));
  EXPECT_EQ(report.section3(kReceivedRow).cells(kTotalColumn), 2);
  EXPECT_EQ(report.section3(kCarriedOutRow).cells(0), 1);
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport next, Report("divisions/330108/annualReports/2025", supervisor_, 2019));
  EXPECT_EQ(next.format(), 2019);
  EXPECT_EQ(next.section3_size(), 23);
  EXPECT_EQ(next.section3(kCarriedInRow).cells(0), 1);
  EXPECT_EQ(next.section3(20).cells(0), 1);
  EXPECT_THAT(Report("divisions/330109/annualReports/2024", supervisor_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Report("organs/330108-jyj/annualReports/24", supervisor_), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Report(kName, supervisor_, 2020), HasReason("BAD_REQUEST"));
}

// 国办公开办函〔2016〕235号: what is handed to the post in January is of the next year's report.
TEST_F(ReportTest, Of235AReplyOfTheLastDayThatIsPostedInTheNewYearIsCarriedOver) {
  At("2025-12-01");
  const v1::Request request = Received();
  At("2025-12-31");
  Issue(request);
  At("2026-01-04");
  Post(request);
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport issued, Report("organs/330108-jyj/annualReports/2025", handler_));
  EXPECT_EQ(issued.section3(kCarriedOutRow).cells(0), 1);
  EXPECT_EQ(issued.section3(2).cells(0), 0);
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport posted, Report("organs/330108-jyj/annualReports/2026", handler_));
  EXPECT_EQ(posted.section3(kCarriedInRow).cells(0), 1);
  EXPECT_EQ(posted.section3(2).cells(0), 1) << "予以公开";
}

TEST_F(ReportTest, Of235WhatWasConcludedByTheDayOfItsIssueIsComputedAnewAfterAnUpgrade) {
  At("2026-09-18");
  const v1::Request request = Received();
  Received();
  Issue(request);
  At("2026-09-21");
  Post(request);
  // As an earlier version might have left them, whatever they are.
  ASSERT_OK(database_->Write(absl::Now() + absl::Seconds(30), [](mysql::Transaction& transaction) -> absl::Status {
    const char* const statements[] = {"UPDATE requests SET concluded_on='2026-09-18', concluded_leaf='granted', outcome='granted'",
                                      "INSERT INTO stale_conclusions SELECT organ, year, serial FROM requests"};
    for (const char* statement : statements) RETURN_IF_ERROR(transaction.Execute(statement, {}).status());
    return absl::OkStatus();
  }));
  EXPECT_THAT(RefreshConclusions(*backend_, absl::Now() + absl::Seconds(30)), IsOkAndHolds(2));
  EXPECT_THAT(RefreshConclusions(*backend_, absl::Now() + absl::Seconds(30)), IsOkAndHolds(0)) << "once";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE serial=1 AND concluded_on='2026-09-21' AND outcome='granted'"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE serial=2 AND concluded_on IS NULL AND outcome=''"), 1);
}

TEST_F(ReportTest, AHundredThousandRequestsAreCounted) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20"), operator_).status());
  // Doubled until there are 2^17.
  ASSERT_OK(database_->Write(absl::Now() + absl::Seconds(60), [&](mysql::Transaction& transaction) -> absl::Status {
    for (int64_t have = 1; have < 100'000; have *= 2) {
      RETURN_IF_ERROR(transaction
                          .Execute("INSERT INTO requests (organ, year, serial, channel, applicant_class, applicant_sealed, applicant_index, wish_index, access_hash, subject, purpose, form, "
                                   "route, state, arrived_on, received_on, due_on, due_provisional, due_unknown, handler, leaf, document_number, concluded_on, "
                                   "concluded_leaf, version, create_us, update_us, outcome) "
                                   "SELECT organ, year, serial + ?, channel, applicant_class, applicant_sealed, applicant_index, "
                                   "wish_index, access_hash, subject, purpose, form, route, state, arrived_on, received_on, due_on, due_provisional, "
                                   "due_unknown, handler, leaf, document_number, concluded_on, concluded_leaf, version, create_us, update_us, outcome "
                                   "FROM requests",
                                   {have})
                          .status());
    }
    return absl::OkStatus();
  }));
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report(kName, operator_));
  EXPECT_EQ(report.section3(kReceivedRow).cells(0), 131'072);
}

TEST_F(ReportTest, SectionTwoOfTheFormOf2019IsKeptAndRead) {
  const char kEarlier[] = "organs/330108-jyj/annualReports/2020";
  v1::UpdateAnnualReportRequest request;
  request.mutable_annual_report()->set_name(kEarlier);
  v1::SectionTwo2019& two = *request.mutable_annual_report()->mutable_section2_of_2019();
  two.mutable_rules()->set_published(3);
  two.mutable_penalties()->set_change(-2);
  two.set_purchases(4);
  two.set_purchased("12.5");
  ASSERT_OK(Call(handler_, request, &Stub::UpdateAnnualReport).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report(kEarlier, handler_));
  EXPECT_EQ(report.format(), 2019);
  EXPECT_EQ(report.section2_of_2019().rules().published(), 3);
  EXPECT_EQ(report.section2_of_2019().penalties().change(), -2);
  EXPECT_EQ(report.section2_of_2019().purchased(), "12.5");
  two.set_purchased("12.34567");
  EXPECT_THAT(testing::BadFields(Call(handler_, request, &Stub::UpdateAnnualReport).status()),
              ElementsAre("section2_of_2019.purchased"));
}

TEST_F(ReportTest, BadTextsAndCountsAreNamed) {
  EXPECT_THAT(Write(handler_, std::string("\x01")), HasReason("BAD_REQUEST"));
  v1::UpdateAnnualReportRequest request;
  request.mutable_annual_report()->set_name(kName);
  request.mutable_annual_report()->mutable_section2()->set_charges("-1");
  EXPECT_THAT(Call(handler_, request, &Stub::UpdateAnnualReport), HasReason("BAD_REQUEST"));
  request.mutable_annual_report()->mutable_section2()->set_charges("1");
  request.mutable_annual_report()->mutable_section2()->set_licences(-1);
  EXPECT_THAT(Call(handler_, request, &Stub::UpdateAnnualReport), HasReason("BAD_REQUEST"));
  request.mutable_annual_report()->mutable_section2()->set_licences(1);
  request.mutable_annual_report()->set_etag("\"9\"");
  EXPECT_THAT(Call(handler_, request, &Stub::UpdateAnnualReport), HasReason("ETAG_MISMATCH"));
}

}  // namespace
}  // namespace disclosure::request
