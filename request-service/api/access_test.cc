// Who reads personal data is written down; who tracks a request sees none.
#include "request-service/api/proof_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class AccessTest : public ProofTest {
 protected:
  // "clerk-1 GetRequest 2026-1 1", latest first, two a page.
  std::vector<std::string> Accesses(v1::ListAccessesRequest request = {}) {
    std::vector<std::string> out;
    request.set_parent("organs/330108-jyj");
    request.set_page_size(2);
    do {
      const auto page = Call(auditor_, request, &Stub::ListAccesses);
      EXPECT_OK(page.status());
      if (!page.ok()) return {"failed"};
      for (const v1::Access& access : page->accesses()) {
        out.push_back(absl::StrCat(access.actor(), " ", access.method(), " ", access.request().substr(access.request().rfind('/') + 1), " ", access.results()));
      }
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return out;
  }
};

TEST_F(AccessTest, EveryReadingOfARequestAndItsPapersIsWrittenDown) {
  const v1::Request request = Received();
  EXPECT_THAT(Accesses(), IsEmpty()) << "filing is no reading";
  v1::GetRequestRequest get;
  get.set_name(request.name());
  get.set_purpose("核对联系方式");
  ASSERT_OK(Call(handler_, get, &Stub::GetRequest).status());
  v1::ListRequestsRequest list;
  list.set_parent("organs/330108-jyj");
  Received();
  ASSERT_OK(Call(clerk_, list, &Stub::ListRequests).status());
  v1::GetDocumentRequest receipt;
  receipt.set_name(request.name() + "/documents/receipt");
  ASSERT_OK(Call(clerk_, receipt, &Stub::GetDocument).status());
  EXPECT_THAT(Accesses(), ElementsAre("clerk-1 GetDocument 2026-1 1", "clerk-1 ListRequests  2", "handler-1 GetRequest 2026-1 1"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log WHERE purpose='核对联系方式'"), 1);
}

TEST_F(AccessTest, WhatWasRefusedOrIsNotThereIsNoReading) {
  const v1::Request request = Received();
  EXPECT_THAT(Get(request, stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  v1::Request missing;
  missing.set_name("organs/330108-jyj/requests/2026-99");
  EXPECT_THAT(Get(missing, handler_), StatusIs(absl::StatusCode::kNotFound));
  v1::GetRequestRequest get;
  get.set_name(request.name());
  for (int i = 0; i < 201; ++i) get.set_purpose(get.purpose() + "查");
  EXPECT_THAT(Call(handler_, get, &Stub::GetRequest), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Accesses(), IsEmpty());
}

TEST_F(AccessTest, TheLogIsReadByRequestAndByReader) {
  const v1::Request first = Received(), second = Received();
  ASSERT_OK(Get(first, handler_).status());
  ASSERT_OK(Get(second, handler_).status());
  ASSERT_OK(Get(first, clerk_).status());
  v1::ListAccessesRequest request;
  request.set_request(first.name());
  EXPECT_THAT(Accesses(request), ElementsAre("clerk-1 GetRequest 2026-1 1", "handler-1 GetRequest 2026-1 1"));
  request.set_actor("clerk-1");
  EXPECT_THAT(Accesses(request), ElementsAre("clerk-1 GetRequest 2026-1 1"));
  request.clear_request();
  request.set_actor("handler-1");
  EXPECT_THAT(Accesses(request), ElementsAre("handler-1 GetRequest 2026-2 1", "handler-1 GetRequest 2026-1 1"));
  request.set_parent("organs/330108-tjj");
  request.set_request(first.name());
  EXPECT_THAT(Call(auditor_, request, &Stub::ListAccesses), HasReason("BAD_REQUEST")) << "another organ's";
  request.clear_request();
  EXPECT_THAT(Call(handler_, request, &Stub::ListAccesses), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(AccessTest, TheLogIsNeitherChangedNorCutByHand) {
  ASSERT_OK(Get(Received(), handler_).status());
  EXPECT_FALSE(Execute("UPDATE access_log SET actor='x'").ok());
  EXPECT_FALSE(Execute("DELETE FROM access_log").ok());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM access_log"), 1);
}

TEST_F(AccessTest, TrackingShowsStateDatesAndDocumentsAndNoPersonalDatum) {
  v1::FileRequestRequest filing = NewFiling();
  auto& applicant = *filing.mutable_applicant();
  applicant.set_email("jia@example.test");
  applicant.set_address("测试路1号");
  applicant.set_postcode("310000");
  applicant.set_agent_name("测试乙");
  filing.mutable_wanted()->set_subject("东苑小区的某项信息");
  filing.mutable_wanted()->set_purpose("自用之需");
  filing.set_channel(v1::IN_PERSON);
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  const v1::Request& request = filed.request();
  v1::ConsultRequest consult;
  consult.set_kind(v1::THIRD_PARTY);
  consult.set_party("测试丙");
  consult.set_information("合同中的报价");
  consult.set_sent_on("2026-09-18");
  ASSERT_OK(Act(handler_, request, consult, &Stub::Consult).status());
  v1::RecordConsultationAnswerRequest answer;
  answer.set_consultation("1");
  answer.set_day("2026-09-18");
  answer.set_answer(v1::CONSENTS);
  answer.set_reasons("测试丙没有意见");
  ASSERT_OK(Act(handler_, request, answer, &Stub::RecordConsultationAnswer).status());
  ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  ASSERT_OK(Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  v1::RecordServiceRequest service;
  service.set_method(v1::DIRECT_SERVICE);
  service.set_evidence("测试甲签收");
  ASSERT_OK(Act(clerk_, request, service, &Stub::RecordService).status());

  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse tracked, Track(request.number(), filed.access_code()));
  EXPECT_EQ(tracked.state_label(), "已送达");
  EXPECT_GE(tracked.documents_size(), 1);
  const std::string shown = tracked.Utf8DebugString();
  for (const char* personal : {"测试", "33010819000101001X", "0571", "example.test", "310000", "自用", "东苑", "clerk-1", "handler-1", "approver-1", "某项信息"}) {
    EXPECT_THAT(shown, Not(HasSubstr(personal)));
  }
}

}  // namespace
}  // namespace disclosure::request
