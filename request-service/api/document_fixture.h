// For tests: a filed request and the papers that are issued for it.
#pragma once

#include <string>
#include <vector>
#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {

class DocumentTest : public ServiceTest {
 protected:
  using HttpBody = google::api::HttpBody;

  void SetUp() override {
    auto filed = Call(Caller{}, NewFiling(), &Stub::FileRequest);
    ASSERT_OK(filed.status());
    filed_ = *std::move(filed);
    request_ = filed_.request();
  }
  void Confirm() {
    v1::ConfirmReceiptRequest confirm;
    confirm.set_act("电话联系申请人确认");
    ASSERT_OK(Act(clerk_, request_, confirm, &Stub::ConfirmReceipt).status());
  }
  // A reply of one part, with its elements.
  static v1::DraftReplyRequest Reply(const std::string& leaf, const std::map<std::string, std::string>& elements, const std::string& grounds = "") {
    v1::DraftReplyRequest draft;
    auto& part = *draft.mutable_reply()->add_parts();
    part.set_leaf(leaf);
    part.set_grounds(grounds);
    for (const auto& [element, text] : elements) (*part.mutable_elements())[element] = text;
    return draft;
  }
  static v1::DraftReplyRequest Granting() { return Reply("granted", {{"information_or_way", "《学区划分方案》1份，随本答复书提供"}}); }
  absl::Status Answer(const v1::DraftReplyRequest& draft) {
    RETURN_IF_ERROR(Act(handler_, request_, draft, &Stub::DraftReply).status());
    RETURN_IF_ERROR(Act(approver_, request_, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    return Act(handler_, request_, v1::IssueReplyRequest(), &Stub::IssueReply).status();
  }
  absl::Status Consult(v1::ConsultationKind kind, const std::string& party, const std::string& information = "合同中的报价") {
    v1::ConsultRequest consult;
    consult.set_kind(kind);
    consult.set_party(party);
    consult.set_information(information);
    return Act(handler_, request_, consult, &Stub::Consult).status();
  }
  absl::Status Refuse(const std::string& consultation) {
    v1::RecordConsultationAnswerRequest answer;
    answer.set_consultation(consultation);
    answer.set_answer(v1::REFUSES);
    answer.set_reasons("属于商业秘密");
    return Act(clerk_, request_, answer, &Stub::RecordConsultationAnswer).status();
  }
  v1::RequireCorrectionRequest Correction() {
    v1::RequireCorrectionRequest correction;
    correction.add_items("信息的名称或者文号");
    correction.set_guidance("请写明所需文件的名称或者形成时间");
    correction.set_deadline("2026-10-12");
    return correction;
  }
  // "T02 滨教公告〔2026〕1号", in order.
  std::vector<std::string> Listed() {
    v1::ListDocumentsRequest list;
    list.set_parent(request_.name());
    const auto documents = Call(handler_, list, &Stub::ListDocuments);
    EXPECT_OK(documents.status());
    std::vector<std::string> lines;
    for (const v1::Document& document : documents->documents()) lines.push_back(document.code() + " " + document.number());
    return lines;
  }
  absl::StatusOr<HttpBody> Read(const std::string& id, const Caller& caller, v1::DocumentFormat format = v1::HTML) {
    v1::GetDocumentRequest get;
    get.set_name(request_.name() + "/documents/" + id);
    get.set_format(format);
    return Call(caller, get, &Stub::GetDocument);
  }
  std::string Html(const std::string& id) {
    const auto body = Read(id, handler_);
    EXPECT_OK(body.status());
    return body.ok() ? body->data() : "";
  }
  absl::StatusOr<HttpBody> Fetch(const std::string& id, const std::string& code) {
    v1::FetchDocumentRequest fetch;
    fetch.set_number(request_.number());
    fetch.set_access_code(code);
    fetch.set_document(id);
    return Call(Caller{}, fetch, &Stub::FetchDocument);
  }
  absl::StatusOr<HttpBody> Preview(const Caller& caller) {
    v1::PreviewDocumentRequest preview;
    preview.set_name(request_.name());
    return Call(caller, preview, &Stub::PreviewDocument);
  }
  static std::vector<std::string> Missing(const absl::Status& status) {
    std::vector<std::string> fields;
    for (const error::Violation& violation : error::GetInfo(status).value_or(error::Info{}).violations) fields.push_back(violation.field);
    return fields;
  }

  v1::FileRequestResponse filed_;
  v1::Request request_;
};

}  // namespace disclosure::request
