// The procedure, as stories over the wire.
#include "common/crypto/audit_chain.h"
#include "request-service/api/service_fixture.h"
#include "request-service/domain/law_files_testing.h"
#include "request-service/storage/event_json.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

class ProcedureTest : public ServiceTest {
 protected:
  static v1::DraftReplyRequest Granting() {
    v1::DraftReplyRequest draft;
    auto& part = *draft.mutable_reply()->add_parts();
    part.set_leaf("granted");
    (*part.mutable_elements())["information_or_way"] = "随本答复书附送";
    (*part.mutable_elements())["delivery_form"] = "电子文件";
    (*part.mutable_elements())["attachment_list"] = "1. 学区划分方案";
    return draft;
  }
};

TEST_F(ProcedureTest, ARequestIsReceivedDraftedApprovedIssuedServedAndFiled) {
  const v1::Request request = Received();
  At("2026-09-28");
  ASSERT_OK_AND_ASSIGN(const v1::Request drafted, Act(handler_, request, Granting(), &Stub::DraftReply));
  EXPECT_EQ(drafted.state(), v1::DRAFTED);
  EXPECT_EQ(drafted.leaf(), "granted");
  EXPECT_EQ(drafted.handler(), "handler-1");
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request, approver_));
  EXPECT_EQ(read.reply().parts(0).elements().at("attachment_list"), "1. 学区划分方案") << "what the approver approves";
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request issued, Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply));
  EXPECT_EQ(issued.document_number(), "滨教公复〔2026〕1号");
  EXPECT_EQ(issued.concluded_on(), "") << "国办公开办函〔2016〕235号: not before it is served";
  EXPECT_NE(issued.due_on(), "") << "owed until it is served";
  At("2026-09-29");
  v1::RecordServiceRequest service;
  service.set_method(v1::ELECTRONIC_SERVICE);
  service.set_evidence("已发送至申请人指定邮箱");
  ASSERT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request served, Get(request, clerk_));
  EXPECT_EQ(served.due_on(), "") << "nothing is owed any more";
  EXPECT_EQ(served.concluded_on(), "2026-09-29");
  ASSERT_OK_AND_ASSIGN(const v1::Request closed, Act(clerk_, request, v1::CloseRequestRequest(), &Stub::CloseRequest));
  EXPECT_EQ(closed.state(), v1::CLOSED);
  ASSERT_OK_AND_ASSIGN(const v1::Request whole, Get(request, handler_));
  EXPECT_EQ(whole.events_size(), 6);
  EXPECT_EQ(whole.events(3).label(), "答复");
  EXPECT_EQ(whole.events(3).details().at("document_number"), "滨教公复〔2026〕1号");
}

TEST_F(ProcedureTest, AReplyWithoutItsElementsIsRefusedWithAllThatIsMissing) {
  const v1::Request request = Received();
  v1::DraftReplyRequest draft;
  draft.mutable_reply()->add_parts()->set_leaf("denied_process");
  const auto refused = Act(handler_, request, draft, &Stub::DraftReply);
  EXPECT_THAT(refused, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_FALSE(error::GetInfo(refused.status())->violations.empty());
  draft.mutable_reply()->mutable_parts(0)->set_leaf("nonsense");
  EXPECT_THAT(Act(handler_, request, draft, &Stub::DraftReply), HasReason("BAD_REQUEST"));
  draft.mutable_reply()->clear_parts();
  EXPECT_THAT(Act(handler_, request, draft, &Stub::DraftReply), HasReason("BAD_REQUEST"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reply_drafts"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 1);
}

TEST_F(ProcedureTest, Article30ACorrectionRestartsThePeriod) {
  const v1::Request request = Received();
  v1::RequireCorrectionRequest correction;
  correction.add_items("信息的名称或者文号");
  correction.set_guidance("请写明文件的名称");
  correction.set_deadline("2026-10-12");
  ASSERT_OK_AND_ASSIGN(const v1::Request waiting, Act(clerk_, request, correction, &Stub::RequireCorrection));
  EXPECT_EQ(waiting.state(), v1::AWAITING_CORRECTION);
  EXPECT_EQ(waiting.due_on(), "");
  At("2026-09-28");
  v1::SupplyCorrectionRequest supplied;
  supplied.set_text("滨教〔2025〕1号");
  ASSERT_OK_AND_ASSIGN(const v1::Request again, Act(clerk_, request, supplied, &Stub::SupplyCorrection));
  EXPECT_EQ(again.due_on(), "2026-10-30");
  EXPECT_THAT(Act(clerk_, request, correction, &Stub::RequireCorrection), HasReason("CORRECTION_ONCE"));
}

TEST_F(ProcedureTest, Article33TheExplainedClockNamesEveryDay) {
  const v1::Request request = Received();
  v1::ConsultRequest consult;
  consult.set_kind(v1::THIRD_PARTY);
  consult.set_party("测试有限公司");
  consult.set_information("合同中的报价");
  ASSERT_OK(Act(handler_, request, consult, &Stub::Consult).status());
  At("2026-09-24");
  v1::RecordConsultationAnswerRequest answer;
  answer.set_consultation("1");
  answer.set_answer(v1::CONSENTS);
  ASSERT_OK_AND_ASSIGN(const v1::Request answered, Act(clerk_, request, answer, &Stub::RecordConsultationAnswer));
  EXPECT_EQ(answered.due_on(), "2026-10-29");
  v1::ExplainDueDateRequest explain;
  explain.set_name(request.name());
  ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation why, Call(handler_, explain, &Stub::ExplainDueDate));
  EXPECT_EQ(why.due_on(), "2026-10-29");
  EXPECT_EQ(why.excluded(), 5) << "20 September works, 21 to 24";
  EXPECT_EQ(why.start_text(), "收到申请之日（条例第三十一条）");
  EXPECT_EQ(why.days(0).date(), "2026-09-19");
  EXPECT_EQ(why.days(1).text(), "征求第三方意见期间");
  EXPECT_EQ(why.days(7).text(), "中秋放假");
  EXPECT_EQ(why.deadlines(0).date(), "2026-09-29");
  EXPECT_THAT(Call(stranger_, explain, &Stub::ExplainDueDate), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(ProcedureTest, Article33AnExtensionIsTheApproversAndOnce) {
  const v1::Request request = Received();
  v1::ExtendPeriodRequest extend;
  extend.set_working_days(20);
  extend.set_reason("需要查阅历史档案");
  EXPECT_THAT(Act(handler_, request, extend, &Stub::ExtendPeriod), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::Request extended, Act(approver_, request, extend, &Stub::ExtendPeriod));
  EXPECT_EQ(extended.due_on(), "2026-11-19");
  EXPECT_THAT(Act(approver_, request, extend, &Stub::ExtendPeriod), HasReason("EXTENSION_ONCE"));
}

// 国办函〔2020〕109号: the 12th item of the month, 72 pages: 100 yuan per item or 420 per page.
TEST_F(ProcedureTest, AFeeIsComputedFromTheApplicantsMonthAndByOneMethod) {
  const v1::Request first = Received();
  v1::Request request;
  for (int i = 1; i < 12; ++i) request = Received();
  v1::NoticeFeeRequest fee;
  fee.set_pages(72);
  fee.set_how_to_pay("到区行政服务中心缴纳");
  EXPECT_THAT(Act(handler_, request, fee, &Stub::NoticeFee), HasReason("BAD_REQUEST"));
  fee.set_method(v1::PER_ITEM);
  ASSERT_OK_AND_ASSIGN(const v1::Request charged, Act(handler_, request, fee, &Stub::NoticeFee));
  EXPECT_EQ(charged.state(), v1::AWAITING_PAYMENT);
  ASSERT_OK_AND_ASSIGN(const v1::Request whole, Get(request, handler_));
  EXPECT_EQ(whole.events(1).details().at("yuan"), "100");
  EXPECT_THAT(Act(handler_, first, fee, &Stub::NoticeFee), HasReason("BAD_REQUEST")) << "the first item of the month is free, whatever follows";
}

TEST_F(ProcedureTest, Article35NoRefusalComesAboutWithoutAnOfficersActs) {
  v1::Request request;
  for (int i = 0; i < 40; ++i) request = Received();
  EXPECT_EQ(request.state(), v1::HANDLING) << "the fortieth of the day is handled like the first";
  v1::DraftReplyRequest refusal;
  auto& part = *refusal.mutable_reply()->add_parts();
  part.set_leaf("excessive");
  part.set_grounds("数量明显超过合理范围");
  for (const auto& element : law_.elements.Required("R12", {"R12", "excessive"})) (*part.mutable_elements())[element->element] = "有";
  EXPECT_THAT(Act(handler_, request, refusal, &Stub::DraftReply), HasReason("LEAF_WITHOUT_GROUND"));
  v1::RequireReasonsRequest reasons;
  reasons.set_counted(40);
  reasons.set_span("2026年9月");
  reasons.set_deadline("2026-09-30");
  reasons.set_what_to_explain("申请的用途");
  ASSERT_OK(Act(handler_, request, reasons, &Stub::RequireReasons).status());
  v1::RecordReasonsRequest given;
  given.set_reasons("就是想要");
  ASSERT_OK(Act(clerk_, request, given, &Stub::RecordReasons).status());
  v1::WeighReasonsRequest weighed;
  weighed.set_verdict(v1::REFUSE);
  weighed.set_assessment("所述理由不合理");
  ASSERT_OK(Act(handler_, request, weighed, &Stub::WeighReasons).status());
  EXPECT_OK(Act(handler_, request, refusal, &Stub::DraftReply).status());
}

TEST_F(ProcedureTest, Article35WhatNobodyCountedIsCountedForTheMonthOfReceipt) {
  Received();
  const v1::Request request = Received();
  v1::RequireReasonsRequest reasons;
  reasons.set_deadline("2026-09-30");
  reasons.set_what_to_explain("申请的用途");
  reasons.set_span("2026年第三季度");
  EXPECT_THAT(Act(handler_, request, reasons, &Stub::RequireReasons), HasReason("BAD_REQUEST")) << "another span is the officer's to count";
  reasons.clear_span();
  ASSERT_OK(Act(handler_, request, reasons, &Stub::RequireReasons).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request, handler_));
  EXPECT_EQ(read.events(1).details().at("counted"), "2");
  EXPECT_EQ(read.events(1).details().at("span"), "2026年9月");
}

// 条例 art. 36(六): a repeat needs an earlier reply to the same applicant about the same information.
TEST_F(ProcedureTest, Article36ARepeatIsProposedOnlyOnceTheEarlierRequestWasAnswered) {
  const v1::Request first = Received();
  v1::FileRequestRequest same = NewFiling();
  same.set_channel(v1::IN_PERSON);
  same.mutable_wanted()->set_subject("《２０２５年》义务教育招生 学区划分方案。");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse second, Call(clerk_, same, &Stub::FileRequest));
  ASSERT_OK_AND_ASSIGN(const v1::Request pending, Get(second.request(), handler_));
  EXPECT_EQ(pending.history().answered_twin(), "") << "a pending request is no reply";
  EXPECT_EQ(pending.history().in_month(), 2);
  EXPECT_EQ(pending.history().in_quarter(), 2);
  ASSERT_OK(Act(handler_, first, Granting(), &Stub::DraftReply).status());
  ASSERT_OK(Act(approver_, first, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  ASSERT_OK(Act(handler_, first, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request proposed, Get(second.request(), handler_));
  EXPECT_EQ(proposed.history().answered_twin(), first.number());
  EXPECT_EQ(proposed.history().answered_twin_document(), "滨教公复〔2026〕1号");
  EXPECT_EQ(proposed.history().answered_twin_on(), "2026-09-18");
  ASSERT_EQ(proposed.history().proposals_size(), 1);
  EXPECT_EQ(proposed.history().proposals(0).act(), "repeat") << "proposed, not done";
  EXPECT_THAT(proposed.history().proposals(0).text(), HasSubstr("2026年9月18日答复，滨教公复〔2026〕1号"));
  EXPECT_EQ(proposed.state(), v1::HANDLING) << "proposed, not decided";
  same.mutable_applicant()->set_identity_number("330108190001010028");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse other, Call(clerk_, same, &Stub::FileRequest));
  ASSERT_OK_AND_ASSIGN(const v1::Request stranger, Get(other.request(), handler_));
  EXPECT_EQ(stranger.history().answered_twin(), "") << "another applicant";
}

TEST_F(ProcedureTest, AStaleEtagAnotherOrganAndAReplayAreTold) {
  const v1::Request request = Received();
  v1::RecordWithdrawalRequest withdrawal;
  withdrawal.set_etag("\"99\"");
  EXPECT_THAT(Act(clerk_, request, withdrawal, &Stub::RecordWithdrawal), HasReason("ETAG_MISMATCH"));
  withdrawal.set_etag(request.etag());
  EXPECT_THAT(Act(stranger_, request, withdrawal, &Stub::RecordWithdrawal), StatusIs(absl::StatusCode::kPermissionDenied));
  withdrawal.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0003");
  ASSERT_OK_AND_ASSIGN(const v1::Request first, Act(clerk_, request, withdrawal, &Stub::RecordWithdrawal));
  ASSERT_OK_AND_ASSIGN(const v1::Request again, Act(clerk_, request, withdrawal, &Stub::RecordWithdrawal));
  EXPECT_EQ(again.etag(), first.etag());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 2);
}

TEST_F(ProcedureTest, TheApplicantSeesStepsButNeitherDraftsNorOfficers) {
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, NewFiling(), &Stub::FileRequest));
  v1::ConfirmReceiptRequest confirm;
  confirm.set_act("电话联系申请人确认");
  ASSERT_OK(Act(clerk_, filed.request(), confirm, &Stub::ConfirmReceipt).status());
  ASSERT_OK(Act(handler_, filed.request(), Granting(), &Stub::DraftReply).status());
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse tracked, Track(filed.request().number(), filed.access_code()));
  EXPECT_EQ(tracked.state_label(), "办理中");
  EXPECT_EQ(tracked.due_on(), "2026-10-22");
  EXPECT_EQ(tracked.steps_size(), 2);
  EXPECT_THAT(tracked.ShortDebugString(), Not(HasSubstr("handler-1")));
}

// 行政复议法实施条例 art. 30, in force since 2026-07-01.
TEST_F(ProcedureTest, ReconsiderationRules30AnOverdueAnswerTellsTheRemedyOfTheDayItWasDue) {
  struct {
    const char *filed, *due, *overdue, *says;
  } const cases[] = {{"2026-05-20", "2026-06-17", "2026-07-02", "，或者自答复期限届满之日起六个月内"},
                     {"2026-06-10", "2026-07-09", "2026-07-10", "应当先自答复期限届满之日起六十日内向杭州市滨江区人民政府申请行政复议"}};
  for (const auto& v : cases) {
    At(v.filed);
    ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, NewFiling(), &Stub::FileRequest));
    v1::ConfirmReceiptRequest confirm;
    confirm.set_act("电话联系申请人确认");
    ASSERT_OK(Act(clerk_, filed.request(), confirm, &Stub::ConfirmReceipt).status());
    v1::ExplainDueDateRequest explain;
    explain.set_name(filed.request().name());
    const auto track = [&] { return Track(filed.request().number(), filed.access_code()); };
    At(v.due);
    ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse in_time, track());
    EXPECT_EQ(in_time.due_on(), v.due);
    EXPECT_EQ(in_time.overdue_remedy(), "") << "the last day";
    At(v.overdue);
    ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse late, track());
    EXPECT_THAT(late.overdue_remedy(), HasSubstr(v.says));
    ASSERT_OK_AND_ASSIGN(const v1::DueDateExplanation why, Call(handler_, explain, &Stub::ExplainDueDate));
    EXPECT_EQ(why.overdue_remedy(), late.overdue_remedy());
    ASSERT_OK(Act(handler_, filed.request(), Granting(), &Stub::DraftReply).status());
    ASSERT_OK(Act(approver_, filed.request(), v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    ASSERT_OK(Act(handler_, filed.request(), v1::IssueReplyRequest(), &Stub::IssueReply).status());
    ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse answered, track());
    EXPECT_EQ(answered.overdue_remedy(), "") << "the reply has a clause of its own";
  }
}

TEST_F(ProcedureTest, Article30ANoticeNamesAtMostFiftyItems) {
  v1::RequireCorrectionRequest correction;
  for (int i = 0; i < 51; ++i) correction.add_items("名称");
  correction.set_guidance("请写明");
  correction.set_deadline("2026-10-12");
  const v1::Request request = Received();
  EXPECT_THAT(testing::BadFields(Act(clerk_, request, correction, &Stub::RequireCorrection).status()), ::testing::ElementsAre("items"));
  correction.mutable_items()->RemoveLast();
  EXPECT_OK(Act(clerk_, request, correction, &Stub::RequireCorrection).status());
}

TEST_F(ProcedureTest, Article35TheEleventhRequestOfAMonthProposesToAskForReasonsAndDoesNothing) {
  for (int i = 1; i <= 11; ++i) {
    v1::FileRequestRequest filing = NewFiling();
    filing.set_channel(v1::IN_PERSON);
    filing.mutable_wanted()->set_subject(absl::StrCat("第", i, "号文件"));
    ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
    ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(filed.request(), handler_));
    EXPECT_EQ(read.state(), v1::HANDLING) << "handled like any other";
    ASSERT_EQ(read.history().proposals_size(), i == 11 ? 1 : 0) << "request " << i;
    for (const v1::Proposal& proposal : read.history().proposals()) EXPECT_EQ(proposal.act(), "requireReasons");
  }
}

TEST_F(ProcedureTest, Article45TheDraftThatIsApprovedIsTheOneThatWasRead) {
  const v1::Request request = Received();
  EXPECT_EQ(request.draft(), 0);
  ASSERT_OK_AND_ASSIGN(const v1::Request drafted, Act(handler_, request, Granting(), &Stub::DraftReply));
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request, approver_));
  EXPECT_EQ(read.draft(), drafted.draft());
  ASSERT_OK_AND_ASSIGN(const v1::Request redrafted, Act(handler_, request, Granting(), &Stub::DraftReply));
  const Caller reviewer = Person("reviewer-1", {"reviewer"});
  v1::ReviewReplyRequest review;
  review.set_draft(read.draft());
  EXPECT_THAT(Act(reviewer, request, review, &Stub::ReviewReply), HasReason("DRAFT_CHANGED"));
  v1::ApproveReplyRequest approve;
  approve.set_draft(read.draft());
  const auto changed = Act(approver_, request, approve, &Stub::ApproveReply);
  EXPECT_THAT(changed, HasReason("DRAFT_CHANGED"));
  EXPECT_EQ(error::GetInfo(changed.status())->metadata.at("draft"), absl::StrCat(redrafted.draft()));
  review.set_draft(redrafted.draft());
  ASSERT_OK(Act(reviewer, request, review, &Stub::ReviewReply).status());
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status()) << "whichever is there";
  ASSERT_OK_AND_ASSIGN(const v1::Request approved, Get(request, handler_));
  for (int i : {3, 4}) EXPECT_EQ(approved.events(i).details().at("draft"), absl::StrCat(redrafted.draft())) << "the record tells which";
}

TEST_F(ProcedureTest, EveryEventIsChainedToTheOneBefore) {
  const v1::Request request = Received();
  ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
  ASSERT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  std::vector<crypto::AuditEvent> chain;
  ASSERT_OK(store_->Read(absl::Now() + absl::Seconds(30), [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<StoredEvent> events, reader.Events({"330108-jyj", 2026, 1}));
    for (const StoredEvent& stored : events) {
      chain.push_back({.aggregate = request.name(), .seq = stored.event.seq, .kind = std::string(KindName(stored.event.data)),
                       .time = stored.event.time, .actor = stored.event.actor, .payload = ToJson(stored.event.data), .hash = stored.hash});
    }
    return absl::OkStatus();
  }));
  ASSERT_EQ(chain.size(), 3u);
  EXPECT_OK(crypto::Verify(chain));
  chain[1].actor = "somebody else";
  EXPECT_THAT(crypto::Verify(chain), HasReason("AUDIT_CHAIN_BROKEN"));
}

}  // namespace
}  // namespace disclosure::request
