// The papers of a request, as stories over the wire: what is issued, with which number, and who may see it.
#include "request-service/api/document_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(DocumentTest, TheFilingAnswersWithItsReceipt) {
  EXPECT_THAT(filed_.receipt_html(), AllOf(HasSubstr("登记回执"), HasSubstr("330108-jyj-2026-1"), HasSubstr("测试甲")));
  EXPECT_THAT(filed_.receipt_html(), HasSubstr("待双方确认")) << "条例 art. 31";
  EXPECT_THAT(filed_.receipt_html(), HasSubstr("自收到申请之日起20个工作日内"));
  EXPECT_THAT(filed_.receipt_html(), HasSubstr("杭州市滨江区教育局政府信息公开工作机构")) << "the directory has no phone";
  ASSERT_OK_AND_ASSIGN(const HttpBody fetched, Fetch("receipt", filed_.access_code()));
  EXPECT_EQ(fetched.data(), filed_.receipt_html());
  EXPECT_EQ(fetched.content_type(), "text/html; charset=utf-8");
  Confirm();
  EXPECT_THAT(Html("receipt"), HasSubstr("2026年10月22日")) << "the due date, once received";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM documents"), 0) << "a receipt is not kept and has no number";
}

TEST_F(DocumentTest, AFilingRepeatedHasTheSameReceipt) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_request_id("7b2c7f36-9d2e-4e53-8d53-5b2f6d0b0009");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse first, Call(Caller{}, filing, &Stub::FileRequest));
  At("2026-09-19");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse again, Call(Caller{}, filing, &Stub::FileRequest));
  EXPECT_EQ(again.receipt_html(), first.receipt_html());
}

TEST_F(DocumentTest, EveryNoticeHasItsNumberInItsSeries) {
  Confirm();
  ASSERT_OK(Act(clerk_, request_, Correction(), &Stub::RequireCorrection).status());
  v1::SupplyCorrectionRequest supplied;
  supplied.set_text("滨教〔2025〕1号");
  ASSERT_OK(Act(clerk_, request_, supplied, &Stub::SupplyCorrection).status());
  v1::ExtendPeriodRequest extend;
  extend.set_working_days(20);
  extend.set_reason("需要查阅历史档案");
  ASSERT_OK(Act(approver_, request_, extend, &Stub::ExtendPeriod).status());
  v1::RequireReasonsRequest reasons;
  reasons.set_counted(32);
  reasons.set_span("2026年9月");
  reasons.set_deadline("2026-09-30");
  reasons.set_what_to_explain("申请的用途");
  ASSERT_OK(Act(handler_, request_, reasons, &Stub::RequireReasons).status());
  v1::RecordReasonsRequest given;
  given.set_reasons("论文研究");
  ASSERT_OK(Act(clerk_, request_, given, &Stub::RecordReasons).status());
  v1::WeighReasonsRequest weighed;
  weighed.set_verdict(v1::DELAY);
  weighed.set_assessment("理由合理");
  weighed.set_delayed_until("2026-12-31");
  ASSERT_OK(Act(handler_, request_, weighed, &Stub::WeighReasons).status());
  ASSERT_OK(Consult(v1::THIRD_PARTY, "测试有限公司"));
  ASSERT_OK(Consult(v1::JOINT_ORGAN, "杭州市滨江区财政局"));
  v1::NoticeFeeRequest fee;
  fee.set_method(v1::PER_PAGE);
  fee.set_pages(101);
  fee.set_how_to_pay("持本通知书到区行政服务中心缴纳");
  ASSERT_OK(Act(handler_, request_, fee, &Stub::NoticeFee).status());
  EXPECT_THAT(Listed(), ElementsAre("T02 滨教公告〔2026〕1号", "T04 滨教公告〔2026〕2号", "T03 滨教公告〔2026〕3号", "R15 滨教公复〔2026〕1号",
                                    "T05 滨教公询〔2026〕1号", "T07 滨教公告〔2026〕4号", "T06 滨教公询〔2026〕2号", "T07 滨教公告〔2026〕5号",
                                    "T09 滨教公费〔2026〕1号"));
  EXPECT_THAT(Html("3-1"), AllOf(HasSubstr("信息的名称或者文号"), HasSubstr("2026年10月12日前"), HasSubstr("补正告知书")));
  EXPECT_THAT(Html("5-1"), AllOf(HasSubstr("需要查阅历史档案"), HasSubstr("原答复期限至")));
  EXPECT_THAT(Html("6-1"), AllOf(HasSubstr("2026年9月，您共向本机关提出政府信息公开申请32件"), HasSubstr("申请的用途")));
  EXPECT_THAT(Html("8-1"), HasSubstr("延迟至2026年12月31日"));
  EXPECT_THAT(Html("10-1"), HasSubstr("视为同意公开")) << "条例 art. 34";
  EXPECT_THAT(Html("11-1"), AllOf(HasSubstr("人民币720元"), HasSubstr("持本通知书到区行政服务中心缴纳")));
}

// 办法 art. 6: what the record says is not asked of the officer.
TEST_F(DocumentTest, AnUnpaidFeeEndsWithTheNoticeItsServiceAndItsLastDay) {
  Confirm();
  v1::NoticeFeeRequest fee;
  fee.set_method(v1::PER_PAGE);
  fee.set_pages(101);
  fee.set_how_to_pay("到区行政服务中心缴纳");
  ASSERT_OK(Act(handler_, request_, fee, &Stub::NoticeFee).status());
  At("2026-09-21");
  ASSERT_OK(Act(clerk_, request_, v1::RecordFeeNoticeReceivedRequest(), &Stub::RecordFeeNoticeReceived).status());
  At("2026-11-02");
  ASSERT_OK(Act(handler_, request_, v1::LapseFeeRequest(), &Stub::LapseFee).status());
  ASSERT_OK(Answer(Reply("fee_unpaid", {})));
  EXPECT_THAT(Listed(), ElementsAre("T09 滨教公费〔2026〕1号", "R14 滨教公复〔2026〕1号"));
  EXPECT_THAT(Html("8-1"), AllOf(HasSubstr("本机关于2026年9月18日作出收费通知书（滨教公费〔2026〕1号），并于2026年9月21日送达您"), HasSubstr("缴费期限至2026年10月")));
}

TEST_F(DocumentTest, Article30ALapsedCorrectionEndsWithItsDeadlineAndAsksHowTheNoticeWasServed) {
  Confirm();
  ASSERT_OK(Act(clerk_, request_, Correction(), &Stub::RequireCorrection).status());
  At("2026-10-13");
  ASSERT_OK(Act(handler_, request_, v1::LapseCorrectionRequest(), &Stub::LapseCorrection).status());
  EXPECT_THAT(Missing(Act(handler_, request_, Reply("not_corrected", {}), &Stub::DraftReply).status()), ElementsAre("notice_served"));
  ASSERT_OK(Answer(Reply("not_corrected", {{"notice_served", "本机关于2026年9月18日作出补正告知书（滨教公告〔2026〕1号），并于当日送达您"}})));
  EXPECT_THAT(Html("7-1"), AllOf(HasSubstr("补正期限至2026年10月12日届满"), HasSubstr("视为您放弃申请")));
}

TEST_F(DocumentTest, Article35ARefusalIsReasonedByTheRecord) {
  Confirm();
  v1::RequireReasonsRequest reasons;
  reasons.set_counted(32);
  reasons.set_span("2026年9月");
  reasons.set_deadline("2026-09-30");
  reasons.set_what_to_explain("申请的用途");
  ASSERT_OK(Act(handler_, request_, reasons, &Stub::RequireReasons).status());
  v1::RecordReasonsRequest given;
  given.set_reasons("了解情况");
  ASSERT_OK(Act(clerk_, request_, given, &Stub::RecordReasons).status());
  v1::WeighReasonsRequest weighed;
  weighed.set_verdict(v1::REFUSE);
  weighed.set_assessment("32件申请内容高度相似");
  ASSERT_OK(Act(handler_, request_, weighed, &Stub::WeighReasons).status());
  ASSERT_OK(Answer(Reply("excessive", {})));
  EXPECT_THAT(Listed(), ElementsAre("T03 滨教公告〔2026〕1号", "R12 滨教公复〔2026〕1号"));
  EXPECT_THAT(Html("8-1"), AllOf(HasSubstr("共向本机关提出政府信息公开申请32件"), HasSubstr("说明理由为“了解情况”"), HasSubstr("32件申请内容高度相似")));
}

TEST_F(DocumentTest, Article33AnExtensionIntoAYearWithoutNoticeSaysItsLength) {
  At("2026-12-10");
  Confirm();
  v1::ExtendPeriodRequest extend;
  extend.set_working_days(20);
  extend.set_reason("需要查阅历史档案");
  ASSERT_OK(Act(approver_, request_, extend, &Stub::ExtendPeriod).status());
  EXPECT_THAT(Html("3-1"), HasSubstr("延长至原答复期限届满后第20个工作日"));
}

TEST_F(DocumentTest, ANoticeWithoutItsElementsIsRefusedAndNothingIsWritten) {
  Confirm();
  v1::RequireCorrectionRequest correction = Correction();
  correction.clear_guidance();
  const auto refused = Act(clerk_, request_, correction, &Stub::RequireCorrection);
  EXPECT_THAT(refused, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_THAT(Missing(refused.status()), ElementsAre("guidance"));
  v1::NoticeFeeRequest fee;
  fee.set_method(v1::PER_PAGE);
  fee.set_pages(101);
  EXPECT_THAT(Missing(Act(handler_, request_, fee, &Stub::NoticeFee).status()), ElementsAre("how_to_pay"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM request_events"), 2);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM document_serials"), 0) << "numbers run without gaps";
}

TEST_F(DocumentTest, AnOrganWithoutCourtIsToldWhichDataIsMissing) {
  ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) {
    return writer.ReplaceOrgans({{.code = "330108-jyj", .division = "330108", .name = "杭州市滨江区教育局"}});
  }));
  auto reference = LoadReference(*store_, absl::Now() + absl::Seconds(30));
  ASSERT_OK(reference.status());
  reference_->Set(*std::move(reference));
  Confirm();
  const auto reply = Act(handler_, request_, Granting(), &Stub::DraftReply);
  EXPECT_THAT(reply, HasReason("REMEDY_INCOMPLETE"));
  EXPECT_THAT(Missing(reply.status()), ElementsAre("reconsideration_organ", "court"));
  EXPECT_THAT(Act(clerk_, request_, Correction(), &Stub::RequireCorrection), HasReason("ORGAN_DATA_MISSING"));
  EXPECT_OK(Call(Caller{}, NewFiling(), &Stub::FileRequest).status()) << "a filing is never refused for it";
}

TEST_F(DocumentTest, WrongCodesOfFetchAndTrackAreCountedTogether) {
  for (int i = 0; i < 3; ++i) EXPECT_THAT(Fetch("receipt", "0000-0000-0000-0000"), HasReason("NO_SUCH_REQUEST"));
  for (int i = 0; i < 2; ++i) EXPECT_THAT(Track(request_.number(), "0000-0000-0000-0000"), HasReason("NO_SUCH_REQUEST"));
  EXPECT_THAT(Fetch("receipt", "0000-0000-0000-0000"), HasReason("TOO_MANY_ATTEMPTS"));
  EXPECT_OK(Fetch("receipt", filed_.access_code()).status());
}

TEST_F(DocumentTest, PapersNameTheApplicantSoOnlyTheOrgansOwnOfficersReadThem) {
  Confirm();
  ASSERT_OK(Answer(Granting()));
  EXPECT_THAT(Read("5-1", stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  for (const Caller& overseer : {supervisor_, Person("a", {"auditor"}, "330108-tjj"), Person("a", {"auditor"})}) {
    for (const char* id : {"5-1", "receipt"}) EXPECT_THAT(Read(id, overseer), HasReason("APPLICANT_NOT_SHOWN"));
  }
  EXPECT_THAT(Read("5-2", handler_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Read("nonsense", handler_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Read("5-1", handler_, static_cast<v1::DocumentFormat>(9)), HasReason("BAD_REQUEST"));
  v1::ListDocumentsRequest list;
  list.set_parent(request_.name());
  EXPECT_THAT(Call(stranger_, list, &Stub::ListDocuments), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::ListDocumentsResponse listed, Call(supervisor_, list, &Stub::ListDocuments));
  EXPECT_EQ(listed.documents_size(), 1) << "that there is one, and its number, is no secret";
}

TEST_F(DocumentTest, AWithdrawalIsConfirmedOnceTheRequestWasReceived) {
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse other, Call(Caller{}, NewFiling(), &Stub::FileRequest));
  ASSERT_OK(Act(clerk_, other.request(), v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status()) << "before it was received";
  Confirm();
  ASSERT_OK(Act(clerk_, request_, v1::RecordWithdrawalRequest(), &Stub::RecordWithdrawal).status());
  EXPECT_THAT(Listed(), ElementsAre("R17 滨教公复〔2026〕1号"));
  EXPECT_THAT(Html("3-1"), AllOf(HasSubstr("撤回确认书"), Not(HasSubstr("行政复议"))));
}

TEST_F(DocumentTest, AnEndWithoutADocumentHasNoNumber) {
  Confirm();
  v1::DraftReplyRequest other = Reply("other", {});
  other.mutable_reply()->mutable_parts(0)->set_grounds("法人已终止");
  ASSERT_OK(Answer(other));
  EXPECT_THAT(Listed(), ElementsAre());
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request_, handler_));
  EXPECT_EQ(read.document_number(), "");
  EXPECT_EQ(read.state(), v1::REPLIED);
  EXPECT_EQ(read.concluded_on(), "2026-09-18") << "nothing is to be served";
  ASSERT_OK_AND_ASSIGN(const v1::Request closed, Act(clerk_, request_, v1::CloseRequestRequest(), &Stub::CloseRequest));
  EXPECT_EQ(closed.state(), v1::CLOSED) << "there is nothing to serve";
}

TEST_F(DocumentTest, AReplyThatHasADocumentIsClosedOnceItWasServed) {
  Confirm();
  ASSERT_OK(Answer(Granting()));
  EXPECT_THAT(Act(clerk_, request_, v1::CloseRequestRequest(), &Stub::CloseRequest), HasReason("NOT_SERVED"));
}

TEST_F(DocumentTest, WhatIsKeptIsEncrypted) {
  Confirm();
  ASSERT_OK(Answer(Granting()));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM documents WHERE INSTR(content_sealed, '测试甲') > 0 OR INSTR(content_sealed, 'addressee') > 0"), 0);
}

}  // namespace
}  // namespace disclosure::request
