// The papers that answer a request: replies, their manifests, letters to third parties, and who sees them before they are issued.
#include "request-service/api/document_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(DocumentTest, TheReplyIsIssuedWithItsNumberAndNeverChanges) {
  Confirm();
  ASSERT_OK(Answer(Granting()));
  EXPECT_THAT(Listed(), ElementsAre("R01 滨教公复〔2026〕1号"));
  const std::string html = Html("5-1");
  EXPECT_THAT(html, AllOf(HasSubstr("政府信息公开申请答复书"), HasSubstr("滨教公复〔2026〕1号"), HasSubstr("第三十六条第（二）项")));
  EXPECT_THAT(html, HasSubstr("附件：无")) << "said where nothing is attached";
  EXPECT_THAT(html, HasSubstr("电子文件，在线获取")) << "the form is as the applicant wished";
  EXPECT_THAT(html, HasSubstr("向杭州市滨江区人民政府申请行政复议，或者自收到本答复之日起六个月内依法向杭州市滨江区人民法院"));
  EXPECT_THAT(html, HasSubstr("网上渠道办理：司法部行政复议服务平台")) << "行政复议法 art. 22(2): served by the internet";
  law_.templates = DocumentTemplates();
  EXPECT_EQ(Html("5-1"), html) << "whatever becomes of the templates";
  ASSERT_OK_AND_ASSIGN(const HttpBody docx, Read("5-1", approver_, v1::DOCX));
  EXPECT_THAT(docx.data(), StartsWith("PK"));
  EXPECT_THAT(docx.content_type(), HasSubstr("wordprocessingml"));
}

TEST_F(DocumentTest, ThePaperReplyNamesNoOnlineChannel) {
  v1::FileRequestRequest filing = NewFiling();
  filing.mutable_wanted()->set_form(v1::PAPER);
  filing.mutable_wanted()->set_route(v1::BY_HAND);
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse filed, Call(Caller{}, filing, &Stub::FileRequest));
  request_ = filed.request();
  Confirm();
  ASSERT_OK(Answer(Granting()));
  EXPECT_THAT(Html("5-1"), Not(HasSubstr("网上渠道")));
}

TEST_F(DocumentTest, AReplyThatCannotBeIssuedCannotBeDrafted) {
  Confirm();
  const auto refused = Act(handler_, request_, Reply("denied_third_party", {}), &Stub::DraftReply);
  EXPECT_THAT(refused, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_THAT(Missing(refused.status()), ElementsAre("reasons", "public_interest_weighing"));
  EXPECT_THAT(Act(handler_, request_, Reply("not_existing", {{"search_scope", "档案室"}}), &Stub::DraftReply), HasReason("BAD_REQUEST"))
      << "no document has this element";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reply_drafts"), 0);
}

TEST_F(DocumentTest, Article37TheManifestOfAPartialDisclosureIsPrintedAndRequired) {
  Confirm();
  v1::DraftReplyRequest draft = Reply("partial", {{"released_part", "方案正文"}, {"withheld_part", "附表中的联系人"}});
  EXPECT_THAT(Missing(Act(handler_, request_, draft, &Stub::DraftReply).status()), Contains("redaction_grounds"));
  v1::Withheld& entry = *draft.mutable_reply()->add_withheld();
  entry.set_place("附表第3页");
  entry.set_content("联系人姓名、电话");
  entry.set_article("《条例》第十五条");
  EXPECT_THAT(Missing(Act(handler_, request_, draft, &Stub::DraftReply).status()), ElementsAre("reply.withheld[0].reason"));
  entry.set_reason("属于个人隐私");
  draft.mutable_reply()->add_attachments("学区划分方案（公开部分）");
  ASSERT_OK(Answer(draft));
  const std::string html = Html("5-1");
  EXPECT_THAT(html, AllOf(HasSubstr("附表第3页"), HasSubstr("联系人姓名、电话"), HasSubstr("属于个人隐私"), HasSubstr("附件：学区划分方案（公开部分）")));
  EXPECT_THAT(html, HasSubstr("应当先自收到本答复之日起六十日内")) << "行政复议法 art. 23: reconsideration first";
  ASSERT_OK_AND_ASSIGN(const v1::Request read, Get(request_, handler_));
  EXPECT_EQ(read.reply().withheld(0).place(), "附表第3页");
}

TEST_F(DocumentTest, PartsOfOneReplyMakeOneDocument) {
  Confirm();
  v1::DraftReplyRequest draft = Granting();
  draft.mutable_reply()->mutable_parts(0)->set_content("2025年学区划分方案");
  auto& part = *draft.mutable_reply()->add_parts();
  part.set_content("2019年学区划分方案");
  part.set_leaf("not_existing");
  (*part.mutable_elements())["search_record"] = "以“学区”为关键词检索档案系统";
  ASSERT_OK(Answer(draft));
  EXPECT_THAT(Listed(), ElementsAre("R03 滨教公复〔2026〕1号"));
  EXPECT_THAT(Html("5-1"), AllOf(HasSubstr("公开的部分：2025年学区划分方案"), HasSubstr("以“学区”为关键词检索档案系统")));
}

TEST_F(DocumentTest, Article32LettersToThirdPartiesAreHiddenAndNameNoApplicant) {
  Confirm();
  EXPECT_THAT(Consult(v1::THIRD_PARTY, "测试有限公司", "测试甲申请的合同"), HasReason("DOCUMENT_NAMES_APPLICANT"));
  ASSERT_OK(Consult(v1::THIRD_PARTY, "测试有限公司", "校车服务合同中的报价"));
  EXPECT_THAT(Html("3-1"), AllOf(HasSubstr("测试有限公司"), HasSubstr("校车服务合同中的报价"), Not(HasSubstr("测试甲"))));
  EXPECT_THAT(Fetch("3-1", filed_.access_code()), StatusIs(absl::StatusCode::kNotFound)) << "not the applicant's";
  ASSERT_OK_AND_ASSIGN(const HttpBody told, Fetch("3-2", filed_.access_code()));
  EXPECT_THAT(told.data(), AllOf(HasSubstr("征求意见告知书"), Not(HasSubstr("测试有限公司"))));
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse tracked, Track(request_.number(), filed_.access_code()));
  ASSERT_EQ(tracked.documents_size(), 1);
  EXPECT_EQ(tracked.documents(0).id(), "3-2");
  EXPECT_EQ(tracked.documents(0).number(), "滨教公告〔2026〕1号");
  EXPECT_THAT(tracked.ShortDebugString(), Not(HasSubstr("测试有限公司")));
}

TEST_F(DocumentTest, Article32AThirdPartyThatRefusesIsToldWhatIsDisclosedAndWhy) {
  Confirm();
  ASSERT_OK(Consult(v1::THIRD_PARTY, "测试有限公司"));
  ASSERT_OK(Refuse("1"));
  v1::DraftReplyRequest draft = Granting();
  EXPECT_THAT(Act(handler_, request_, draft, &Stub::DraftReply), HasReason("THIRD_PARTY_NOTICE_MISSING"));
  v1::ThirdPartyNotice& notice = *draft.mutable_reply()->add_third_party_notices();
  notice.set_consultation("9");
  notice.set_disclosed_content("合同的总价");
  notice.set_reasons("使用财政资金");
  notice.set_ground(v1::PUBLIC_INTEREST);
  EXPECT_THAT(Act(handler_, request_, draft, &Stub::DraftReply), HasReason("THIRD_PARTY_NOTICE_MISSING"));
  draft.mutable_reply()->add_third_party_notices()->CopyFrom(notice);
  draft.mutable_reply()->mutable_third_party_notices(1)->set_consultation("1");
  EXPECT_THAT(Act(handler_, request_, draft, &Stub::DraftReply), HasReason("BAD_REQUEST")) << "there is no consultation 9";
  draft.mutable_reply()->mutable_third_party_notices()->DeleteSubrange(0, 1);
  ASSERT_OK(Answer(draft));
  EXPECT_THAT(Listed(), ElementsAre("T05 滨教公询〔2026〕1号", "T07 滨教公告〔2026〕1号", "R01 滨教公复〔2026〕1号", "T08 滨教公告〔2026〕2号"));
  EXPECT_THAT(Html("7-2"), AllOf(HasSubstr("测试有限公司"), HasSubstr("使用财政资金"), HasSubstr("可能对公共利益造成重大影响"), HasSubstr("六个月内"), Not(HasSubstr("测试甲"))));
}

TEST_F(DocumentTest, Article36ARepeatNamesTheEarlierReply) {
  Confirm();
  ASSERT_OK(Answer(Granting()));
  ASSERT_OK_AND_ASSIGN(const v1::FileRequestResponse second, Call(Caller{}, NewFiling(), &Stub::FileRequest));
  request_ = second.request();
  Confirm();
  ASSERT_OK(Answer(Reply("repeat", {})));
  EXPECT_THAT(Listed(), ElementsAre("R07 滨教公复〔2026〕2号"));
  EXPECT_THAT(Html("5-1"), AllOf(HasSubstr("2026年9月18日，滨教公复〔2026〕1号"), Not(HasSubstr("人民法院")))) << "法释〔2025〕8号 art. 10: no suit";
}

TEST_F(DocumentTest, Article36TheCompetentOrganIsTheOneTheApplicantWasPointedTo) {
  Confirm();
  v1::TransferInformationRequest transfer;
  transfer.set_organ("organs/330108-tjj");
  transfer.set_note("统计科");
  ASSERT_OK(Act(handler_, request_, transfer, &Stub::TransferInformation).status());
  ASSERT_OK(Answer(Reply("not_this_organ", {}, "该信息由统计部门制作")));
  EXPECT_THAT(Html("6-1"), HasSubstr("杭州市滨江区统计局，统计科"));
}

TEST_F(DocumentTest, TheDraftIsPreviewedAsItWouldBeIssued) {
  Confirm();
  EXPECT_THAT(Preview(handler_), HasReason("NO_DRAFT"));
  ASSERT_OK(Act(handler_, request_, Granting(), &Stub::DraftReply).status());
  ASSERT_OK_AND_ASSIGN(const HttpBody preview, Preview(approver_));
  EXPECT_THAT(preview.data(), AllOf(HasSubstr("（待编号）"), HasSubstr("《学区划分方案》1份")));
  EXPECT_THAT(Preview(stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM documents"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM document_serials"), 0);
}

TEST_F(DocumentTest, TheApplicantSeesNothingOfTheReplyBeforeItIsIssued) {
  Confirm();
  ASSERT_OK(Act(handler_, request_, Granting(), &Stub::DraftReply).status());
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse before, Track(request_.number(), filed_.access_code()));
  EXPECT_EQ(before.documents_size(), 0);
  EXPECT_THAT(Fetch("5-1", filed_.access_code()), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_OK(Act(approver_, request_, v1::ApproveReplyRequest(), &Stub::ApproveReply).status());
  ASSERT_OK(Act(handler_, request_, v1::IssueReplyRequest(), &Stub::IssueReply).status());
  ASSERT_OK_AND_ASSIGN(const v1::TrackRequestResponse after, Track(request_.number(), filed_.access_code()));
  ASSERT_EQ(after.documents_size(), 1);
  EXPECT_EQ(after.documents(0).title(), "杭州市滨江区教育局政府信息公开申请答复书");
  EXPECT_OK(Fetch(after.documents(0).id(), filed_.access_code()).status());
}

}  // namespace
}  // namespace disclosure::request
