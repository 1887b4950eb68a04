// What the applicant does by himself, with number and access code.
#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class ApplicantActsTest : public ServiceTest {
 protected:
  void SetUp() override {
    auto filed = Call(Caller{}, NewFiling(), &Stub::FileRequest);
    ASSERT_OK(filed.status());
    filed_ = *std::move(filed);
  }
  void Confirm() {
    v1::ConfirmReceiptRequest confirm;
    confirm.set_act("电话联系申请人确认");
    ASSERT_OK(Act(clerk_, filed_.request(), confirm, &Stub::ConfirmReceipt).status());
  }
  void RequireCorrection() {
    v1::RequireCorrectionRequest required;
    required.add_items("信息的名称或者文号");
    required.set_guidance("请写明所需文件的名称或者形成时间");
    required.set_deadline("2026-10-12");
    ASSERT_OK(Act(handler_, filed_.request(), required, &Stub::RequireCorrection).status());
  }
  template <typename Request>
  absl::StatusOr<v1::TrackRequestResponse> Own(Request request, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                                                             v1::TrackRequestResponse*)) {
    request.set_number(filed_.request().number());
    if (request.access_code().empty()) request.set_access_code(filed_.access_code());
    return Call(Caller{}, request, method);
  }
  absl::StatusOr<v1::TrackRequestResponse> Correct(const std::string& text) {
    v1::SupplyOwnCorrectionRequest request;
    request.set_text(text);
    return Own(request, &Stub::SupplyOwnCorrection);
  }
  absl::StatusOr<v1::TrackRequestResponse> Withdraw(const std::string& request_id = "") {
    v1::WithdrawOwnRequestRequest request;
    request.set_reason("已从网站获取");
    request.set_request_id(request_id);
    return Own(request, &Stub::WithdrawOwnRequest);
  }
  v1::Event LastEvent() {
    const auto request = Get(filed_.request(), handler_);
    EXPECT_OK(request.status());
    return request->events(request->events_size() - 1);
  }

  v1::FileRequestResponse filed_;
};

TEST_F(ApplicantActsTest, Article30HisCorrectionStartsThePeriodAnewToday) {
  Confirm();
  RequireCorrection();
  At("2026-09-28");
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse corrected, Correct("请公开滨教〔2025〕12号文件"));
  EXPECT_EQ(corrected.state(), v1::HANDLING);
  EXPECT_EQ(corrected.due_on(), "2026-10-30");
  EXPECT_EQ(LastEvent().kind(), "correction_supplied");
  EXPECT_EQ(LastEvent().actor(), "applicant");
  EXPECT_EQ(LastEvent().details().at("received"), "2026-09-28");
}

TEST_F(ApplicantActsTest, Article30ALateCorrectionIsTakenUntilAnOfficerFindsItLapsed) {
  Confirm();
  RequireCorrection();
  At("2026-10-14");
  EXPECT_OK(Correct("请公开滨教〔2025〕12号文件").status()) << "the proper reason is the desk's to find";
}

TEST_F(ApplicantActsTest, Article30AfterTheLapseNoCorrectionIsTaken) {
  Confirm();
  RequireCorrection();
  At("2026-10-14");
  ASSERT_OK(Act(handler_, filed_.request(), v1::LapseCorrectionRequest(), &Stub::LapseCorrection).status());
  EXPECT_THAT(Correct("请公开滨教〔2025〕12号文件"), HasReason("WRONG_STATE"));
}

TEST_F(ApplicantActsTest, Article35HeGivesHisReasons) {
  Confirm();
  v1::GiveOwnReasonsRequest reasons;
  reasons.set_reasons("为撰写调查报告");
  EXPECT_THAT(Own(reasons, &Stub::GiveOwnReasons), HasReason("WRONG_STATE")) << "nobody asked";
  v1::RequireReasonsRequest required;
  required.set_counted(12);
  required.set_span("2026年9月");
  required.set_deadline("2026-10-12");
  required.set_what_to_explain("申请的用途");
  ASSERT_OK(Act(handler_, filed_.request(), required, &Stub::RequireReasons).status());
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse given, Own(reasons, &Stub::GiveOwnReasons));
  EXPECT_EQ(given.state(), v1::HANDLING);
  EXPECT_EQ(LastEvent().details().at("reasons"), "为撰写调查报告");
}

TEST_F(ApplicantActsTest, HeWithdrawsAndGetsTheConfirmation) {
  Confirm();
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse withdrawn, Withdraw());
  EXPECT_EQ(withdrawn.state(), v1::WITHDRAWN);
  ASSERT_EQ(withdrawn.documents_size(), 1);
  v1::FetchDocumentRequest fetch;
  fetch.set_number(filed_.request().number());
  fetch.set_access_code(filed_.access_code());
  fetch.set_document(withdrawn.documents(0).id());
  ASSERT_OK_AND_ASSIGN(const google::api::HttpBody paper, Call(Caller{}, fetch, &Stub::FetchDocument));
  EXPECT_THAT(paper.data(), HasSubstr("撤回"));
  EXPECT_THAT(Withdraw(), HasReason("WRONG_STATE"));
}

TEST_F(ApplicantActsTest, WhatWasNotReceivedIsWithdrawnWithoutAPaper) {
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse withdrawn, Withdraw());
  EXPECT_EQ(withdrawn.state(), v1::WITHDRAWN);
  EXPECT_EQ(withdrawn.documents_size(), 0);
}

TEST_F(ApplicantActsTest, WhatTheOrgansDirectoryLacksKeepsNobodyFromWithdrawing) {
  Confirm();
  auto view = std::make_shared<Reference::View>(*reference_->Get());
  view->organs["330108-jyj"].document_prefix = "";
  reference_->Set(view);
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse withdrawn, Withdraw());
  EXPECT_EQ(withdrawn.state(), v1::WITHDRAWN);
  EXPECT_EQ(withdrawn.documents_size(), 0);
}

TEST_F(ApplicantActsTest, ADraftIsNotBetrayedByTheRefusal) {
  Confirm();
  v1::DraftReplyRequest draft;
  auto& part = *draft.mutable_reply()->add_parts();
  part.set_leaf("granted");
  (*part.mutable_elements())["information_or_way"] = "《学区划分方案》1份，随本答复书提供";
  ASSERT_OK(Act(handler_, filed_.request(), draft, &Stub::DraftReply).status());
  const auto refused = Correct("补充说明");
  ASSERT_THAT(refused, HasReason("WRONG_STATE"));
  EXPECT_THAT(std::string(refused.status().message()), Not(HasSubstr("DRAFTED")));
  EXPECT_OK(Withdraw().status()) << "he may withdraw until it is answered";
}

TEST_F(ApplicantActsTest, TheSameRequestIdIsOneWithdrawal) {
  Confirm();
  ASSERT_OK(Withdraw("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0021").status());
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse again, Withdraw("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0021"));
  EXPECT_EQ(again.state(), v1::WITHDRAWN);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 3);
}

TEST_F(ApplicantActsTest, WrongCodesAreCountedTogetherWithThoseOfTracking) {
  Confirm();
  v1::WithdrawOwnRequestRequest guess;
  guess.set_access_code("0000-0000-0000-0000");
  for (int i = 0; i < 3; ++i) EXPECT_THAT(Own(guess, &Stub::WithdrawOwnRequest), HasReason("NO_SUCH_REQUEST")) << i;
  for (int i = 0; i < 2; ++i) EXPECT_THAT(Track(filed_.request().number(), guess.access_code()), HasReason("NO_SUCH_REQUEST")) << i;
  EXPECT_THAT(Own(guess, &Stub::WithdrawOwnRequest), HasReason("TOO_MANY_ATTEMPTS"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 2) << "nothing was recorded";
}

TEST_F(ApplicantActsTest, EmptyAndOversizedTextsAreNamed) {
  Confirm();
  RequireCorrection();
  EXPECT_THAT(Correct(""), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Correct(std::string(5001, 'x')), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Correct("\x01"), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
