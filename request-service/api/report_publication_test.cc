// What becomes of a report once it is written: finalised, published, exported, and what stands still from then on.
#include "request-service/api/annual_report_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST_F(ReportTest, IsForItsOwnOfficersUntilItIsPublished) {
  EXPECT_OK(Report(kName, handler_).status());
  EXPECT_OK(Report(kName, supervisor_).status());
  EXPECT_THAT(Report(kName, Caller{}), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Report(kName, stranger_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Write(stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Write(handler_, "x", "divisions/330108/annualReports/2024"), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(Write(supervisor_, "x", "divisions/330108/annualReports/2024").status());
}

TEST_F(ReportTest, IsWrittenFinalisedAndPublishedByAnother) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20"), operator_).status());
  EXPECT_THAT(Publish(approver_), HasReason("WRONG_STATE"));
  const auto incomplete = Finalise(handler_);
  EXPECT_THAT(incomplete, HasReason("REPORT_INCOMPLETE"));
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport written, Write(handler_));
  EXPECT_EQ(written.state(), v1::REPORT_DRAFT);
  EXPECT_EQ(written.section2().charges(), "59237.2449");
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport finalised, Finalise(handler_));
  EXPECT_EQ(finalised.state(), v1::REPORT_FINALISED);
  EXPECT_EQ(finalised.finaliser(), "handler-1");
  EXPECT_OK(Finalise(handler_).status()) << "anew";
  EXPECT_THAT(Publish(Person("handler-1", {"approver"})), HasReason("SAME_PERSON"));
  ASSERT_OK(Write(handler_, "改写").status());
  EXPECT_THAT(Publish(approver_), HasReason("WRONG_STATE")) << "writing makes it a draft again";
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport published, Publish(approver_));
  EXPECT_EQ(published.state(), v1::REPORT_PUBLISHED);
  EXPECT_EQ(published.published_on(), "2026-09-18");
  EXPECT_THAT(Write(handler_), HasReason("WRONG_STATE"));
  EXPECT_THAT(Publish(approver_), HasReason("WRONG_STATE"));
}

TEST_F(ReportTest, IsExportedAsAFileOfEachKind) {
  ASSERT_OK(Write(handler_, "一\n二").status());
  const std::pair<v1::ExportAnnualReportRequest::FileType, const char*> kinds[] = {{v1::ExportAnnualReportRequest::HTML, "<!DOCTYPE html>"},
                                                                                  {v1::ExportAnnualReportRequest::XLSX, "PK"},
                                                                                  {v1::ExportAnnualReportRequest::DOCX, "PK"}};
  for (const auto& [kind, beginning] : kinds) {
    ASSERT_OK_AND_ASSIGN(const std::string bytes, Export(kName, kind));
    EXPECT_EQ(bytes.substr(0, std::string(beginning).size()), beginning);
  }
  EXPECT_THAT(Export(kName, static_cast<v1::ExportAnnualReportRequest::FileType>(9)), HasReason("BAD_REQUEST"));
}

TEST_F(ReportTest, WhatIsPublishedNeverChangesAndIsPublic) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20"), operator_).status());
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK(Publish(approver_).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport before, Report(kName, Caller{}));
  EXPECT_EQ(before.finaliser(), "") << "names of officers are not published";
  ASSERT_OK(ImportRequests(kRequestHeader + Row("2", "2024-04-01", "granted", "2024-04-20"), operator_).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport after, Report(kName, Caller{}));
  EXPECT_EQ(after.DebugString(), before.DebugString());
}

TEST_F(ReportTest, WhatStandsInACellIsPublishedWithIt) {
  const PublishedTables published = Published(law_.report, "sh-stcsm-2024", 2024);
  Import(published);
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse open, Cell(3, 1, 1, 1));
  ASSERT_OK(Publish(approver_).status());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM report_entries WHERE section=3"), published.tables.section3[kReceivedRow][kTotalColumn] +
                                                                              published.tables.section3[kCarriedInRow][kTotalColumn])
      << "one row for each request";
  // Late: a request of the year, another that was open at its end and has ended since, and a review.
  ASSERT_OK(ImportRequests(kRequestHeader + Row("迟登-1", "2024-04-01", "granted", "2024-04-20"), operator_).status());
  ASSERT_OK(ImportReviews(std::string(kReviewHeader) + "迟登-1,suit_direct,upheld,2024-05-01,2024-08-01\n", operator_).status());
  for (int row = 1; row <= kReportRows; ++row) {
    for (int column = 1; column <= kReportColumns; ++column) {
      ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse cell, Cell(3, row, column));
      EXPECT_EQ(cell.total(), published.tables.section3[row - 1][column - 1]) << row << "," << column;
      EXPECT_EQ(cell.entries_size(), cell.total());
    }
  }
  for (int column = 1; column <= 15; ++column) {
    ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse cell, Cell(4, 0, column));
    EXPECT_EQ(cell.total(), published.tables.section4[column - 1]) << column;
    EXPECT_EQ(cell.entries_size(), cell.total());
  }
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse kept, Cell(3, 1, 1, 1));
  EXPECT_EQ(kept.entries(0).DebugString(), open.entries(0).DebugString()) << "as it was listed before";
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse second, Cell(3, 1, 1, 1, kept.next_page_token()));
  EXPECT_NE(second.entries(0).name(), kept.entries(0).name());
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse carried, Cell(3, kReportRows, 7));
  for (const v1::CellEntry& entry : carried.entries()) EXPECT_EQ(entry.concluded_on() + entry.outcome(), "") << "open at the end of the year";
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse review, Cell(4, 0, 1));
  EXPECT_EQ(review.entries(0).request_number(), "0-0");
  EXPECT_EQ(review.entries(0).outcome(), "upheld");
}

TEST_F(ReportTest, ACellThatHadNothingWhenItWasPublishedStaysEmpty) {
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK(Publish(approver_).status());
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20"), operator_).status());
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse cell, Cell(3, 1, 1));
  EXPECT_EQ(cell.total(), 0);
}

TEST_F(ReportTest, WhatMovedSinceItWasFinalisedIsNotPublishedUntilItIsFinalisedAgain) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "granted", "2024-03-20"), operator_).status());
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK(ImportRequests(kRequestHeader + Row("2", "2024-04-01", "", ""), operator_).status());
  const auto refused = Publish(approver_);
  ASSERT_THAT(refused, HasReason("REPORT_CHANGED"));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kFailedPrecondition));
  std::vector<std::string> cells;
  const std::optional<error::Info> info = error::GetInfo(refused.status());
  for (const error::Violation& moved : info->violations) cells.push_back(moved.field);
  EXPECT_THAT(cells, ElementsAre("section3[1,1]", "section3[1,7]", "section3[25,1]", "section3[25,7]"));
  EXPECT_THAT(info->violations[0].description, HasSubstr("定稿时1件，现为2件"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM report_entries"), 0) << "nothing half published";
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport published, Publish(approver_));
  EXPECT_EQ(published.section3(kReceivedRow).cells(0), 2);
}

// 国办公开办函〔2021〕30号: the column is the applicant's class, whatever he ticked.
TEST_F(ReportTest, AClassThatIsCorrectedMovesItsColumnUntilTheReportIsPublished) {
  At("2024-03-01");
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_applicant()->set_applicant_class(v1::BUSINESS);
  filing.mutable_applicant()->set_identity_kind(v1::USCC);
  filing.mutable_applicant()->set_identity_number("31330108000000107E");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  ASSERT_OK(Act(clerk_, filed.request(), v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse before, Cell(3, 1, 2));
  EXPECT_EQ(before.total(), 1);
  v1::CorrectApplicantRequest correct;
  correct.set_applicant_class(v1::LEGAL_SERVICE);
  correct.set_reason("申请人是律师事务所");
  ASSERT_OK_AND_ASSIGN(const v1::Request corrected, Act(clerk_, filed.request(), correct, &Stub::CorrectApplicant));
  EXPECT_EQ(corrected.applicant().applicant_class(), v1::LEGAL_SERVICE);
  EXPECT_EQ(corrected.state(), v1::WITHDRAWN);
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport report, Report(kName, handler_));
  for (const int row : {0, 22}) {
    EXPECT_EQ(report.section3(row).cells(1), 0) << row;
    EXPECT_EQ(report.section3(row).cells(4), 1) << row;
  }
  ASSERT_OK_AND_ASSIGN(const v1::ListReportCellResponse after, Cell(3, 1, 5));
  ASSERT_EQ(after.entries_size(), 1);
  EXPECT_EQ(after.entries(0).request_number(), filed.request().number());
  At("2025-01-10");
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK(Publish(approver_).status());
  correct.set_applicant_class(v1::RESEARCH);
  ASSERT_OK(Act(clerk_, filed.request(), correct, &Stub::CorrectApplicant).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport published, Report(kName, Caller{}));
  EXPECT_EQ(published.section3(0).cells(4), 1) << "what is published never changes";
  EXPECT_EQ(published.section3(0).cells(2), 0);
}

TEST_F(ReportTest, IsNotFinalisedWhileAnInvariantWithTheYearBeforeIsBroken) {
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-03-01", "", ""), operator_).status());
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK(Publish(approver_).status());
  // One more of 2024 comes to light: 2025 carries in two, where the published report carried out one.
  ASSERT_OK(ImportRequests(kRequestHeader + Row("2", "2024-04-01", "", ""), operator_).status());
  const std::string next = "organs/330108-jyj/annualReports/2025";
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport draft, Write(handler_, "总体情况", next));
  EXPECT_EQ(draft.breaches(0).invariant(), "I5");
  const auto refused = Finalise(handler_, next);
  EXPECT_THAT(refused, HasReason("REPORT_INVARIANTS"));
  EXPECT_THAT(error::GetInfo(refused.status())->violations.back().description, HasSubstr("行政规范性文件：现行有效7件"));
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("写明原因"));
  EXPECT_THAT(Finalise(handler_, "organs/330108-jyj/annualReports/2026"), HasReason("YEAR_NOT_OVER"));
}

TEST_F(ReportTest, WhatDiffersFromThePublishedYearBeforeGoesOnOnceItIsExplained) {
  ASSERT_OK(Write(handler_).status());
  ASSERT_OK(Finalise(handler_).status());
  ASSERT_OK(Publish(approver_).status());
  ASSERT_OK(ImportRequests(kRequestHeader + Row("1", "2024-04-01", "", ""), operator_).status());
  const std::string next = "organs/330108-jyj/annualReports/2025";
  ASSERT_OK(Write(handler_, "总体情况", next).status());
  EXPECT_THAT(Finalise(handler_, next), HasReason("REPORT_INVARIANTS"));
  const std::string explanation = "上年报告漏登一件，现行有效件数已经核减";
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport written, Write(handler_, "总体情况", next, explanation));
  EXPECT_EQ(written.texts().discrepancies(), explanation);
  ASSERT_OK(Finalise(handler_, next).status());
  ASSERT_OK_AND_ASSIGN(const v1::AnnualReport published, Publish(approver_, next));
  EXPECT_GT(published.breaches_size(), 0) << "they stay to be seen";
  ASSERT_OK_AND_ASSIGN(const std::string html, Export(next, v1::ExportAnnualReportRequest::HTML));
  EXPECT_THAT(html, HasSubstr(explanation));
}

}  // namespace
}  // namespace disclosure::request
