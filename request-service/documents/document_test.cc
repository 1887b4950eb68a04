#include "request-service/documents/document.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "request-service/documents/document_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::request::testing::AllCodes;
using ::disclosure::request::testing::BadFields;
using ::disclosure::request::testing::FullFacts;
using ::disclosure::request::testing::PlainText;
using ::disclosure::request::testing::RemedyClauseOf;
using ::disclosure::request::testing::Tables;
using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using ::testing::UnorderedElementsAreArray;

absl::StatusOr<Document> Composed(const std::string& code, const DocumentFacts& facts) {
  return Compose(code, facts, Tables());
}

std::string TextOf(const std::string& code, const DocumentFacts& facts) {
  const absl::StatusOr<Document> document = Composed(code, facts);
  EXPECT_OK(document) << code;
  return document.ok() ? PlainText(*document) : "";
}

DocumentFacts WithLeaves(const std::string& code, const std::vector<std::string>& leaves) {
  DocumentFacts facts = FullFacts(code);
  facts.leaves = leaves;
  return facts;
}

std::set<std::string> PartsOf(const DocumentFacts& facts) {
  if (facts.leaves.empty()) return {};
  return ElementKeys(Tables().replies.CombineParts(facts.leaves).value());
}

// Takes away whatever fills `element`; false for what only a template can say.
bool Without(const std::string& element, DocumentFacts& facts) {
  if (element == "title" || element == "organ") return !std::exchange(facts.organ.name, "").empty();
  if (element == "document_number") return !std::exchange(facts.document_number, "").empty();
  if (element == "addressee" || element == "applicant") return !std::exchange(facts.applicant_name, "").empty();
  if (element == "request_number") return !std::exchange(facts.request_number, "").empty();
  if (element == "request_restated" || element == "summary") return !std::exchange(facts.wish, "").empty();
  if (element == "date") return std::exchange(facts.date, std::nullopt).has_value();
  if (element == "remedy_clause") return !std::exchange(facts.remedy_clause, "").empty();
  if (element == "attachment_list") return std::exchange(facts.attachments, std::nullopt).has_value();
  if (element == "redaction_grounds") return !std::exchange(facts.withheld, {}).empty();
  if (element == "channel") return std::exchange(facts.channel, Channel::kUnspecified) != Channel::kUnspecified;
  if (element == "amount") return std::exchange(facts.fee->yuan, 0) > 0;
  if (element == "fee_standard") return std::exchange(facts.fee->pages, 0) > 0;
  if (element == "fee_basis") return std::exchange(facts.fee, std::nullopt).has_value();
  if (element == "disclosure_ground") {
    return std::exchange(facts.disclosure_ground, DisclosureGround::kUnspecified) != DisclosureGround::kUnspecified;
  }
  if (element == "contact") {
    facts.organ.address = facts.organ.phone = "";
    return true;
  }
  if (element == "decision" || element == "exemption") return false;
  if (element == "effect_of_silence" && facts.consultation == ConsultationKind::kJointOrgan) {
    facts.consultation = ConsultationKind::kUnspecified;
    return true;
  }
  return facts.dates.erase(element) + facts.elements.erase(element) > 0;
}

TEST(Documents, EveryOneComposesFromFullFacts) {
  for (const std::string& code : AllCodes()) {
    const std::string text = TextOf(code, FullFacts(code));
    EXPECT_THAT(text, StartsWith("杭州市滨江区教育局")) << code;
    EXPECT_THAT(text, HasSubstr("330108-jyj-2026-12")) << code;
    EXPECT_THAT(text, HasSubstr("杭州市滨江区教育局\n2026年3月26日\n")) << code;
    EXPECT_THAT(text, HasSubstr("条例》")) << code;
    EXPECT_THAT(text, Not(HasSubstr("。。"))) << code;
    EXPECT_THAT(text, Not(HasSubstr("{"))) << code;
  }
}

TEST(Documents, EveryElementThatPeopleWroteIsPrinted) {
  for (const std::string& code : AllCodes()) {
    const DocumentFacts facts = FullFacts(code);
    const std::string text = TextOf(code, facts);
    for (const DocumentElement* element : Tables().elements.Required(code, PartsOf(facts))) {
      const auto written = facts.elements.find(element->element);
      if (written == facts.elements.end() || element->element == "items_to_correct") continue;
      EXPECT_THAT(text, HasSubstr(written->second.substr(0, written->second.size() - 3))) << code;
    }
  }
}

TEST(Documents, EveryMandatoryElementThatIsMissingIsNamed) {
  int tried = 0;
  for (const std::string& code : AllCodes()) {
    for (const DocumentElement* element : Tables().elements.Required(code, PartsOf(FullFacts(code)))) {
      DocumentFacts facts = FullFacts(code);
      if (!Without(element->element, facts)) continue;
      ++tried;
      if (element->element == "title") continue;  // without the organ: the next test
      const absl::StatusOr<Document> document = Composed(code, facts);
      EXPECT_THAT(document, HasReason("DOCUMENT_INCOMPLETE")) << code << " " << element->element;
      EXPECT_THAT(BadFields(document.status()), Contains(element->element)) << code;
    }
  }
  EXPECT_GT(tried, 250);
}

TEST(Documents, WithoutAnyFactAllThatIsMandatoryIsNamedAtOnce) {
  const absl::StatusOr<Document> document = Composed("R05", {});
  EXPECT_THAT(document, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_THAT(BadFields(document.status()),
              UnorderedElementsAreArray({"document_number", "addressee", "received_on", "request_number",
                                         "request_restated", "organ", "date", "search_record", "remedy_clause"}));
  EXPECT_THAT(std::string(document.status().message()), HasSubstr("检索的方式、范围和关键词"));
}

TEST(Documents, AnUnknownOneIsNotFound) {
  EXPECT_THAT(Composed("R20", FullFacts("R01")), HasReason("NOT_FOUND"));
  EXPECT_THAT(Composed("closing", FullFacts("R01")), HasReason("NOT_FOUND"));
}

TEST(Article32, TheThirdPartyDoesNotLearnWhoAsks) {
  for (const char* code : {"T05", "T08"}) {
    const std::string text = TextOf(code, FullFacts(code));
    EXPECT_THAT(text, Not(HasSubstr("测试甲"))) << code;
    EXPECT_THAT(text, Not(HasSubstr("江陵路"))) << code;
    EXPECT_THAT(text, HasSubstr("杭州安途客运有限公司：\n")) << code;
  }
}

TEST(Article34, NeitherDoesAnotherOrgan) {
  DocumentFacts facts = FullFacts("T06");
  EXPECT_THAT(TextOf("T06", facts), Not(HasSubstr("测试甲")));
  facts.elements["information_asked"] = "测试甲申请公开的校车服务合同";
  EXPECT_THAT(Composed("T06", facts), HasReason("DOCUMENT_NAMES_APPLICANT"));
}

TEST(Article32, TheLetterSaysHowToAnswerOnline) {
  EXPECT_THAT(TextOf("T05", FullFacts("T05")), HasSubstr("编号330108-jyj-2026-12-c1，答复码7k3m-x0rd-9vqe-h2ta。"));
}

TEST(Article32, ALetterInWhichSomebodyWroteTheApplicantsNameIsRefused) {
  DocumentFacts facts = FullFacts("T05");
  facts.elements["information_asked"] = "测试甲申请公开的校车服务合同";
  const absl::StatusOr<Document> document = Composed("T05", facts);
  EXPECT_THAT(document, HasReason("DOCUMENT_NAMES_APPLICANT"));
  EXPECT_THAT(BadFields(document.status()), ElementsAre("information_asked"));
}

TEST(Article32, TheThirdPartyOfADisclosureLearnsItsRemedies) {
  EXPECT_THAT(TextOf("T08", FullFacts("T08")),
              HasSubstr("如不服本告知书，可以自收到本告知书之日起六十日内向杭州市滨江区人民政府申请行政复议"));
}

TEST(Article32, AThirdPartyIsToldOnWhichGroundItIsOverridden) {
  DocumentFacts facts = FullFacts("T08");
  EXPECT_THAT(TextOf("T08", facts), AllOf(HasSubstr("可能对公共利益造成重大影响"), Not(HasSubstr("合理理由"))));
  facts.disclosure_ground = DisclosureGround::kUnreasonable;
  EXPECT_THAT(TextOf("T08", facts), AllOf(HasSubstr("没有提出不予公开该信息的合理理由"), Not(HasSubstr("公共利益"))));
  facts.disclosure_ground = DisclosureGround::kUnspecified;
  EXPECT_THAT(BadFields(Composed("T08", facts).status()), ElementsAre("disclosure_ground"));
}

TEST(FeeMeasureArticle7, TheFeeNoticeHasNoRemedyClauseEvenIfOneIsGiven) {
  const std::string text = TextOf("T09", FullFacts("T09"));
  EXPECT_THAT(text, Not(HasSubstr("行政复议")));
  EXPECT_THAT(text, Not(HasSubstr("诉讼")));
}

TEST(Interpretation8Article10, NoProceduralNoticeHasARemedyClause) {
  for (const char* code : {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "R15", "R17"}) {
    EXPECT_THAT(TextOf(code, FullFacts(code)), Not(HasSubstr("行政复议"))) << code;
  }
}

TEST(ReconsiderationLawArticle23, WhatIsWithheldNamesReconsiderationFirst) {
  for (const char* code : {"R03", "R04"}) {
    const std::string text = TextOf(code, FullFacts(code));
    EXPECT_THAT(text, HasSubstr("应当先自收到本答复之日起六十日内向杭州市滨江区人民政府申请行政复议")) << code;
    EXPECT_THAT(text, Not(HasSubstr("六个月"))) << code;
  }
}

TEST(ReplyArticle37, SaysWhatItBlackedOutOnlyWhereItDid) {
  DocumentFacts facts = FullFacts("R03");
  EXPECT_THAT(TextOf("R03", facts), HasSubstr("能够作区分处理"));
  facts.withheld.clear();
  facts.leaves = {"granted", "not_existing"};
  const std::string text = TextOf("R03", facts);
  EXPECT_THAT(text, Not(HasSubstr("区分处理")));
  EXPECT_THAT(text, Not(HasSubstr("序号")));
  EXPECT_THAT(text, HasSubstr("一部分可以公开，其余部分不予公开或者无法提供"));
}

TEST(FeeNotice, NamesTheStandardOfTheMethodThatWasChosen) {
  DocumentFacts facts = FullFacts("T09");
  EXPECT_THAT(TextOf("T09", facts),
              HasSubstr("按量计收，以单件申请计算，30页以下（含30页）的，不收费；31—100页的部分，10元/页；"
                        "101—200页的部分，20元/页；201页以上的部分，40元/页。该申请所涉信息共101页。"));
  facts.fee = FeeNoticed{.method = FeeMethod::kPerItem, .items = 1, .yuan = 100, .items_before = 10};
  const std::string text = TextOf("T09", facts);
  EXPECT_THAT(text, HasSubstr("10件以下（含10件）的，不收费；11—30件的部分，100元/件；31件以上的部分，以10件为一档，"
                              "第一档200元/件，每增加一档提高100元/件。该申请计1件，系您本月累计的第11件。"));
  EXPECT_THAT(text, HasSubstr("人民币100元"));
  EXPECT_THAT(text, Not(HasSubstr("按量")));
}

TEST(Article31, TheReceiptSaysForEveryChannelHowTheDayOfReceiptIsFixed) {
  const std::pair<Channel, const char*> channels[] = {
      {Channel::kInPerson, "提交之日"},    {Channel::kRegisteredPost, "签收之日"}, {Channel::kOrdinaryLetter, "确认之日"},
      {Channel::kFax, "双方确认之日"},     {Channel::kInternet, "双方确认之日"},   {Channel::kEmail, "双方确认之日"},
      {Channel::kOral, "本机关代为填写"}};
  for (const auto& [channel, day] : channels) {
    DocumentFacts facts = FullFacts("T01");
    facts.channel = channel;
    const std::string text = TextOf("T01", facts);
    EXPECT_THAT(text, HasSubstr("收到申请之日|2026年3月2日（"));
    EXPECT_THAT(text, HasSubstr(day));
  }
}

TEST(Article31, AReceiptBeforeTheConfirmationSaysSoInWords) {
  DocumentFacts facts = FullFacts("T01");
  facts.channel = Channel::kInternet;
  facts.dates.clear();
  facts.elements["received_on"] = "待双方确认";
  facts.elements["due_date"] = "自双方确认之日起20个工作日内";
  EXPECT_THAT(TextOf("T01", facts), HasSubstr("收到申请之日|待双方确认（"));
}

TEST(Article33, TheNoticeOfAConsultationNamesItsKind) {
  const std::pair<ConsultationKind, const char*> kinds[] = {{ConsultationKind::kThirdParty, "第三十二条"},
                                                            {ConsultationKind::kJointOrgan, "第三十四条"},
                                                            {ConsultationKind::kOtherOrgan, "第十一条"}};
  for (const auto& [kind, article] : kinds) {
    DocumentFacts facts = FullFacts("T07");
    facts.consultation = kind;
    EXPECT_THAT(TextOf("T07", facts), HasSubstr(article));
  }
}

TEST(Article34, OnlyForTheJointOrganSilenceIsConsent) {
  DocumentFacts facts = FullFacts("T06");
  EXPECT_THAT(TextOf("T06", facts), HasSubstr("第三十四条的规定，视为同意公开"));
  facts.consultation = ConsultationKind::kOtherOrgan;
  EXPECT_THAT(TextOf("T06", facts), HasSubstr("不适用视为同意公开的规定"));
}

TEST(Article36, EachGroundOfADenialNamesItsArticle) {
  const std::pair<const char*, const char*> grounds[] = {
      {"denied_state_secret", "第十四条"},        {"denied_other_law", "第十四条"},
      {"denied_three_securities", "第十四条"},    {"denied_third_party", "第十五条、第三十二条"},
      {"denied_internal_affairs", "第十六条第一款"}, {"denied_process", "第十六条第二款"},
      {"denied_enforcement_file", "第十六条第二款"}};
  for (const auto& [leaf, article] : grounds) {
    EXPECT_THAT(TextOf("R04", WithLeaves("R04", {leaf})),
                HasSubstr(absl::StrCat("依照《中华人民共和国政府信息公开条例》", article, "、第三十六条第（三）项")))
        << leaf;
  }
}

TEST(Article36, ADenialWithoutALeafHasNoDecisionAndIsRefused) {
  EXPECT_THAT(BadFields(Composed("R04", WithLeaves("R04", {})).status()), ElementsAre("decision", "exemption"));
}

TEST(Article36, TheLeafMustHaveThisDocument) {
  EXPECT_THAT(BadFields(Composed("R05", WithLeaves("R05", {"granted"})).status()), ElementsAre("leaves"));
  EXPECT_THAT(BadFields(Composed("R01", WithLeaves("R01", {"nonsense"})).status()), ElementsAre("leaves[0]"));
}

TEST(Article37, APartialDisclosureListsWhatIsWithheldAndWhy) {
  const absl::StatusOr<Document> document = Composed("R03", FullFacts("R03"));
  ASSERT_OK(document);
  const auto table = std::find_if(document->blocks.begin(), document->blocks.end(),
                                  [](const Block& block) { return std::holds_alternative<Table>(block); });
  ASSERT_NE(table, document->blocks.end());
  EXPECT_THAT(std::get<Table>(*table).head, ElementsAre("序号", "位置", "未予公开的内容", "依据", "理由"));
  EXPECT_THAT(std::get<Table>(*table).rows,
              ElementsAre(ElementsAre("1", "第3条第2款", "单价和成本构成", "《条例》第十五条", "属于第三方商业秘密"),
                          ElementsAre("2", "第7条", "联系人姓名、电话", "《条例》第十五条", "属于个人隐私")));
}

TEST(Article37, AnEntryOfTheManifestWithoutReasonIsRefused) {
  DocumentFacts facts = FullFacts("R03");
  facts.withheld[1].reason = " ";
  const absl::StatusOr<Document> document = Composed("R03", facts);
  EXPECT_THAT(document, HasReason("DOCUMENT_INCOMPLETE"));
  EXPECT_THAT(BadFields(document.status()), ElementsAre("withheld.reason"));
}

TEST(Article37, AReplyInPartsSaysHowEachPartEnds) {
  // Every leaf beside a disclosure; its elements are asked for, and found.
  for (const ReplyLeaf& leaf : Tables().replies.leaves()) {
    if (leaf.document.empty() || leaf.leaf == "partial") continue;
    const CombinedReply reply = Tables().replies.CombineParts({"granted", leaf.leaf}).value();
    const std::string code = reply.leaf->document;
    const std::string text = TextOf(code, WithLeaves(code, {"granted", leaf.leaf}));
    EXPECT_THAT(text, HasSubstr("《2025年滨江区校车服务合同》1份")) << leaf.leaf;
  }
  const std::string text = TextOf("R03", WithLeaves("R03", {"granted", "denied_process", "not_existing"}));
  EXPECT_THAT(text, HasSubstr("属于行政机关在履行行政管理职能过程中形成的过程性信息"));
  EXPECT_THAT(text, HasSubstr("第三十六条第（四）项的规定，告知您该部分政府信息不存在"));
}

TEST(Article37, LeavesOfOneRankCombineToo) {
  EXPECT_THAT(TextOf("R05", WithLeaves("R05", {"not_existing", "repeat", "petition"})), HasSubstr("不予重复处理"));
}

TEST(Title, BreaksAfterTheOrganWhenItIsLongerThanALine) {
  const Document reply = Composed("R04", FullFacts("R04")).value();
  EXPECT_THAT(TitleLines(reply), ElementsAre("杭州市滨江区教育局政府信息公开申请答复书"));
  const Document receipt = Composed("T01", FullFacts("T01")).value();
  EXPECT_THAT(TitleLines(receipt), ElementsAre("杭州市滨江区教育局", "政府信息公开申请登记回执"));
}

TEST(Attachments, NoneIsSaidToBeNone) {
  DocumentFacts facts = FullFacts("R01");
  EXPECT_THAT(TextOf("R01", facts), HasSubstr("\n附件：校车服务合同（公开部分）\n"));
  facts.attachments->push_back("招生工作总结");
  EXPECT_THAT(TextOf("R01", facts), HasSubstr("\n附件：1. 校车服务合同（公开部分）\n2. 招生工作总结\n"));
  facts.attachments->clear();
  EXPECT_THAT(TextOf("R01", facts), HasSubstr("\n附件：无\n"));
}

TEST(Texts, AnOrganisationIsAddressedAsOne) {
  DocumentFacts facts = FullFacts("R05");
  facts.applicant_class = ApplicantClass::kBusiness;
  const std::string text = TextOf("R05", facts);
  EXPECT_THAT(text, HasSubstr("收到贵单位提出的"));
  EXPECT_THAT(text, Not(HasSubstr("您")));
}

TEST(Texts, LinesBecomeParagraphsAndFullStopsAreNotDoubled) {
  DocumentFacts facts = FullFacts("R05");
  facts.elements["search_record"] = " 检索办公系统。\r\n\r\n查阅纸质档案。 ";
  EXPECT_THAT(TextOf("R05", facts), HasSubstr("进行了检索：检索办公系统。\n查阅纸质档案。经检索"));
}

TEST(Texts, BracesInATextAreText) {
  DocumentFacts facts = FullFacts("R05");
  facts.wish = "{applicant}{{organ}}";
  EXPECT_THAT(TextOf("R05", facts), HasSubstr("内容为：{applicant}{{organ}}。"));
}

TEST(Texts, BlanksAreNoText) {
  DocumentFacts facts = FullFacts("R05");
  facts.elements["search_record"] = " \n\t";
  EXPECT_THAT(BadFields(Composed("R05", facts).status()), ElementsAre("search_record"));
}

TEST(Texts, ControlCharactersAndUnknownElementsAreRefusedByName) {
  DocumentFacts facts = FullFacts("R03");
  facts.elements["reasons"] = std::string("a\0b", 3);
  facts.elements["reason"] = "?";
  facts.elements["channel.fax"] = "?";
  facts.wish = "\x1b[2J";
  facts.withheld[1].content = "\xff";
  facts.attachments->push_back("\x07");
  const absl::StatusOr<Document> document = Composed("R03", facts);
  EXPECT_THAT(document, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(BadFields(document.status()),
              UnorderedElementsAreArray({"elements.reasons", "elements.reason", "elements.channel.fax",
                                         "request_restated", "summary", "withheld[1].content", "attachments"}));
}

TEST(Texts, RareCharactersAndEmojiAreKept) {
  DocumentFacts facts = FullFacts("R05");
  facts.applicant_name = "𠮷田𠀀😀";
  EXPECT_THAT(TextOf("R05", facts), HasSubstr("𠮷田𠀀😀：\n"));
}

}  // namespace
}  // namespace disclosure::request
