// What a reply may say, and what has to be there for it.
#include "request-service/api/reply_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(ReplyTest, Article37AReplyThatGrantsAllWithholdsNothing) {
  v1::DraftReplyRequest draft = Granting();
  Withhold(draft, "《条例》第十五条");
  EXPECT_THAT(Act(handler_, Received(), draft, &Stub::DraftReply), HasReason("BAD_REQUEST"));
}

TEST_F(ReplyTest, ReconsiderationLaw23ReconsiderationComesFirstOnlyWhereArticles14To16Withhold) {
  const v1::Request request = Received();
  ASSERT_OK(Act(handler_, request, Partial("《条例》第十五条"), &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(request), HasSubstr("应当先自收到本答复之日起"));
  ASSERT_OK(Act(handler_, request, Partial("《条例》第三十七条"), &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(request), Not(HasSubstr("应当先自收到本答复之日起")));
  EXPECT_THAT(Act(handler_, request, Partial("内部掌握"), &Stub::DraftReply), HasReason("BAD_REQUEST"));
}

TEST_F(ReplyTest, Article36PartsWithDifferentEndsNeedNoManifestThatIsNotTrue) {
  const v1::Request request = Received();
  v1::DraftReplyRequest draft;
  AddPart(draft, "granted", "2025年方案", {{"information_or_way", "方案1份"}});
  AddPart(draft, "not_existing", "2019年方案", {{"search_record", "以“学区划分”检索2019年档案"}});
  ASSERT_OK(Act(handler_, request, draft, &Stub::DraftReply).status());
  const std::string preview = PreviewOf(request);
  EXPECT_THAT(preview, HasSubstr("一部分可以公开"));
  EXPECT_THAT(preview, Not(HasSubstr("能够作区分处理")));
}

TEST_F(ReplyTest, Article35NoPartIsRefusedAsExcessiveWithoutReasonsAskedFor) {
  v1::DraftReplyRequest draft;
  AddPart(draft, "already_public", "甲", {{"way_to_public", "区政府网站"}});
  AddPart(draft, "excessive", "乙", {});
  EXPECT_THAT(Act(handler_, Received(), draft, &Stub::DraftReply), HasReason("LEAF_WITHOUT_GROUND"));
}

TEST_F(ReplyTest, Article30AReplyAfterAReopeningNamesTheCorrectionOfItsOwnRound) {
  const v1::Request request = Filed("有关材料");
  const auto corrected_on = [&](const std::string& day, const std::string& text) {
    v1::RequireCorrectionRequest correction;
    correction.add_items("信息的名称或者文号");
    correction.set_guidance("请写明所需文件的名称");
    correction.set_deadline("2026-10-30");
    ASSERT_OK(Act(clerk_, request, correction, &Stub::RequireCorrection).status());
    At(day);
    v1::SupplyCorrectionRequest supplied;
    supplied.set_text(text);
    ASSERT_OK(Act(clerk_, request, supplied, &Stub::SupplyCorrection).status());
  };
  v1::DraftReplyRequest unclear;
  AddPart(unclear, "unclear", "", {{"still_unclear", "仍无法判断所需的是哪一份材料"}});
  corrected_on("2026-09-21", "那份材料");
  ASSERT_OK(Answer(request, unclear));
  v1::RecordServiceRequest service;
  service.set_method(v1::DIRECT_SERVICE);
  service.set_evidence("本人签收");
  ASSERT_OK(Act(clerk_, request, service, &Stub::RecordService).status());
  At("2026-10-09");
  v1::ReopenRequestRequest reopen;
  reopen.set_by(v1::RECONSIDERATION);
  reopen.set_document_number("滨政复决〔2026〕7号");
  ASSERT_OK(Act(handler_, request, reopen, &Stub::ReopenRequest).status());
  corrected_on("2026-10-12", "还是那份材料");
  ASSERT_OK(Act(handler_, request, unclear, &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(request), AllOf(HasSubstr("2026年10月9日作出补正告知书（滨教公告〔2026〕2号），您于2026年10月12日提交补正内容"),
                                        Not(HasSubstr("于2026年9月21日提交"))));
}

TEST_F(ReplyTest, Article32WhoIsNotProtectedIsToldThoughAnotherIs) {
  const v1::Request request = Received();
  for (const char* party : {"甲公司", "乙公司"}) {
    v1::ConsultRequest consult;
    consult.set_kind(v1::THIRD_PARTY);
    consult.set_party(party);
    consult.set_information("合同中的报价");
    ASSERT_OK(Act(handler_, request, consult, &Stub::Consult).status());
  }
  for (const char* id : {"1", "2"}) {
    v1::RecordConsultationAnswerRequest refusal;
    refusal.set_consultation(id);
    refusal.set_answer(v1::REFUSES);
    ASSERT_OK(Act(clerk_, request, refusal, &Stub::RecordConsultationAnswer).status());
  }
  const auto untold = [&](const v1::DraftReplyRequest& draft) {
    const absl::Status status = Act(handler_, request, draft, &Stub::DraftReply).status();
    EXPECT_THAT(status, HasReason("THIRD_PARTY_NOTICE_MISSING"));
    return error::GetInfo(status).value_or(error::Info{}).violations.size();
  };
  v1::DraftReplyRequest draft = Partial("《条例》第十五条");
  EXPECT_EQ(untold(draft), 2u) << "for which of the two?";
  v1::Withheld& entry = *draft.mutable_reply()->mutable_withheld(0);
  entry.set_consultation("9");
  EXPECT_THAT(Act(handler_, request, draft, &Stub::DraftReply), HasReason("BAD_REQUEST"));
  entry.set_consultation("1");
  EXPECT_EQ(untold(draft), 1u);
  v1::ThirdPartyNotice& notice = *draft.mutable_reply()->add_third_party_notices();
  notice.set_consultation("2");
  notice.set_disclosed_content("合同的总价");
  notice.set_reasons("使用财政资金");
  EXPECT_THAT(Act(handler_, request, draft, &Stub::DraftReply), HasReason("DOCUMENT_INCOMPLETE")) << "on which ground?";
  notice.set_ground(v1::UNREASONABLE);
  EXPECT_OK(Act(handler_, request, draft, &Stub::DraftReply).status());
  entry.set_article("《条例》第三十七条");
  EXPECT_THAT(Act(handler_, request, draft, &Stub::DraftReply), HasReason("BAD_REQUEST")) << "withheld for nobody's sake";
  v1::DraftReplyRequest parts = Granting();
  AddPart(parts, "denied_third_party", "报价", {{"public_interest_weighing", "不影响公共利益"}, {"reasons", "属于商业秘密"}});
  parts.mutable_reply()->mutable_parts(1)->set_consultation("2");
  EXPECT_EQ(untold(parts), 1u) << "a part of its own protects likewise";
}

TEST_F(ReplyTest, AnEndWithoutADocumentSaysWhy) {
  const v1::Request request = Received();
  v1::DraftReplyRequest draft;
  AddPart(draft, "other", "", {});
  EXPECT_THAT(Act(handler_, request, draft, &Stub::DraftReply), HasReason("BAD_REQUEST"));
  draft.mutable_reply()->mutable_parts(0)->set_grounds("法人已终止，没有权利义务的承受者");
  EXPECT_OK(Act(handler_, request, draft, &Stub::DraftReply).status());
}

TEST_F(ReplyTest, ReconsiderationLaw22ElectronicServiceNeedsTheOnlineChannelInTheReply) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_wanted()->set_route(v1::BY_POST);
  filing.mutable_applicant()->set_address("杭州市滨江区测试路1号");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  ASSERT_OK(Answer(filed.request(), Granting()));
  v1::RecordServiceRequest service;
  service.set_method(v1::ELECTRONIC_SERVICE);
  service.set_evidence("系统日志");
  EXPECT_THAT(Act(clerk_, filed.request(), service, &Stub::RecordService), HasReason("NO_ONLINE_CHANNEL_IN_REPLY"));
  service.set_method(v1::POSTAL_SERVICE);
  service.set_applicant_received_on("2026-09-17");
  EXPECT_THAT(Act(clerk_, filed.request(), service, &Stub::RecordService), HasReason("BAD_REQUEST")) << "before it was posted";
  service.clear_applicant_received_on();
  EXPECT_OK(Act(clerk_, filed.request(), service, &Stub::RecordService).status());
}

TEST_F(ReplyTest, ReconsiderationLaw22TheIssuedReplyDecidesWhetherItIsServedElectronically) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_wanted()->set_route(v1::BY_POST);
  filing.mutable_applicant()->set_address("杭州市滨江区测试路1号");
  v1::RecordServiceRequest service;
  service.set_method(v1::ELECTRONIC_SERVICE);
  service.set_evidence("系统日志");
  v1::CorrectApplicantRequest correct;
  correct.set_reason("申请人来电更正");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse without, Call(clerk_, filing, &Stub::FileRequest));
  ASSERT_OK(Answer(without.request(), Granting()));
  correct.set_email("jia@example.com");
  ASSERT_OK(Act(clerk_, without.request(), correct, &Stub::CorrectApplicant).status());
  EXPECT_THAT(Act(clerk_, without.request(), service, &Stub::RecordService), HasReason("NO_ONLINE_CHANNEL_IN_REPLY"))
      << "the address came after the reply";
  filing.mutable_applicant()->set_email("jia@example.com");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse with, Call(clerk_, filing, &Stub::FileRequest));
  ASSERT_OK(Answer(with.request(), Granting()));
  correct.set_email("");
  ASSERT_OK(Act(clerk_, with.request(), correct, &Stub::CorrectApplicant).status());
  EXPECT_OK(Act(clerk_, with.request(), service, &Stub::RecordService).status()) << "it names the channel";
}

TEST_F(ReplyTest, Measure109SplitItemsCountForTheNextRequestOfTheMonth) {
  const auto notice = [&](int items) -> absl::StatusOr<v1::Request> {
    v1::NoticeFeeRequest fee;
    fee.set_method(v1::PER_ITEM);
    fee.set_items(items);
    fee.set_how_to_pay("扫码");
    return Act(handler_, Received(), fee, &Stub::NoticeFee);
  };
  EXPECT_THAT(notice(-5), HasReason("BAD_REQUEST"));
  ASSERT_OK(notice(12).status()) << "items 2 to 13: two of them beyond the tenth, after the one of above";
  ASSERT_OK_AND_ASSIGN(const v1::Request next, notice(1));
  v1::ListDocumentsRequest list;
  list.set_parent(next.name());
  ASSERT_OK_AND_ASSIGN(const v1::ListDocumentsResponse documents, Call(handler_, list, &Stub::ListDocuments));
  v1::GetDocumentRequest get;
  get.set_name(documents.documents(0).name());
  ASSERT_OK_AND_ASSIGN(const auto body, Call(handler_, get, &Stub::GetDocument));
  EXPECT_THAT(body.data(), HasSubstr("第14件")) << "one, twelve, and this";
}

TEST_F(ReplyTest, Measure109Article5NoFeeByPageForWhatIsPublic) {
  v1::NoticeFeeRequest fee;
  fee.set_method(v1::PER_PAGE);
  fee.set_pages(101);
  fee.set_how_to_pay("扫码");
  fee.set_already_public(true);
  EXPECT_THAT(Act(handler_, Received(), fee, &Stub::NoticeFee), HasReason("FEE_METHOD_UNAVAILABLE"));
}

// The month's first request is free however it is split; the next five items are the 9th to the 13th: 3 × 100 yuan.
TEST_F(ReplyTest, Measure109Article4ASplitRequestThatIsFreeCountsForTheMonthAllTheSame) {
  const v1::Request first = Received();
  v1::NoticeFeeRequest fee;
  fee.set_method(v1::PER_ITEM);
  fee.set_items(8);
  fee.set_how_to_pay("扫码");
  EXPECT_THAT(Act(handler_, first, fee, &Stub::NoticeFee), HasReason("BAD_REQUEST")) << "nothing to pay";
  v1::CountItemsRequest count;
  count.set_items(8);
  EXPECT_THAT(testing::BadFields(Act(handler_, first, count, &Stub::CountItems).status()), ::testing::ElementsAre("reason"));
  count.set_reason("涉及八个项目，一事一申请");
  EXPECT_THAT(Act(clerk_, first, count, &Stub::CountItems), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::Request counted, Act(handler_, first, count, &Stub::CountItems));
  EXPECT_EQ(counted.state(), v1::HANDLING);
  EXPECT_EQ(counted.items(), 8);
  const v1::Request second = Received();
  fee.set_items(5);
  ASSERT_OK(Act(handler_, second, fee, &Stub::NoticeFee).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request charged, Get(second, handler_));
  EXPECT_EQ(charged.events(1).details().at("items_before"), "8");
  EXPECT_EQ(charged.events(1).details().at("yuan"), "300");
  EXPECT_EQ(charged.items(), 5);
  EXPECT_EQ(charged.history().in_month(), 2) << "requests; law.md 6: both numbers are kept";
}

TEST_F(ReplyTest, Measure109Article4ANoticeChargesAtLeastTheItemsThatWereCounted) {
  for (int i = 0; i < 10; ++i) Received();
  const v1::Request request = Received();
  v1::CountItemsRequest count;
  count.set_items(3);
  count.set_reason("三项");
  ASSERT_OK(Act(handler_, request, count, &Stub::CountItems).status());
  v1::NoticeFeeRequest fee;
  fee.set_method(v1::PER_ITEM);
  fee.set_how_to_pay("扫码");
  fee.set_items(2);
  EXPECT_THAT(testing::BadFields(Act(handler_, request, fee, &Stub::NoticeFee).status()), ::testing::ElementsAre("items"));
  fee.clear_items();
  ASSERT_OK(Act(handler_, request, fee, &Stub::NoticeFee).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request charged, Get(request, handler_));
  EXPECT_EQ(charged.events(2).details().at("yuan"), "300") << "items 11 to 13";
}

TEST_F(ReplyTest, ReconsiderationRules23TheDayOfTheSlipIsRecordedWhenItComesBack) {
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_wanted()->set_route(v1::BY_POST);
  filing.mutable_applicant()->set_address("杭州市滨江区测试路1号");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(clerk_, filing, &Stub::FileRequest));
  ASSERT_OK(Answer(filed.request(), Granting()));
  v1::RecordApplicantReceiptRequest receipt;
  receipt.set_evidence("EMS回执，本人签收");
  EXPECT_THAT(Act(clerk_, filed.request(), receipt, &Stub::RecordApplicantReceipt), HasReason("WRONG_STATE")) << "not posted yet";
  v1::RecordServiceRequest service;
  service.set_method(v1::POSTAL_SERVICE);
  service.set_evidence("EMS 1");
  ASSERT_OK(Act(clerk_, filed.request(), service, &Stub::RecordService).status());
  At("2026-09-28");
  receipt.set_day("2026-09-17");
  EXPECT_THAT(testing::BadFields(Act(clerk_, filed.request(), receipt, &Stub::RecordApplicantReceipt).status()), ::testing::ElementsAre("day"));
  receipt.set_day("2026-09-21");
  ASSERT_OK_AND_ASSIGN(const v1::Request served, Act(clerk_, filed.request(), receipt, &Stub::RecordApplicantReceipt));
  EXPECT_EQ(served.state(), v1::SERVED);
  EXPECT_THAT(Act(clerk_, filed.request(), receipt, &Stub::RecordApplicantReceipt), HasReason("APPLICANT_RECEIPT_ONCE"));
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse tracked, Track(filed.request().number(), filed.access_code()));
  EXPECT_EQ(tracked.steps(tracked.steps_size() - 1).label(), "申请人收到答复");
}

TEST_F(ReplyTest, Article45AReplyIsReviewedByTheReviewerAndEventsTellIt) {
  const v1::Request request = Received();
  ASSERT_OK(Act(handler_, request, Granting(), &Stub::DraftReply).status());
  v1::ReviewReplyRequest review;
  review.set_note("要素齐全，同意");
  EXPECT_THAT(Act(approver_, request, review, &Stub::ReviewReply), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Act(Person("handler-1", {"reviewer"}), request, review, &Stub::ReviewReply), HasReason("SELF_APPROVAL"));
  const Caller reviewer = Person("reviewer-1", {"reviewer"});
  ASSERT_OK_AND_ASSIGN(const v1::Request reviewed, Act(reviewer, request, review, &Stub::ReviewReply));
  EXPECT_EQ(reviewed.state(), v1::DRAFTED);
  ASSERT_OK_AND_ASSIGN(const v1::Request whole, Get(request, handler_));
  EXPECT_EQ(whole.events(2).label(), "审核");
  EXPECT_EQ(whole.events(2).actor(), "reviewer-1");
  EXPECT_OK(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
}

}  // namespace
}  // namespace disclosure::request
