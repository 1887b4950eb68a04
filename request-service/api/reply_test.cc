// What a reply may say, and what has to be there for it.
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::Not;

class ReplyTest : public ServiceTest {
 protected:
  using Elements = std::vector<std::pair<std::string, std::string>>;

  static void AddPart(v1::DraftReplyRequest& draft, const std::string& leaf, const std::string& content, const Elements& elements) {
    v1::ReplyPart& part = *draft.mutable_reply()->add_parts();
    part.set_leaf(leaf);
    part.set_content(content);
    for (const auto& [element, text] : elements) (*part.mutable_elements())[element] = text;
  }
  static void Withhold(v1::DraftReplyRequest& draft, const std::string& article) {
    v1::Withheld& entry = *draft.mutable_reply()->add_withheld();
    entry.set_place("第3页");
    entry.set_content("联系人");
    entry.set_article(article);
    entry.set_reason("个人隐私");
  }
  static v1::DraftReplyRequest Granting() {
    v1::DraftReplyRequest draft;
    AddPart(draft, "granted", "", {{"information_or_way", "《学区划分方案》1份，随本答复书提供"}});
    return draft;
  }
  static v1::DraftReplyRequest Partial(const std::string& article) {
    v1::DraftReplyRequest draft;
    AddPart(draft, "partial", "", {{"released_part", "方案正文"}, {"withheld_part", "附表中的联系人"}});
    Withhold(draft, article);
    return draft;
  }
  std::string PreviewOf(const v1::Request& request) {
    v1::PreviewDocumentRequest preview;
    preview.set_name(request.name());
    const auto body = Call(handler_, preview, &Stub::PreviewDocument);
    EXPECT_OK(body.status());
    return body.ok() ? body->data() : "";
  }
  absl::Status Answer(const v1::Request& request, const v1::DraftReplyRequest& draft) {
    RETURN_IF_ERROR(Act(handler_, request, draft, &Stub::DraftReply).status());
    RETURN_IF_ERROR(Act(approver_, request, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
    return Act(handler_, request, v1::IssueReplyRequest(), &Stub::IssueReply).status();
  }
};

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

TEST_F(ReplyTest, Article36ARepeatNamesTheEarlierReplyItRestsOn) {
  const v1::Request first = Received();
  v1::FileRequestRequest filing = NewFiling();
  filing.set_channel(v1::IN_PERSON);
  filing.mutable_wanted()->set_subject("请再给我一份那个方案");
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse second, Call(clerk_, filing, &Stub::FileRequest));
  v1::DraftReplyRequest repeat;
  AddPart(repeat, "repeat", "", {{"earlier_reply", "见此前答复"}});
  EXPECT_THAT(Act(handler_, second.request(), repeat, &Stub::DraftReply), HasReason("EARLIER_REPLY_MISSING")) << "no text takes its place";
  repeat.mutable_reply()->set_earlier_request(first.number());
  EXPECT_THAT(Act(handler_, second.request(), repeat, &Stub::DraftReply), HasReason("BAD_REQUEST")) << "not answered yet";
  ASSERT_OK(Answer(first, Granting()));
  ASSERT_OK(Act(handler_, second.request(), repeat, &Stub::DraftReply).status());
  EXPECT_THAT(PreviewOf(second.request()), HasSubstr("2026年9月18日，滨教公复〔2026〕1号"));
  At("2026-09-21");
  v1::RecordServiceRequest service;
  service.set_method(v1::POSTAL_SERVICE);
  service.set_evidence("EMS 1");
  ASSERT_OK(Act(clerk_, first, service, &Stub::RecordService).status());
  EXPECT_THAT(PreviewOf(second.request()), HasSubstr("2026年9月18日，滨教公复〔2026〕1号")) << "its day is not that of its service";
}

TEST_F(ReplyTest, Article36WhatWasNotProcessedIsNoEarlierReply) {
  const v1::Request first = Received();
  v1::RecordWithdrawalRequest withdrawal;
  ASSERT_OK(Act(clerk_, first, withdrawal, &Stub::RecordWithdrawal).status());
  ASSERT_OK_AND_ASSIGN(const v1::Request again, Get(Received(), handler_));
  EXPECT_EQ(again.history().answered_twin(), "");
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

}  // namespace
}  // namespace disclosure::request
