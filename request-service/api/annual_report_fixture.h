// For tests: an annual report from its ledgers to its publication.
#pragma once

#include "request-service/api/case_work.h"
#include "request-service/api/conclusion_job.h"
#include "request-service/api/report_fixture.h"

namespace disclosure::request {

inline constexpr char kName[] = "organs/330108-jyj/annualReports/2024";

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

}  // namespace disclosure::request
