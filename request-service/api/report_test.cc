// Annual reports: from the ledgers to the published paper.
#include "request-service/api/case_work.h"
#include "request-service/api/conclusion_job.h"
#include "request-service/api/report_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kName[] = "organs/330108-jyj/annualReports/2024";

class ReportTest : public LedgerServiceTest {
 protected:
  void Import(const PublishedTables& published) {
    ASSERT_OK_AND_ASSIGN(const v1::LedgerImport requests, ImportRequests(published.requests_csv, operator_));
    EXPECT_EQ(requests.quarantined(), 0) << requests.ShortDebugString().substr(0, 1000);
    ASSERT_OK_AND_ASSIGN(const v1::LedgerImport reviews, ImportReviews(published.reviews_csv, operator_));
    EXPECT_EQ(reviews.quarantined(), 0) << reviews.ShortDebugString().substr(0, 1000);
  }
  absl::StatusOr<std::string> Export(const std::string& name, v1::ExportAnnualReportRequest::FileType type, int format = 0) {
    v1::ExportAnnualReportRequest request;
    request.set_name(name);
    request.set_file_type(type);
    request.set_format(format);
    ASSIGN_OR_RETURN(const google::api::HttpBody body, Call(operator_, request, &Stub::ExportAnnualReport));
    return body.data();
  }
  absl::StatusOr<v1::ListReportCellResponse> Cell(int section, int row, int column, int page_size = 1000, const std::string& token = "") {
    v1::ListReportCellRequest request;
    request.set_name(kName);
    request.set_section(section);
    request.set_row(row);
    request.set_column(column);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call(handler_, request, &Stub::ListReportCell);
  }
  absl::StatusOr<v1::AnnualReport> Write(const Caller& caller, const std::string& general = "总体情况", const std::string& name = kName,
                                         const std::string& discrepancies = "") {
    v1::UpdateAnnualReportRequest request;
    request.mutable_annual_report()->set_name(name);
    v1::ReportTexts& texts = *request.mutable_annual_report()->mutable_texts();
    texts.set_general(general);
    texts.set_problems("存在问题");
    texts.set_others("无");
    texts.set_fee_statement("未收取信息处理费");
    texts.set_discrepancies(discrepancies);
    v1::SectionTwo& two = *request.mutable_annual_report()->mutable_section2();
    two.mutable_normative_documents()->set_made(2);
    two.mutable_normative_documents()->set_in_force(7);
    two.set_charges("59237.2449");
    return Call(caller, request, &Stub::UpdateAnnualReport);
  }
  absl::StatusOr<v1::AnnualReport> Finalise(const Caller& caller, const std::string& name = kName) {
    v1::FinaliseAnnualReportRequest request;
    request.set_name(name);
    return Call(caller, request, &Stub::FinaliseAnnualReport);
  }
  void Issue(const v1::Request& request) {
    v1::DraftReplyRequest draft;
    auto& part = *draft.mutable_reply()->add_parts();
    part.set_leaf("granted");
    for (const char* element : {"information_or_way", "delivery_form", "attachment_list"}) (*part.mutable_elements())[element] = "有";
    EXPECT_OK(Act(handler_, request, draft, &Stub::DraftReply).status());
    EXPECT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    EXPECT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  }
  void Post(const v1::Request& request) {
    v1::RecordServiceRequest service;
    service.set_method(v1::POSTAL_SERVICE);
    service.set_evidence("EMS 1");
    EXPECT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
  }
  absl::StatusOr<v1::AnnualReport> Publish(const Caller& caller, const std::string& name = kName) {
    v1::PublishAnnualReportRequest request;
    request.set_name(name);
    return Call(caller, request, &Stub::PublishAnnualReport);
  }
};

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
