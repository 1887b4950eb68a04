// The papers of a request, as stories over the wire: what is issued, with which number, and who may see it.
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::google::api::HttpBody;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class DocumentTest : public ServiceTest {
 protected:
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

TEST_F(DocumentTest, AReplyThatCannotBeIssuedCannotBeDrafted) {
  Confirm();
  const auto refused = Act(handler_, request_, Reply("denied_third_party", {}), &Stub::DraftReply);
  EXPECT_THAT(refused, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_THAT(Missing(refused.status()), ElementsAre("reasons", "public_interest_weighing"));
  EXPECT_THAT(Act(handler_, request_, Reply("not_existing", {{"search_scope", "档案室"}}), &Stub::DraftReply), HasReason("BAD_REQUEST"))
      << "no document has this element";
  EXPECT_EQ(Count("SELECT COUNT(*) FROM reply_drafts"), 0);
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
