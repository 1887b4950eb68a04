#include "request-service/documents/reply_facts.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "request-service/documents/document_fixture.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;

DocumentFacts Filled(const ReplyContent& reply) {
  DocumentFacts facts{.applicant_class = ApplicantClass::kNaturalPerson};
  FillReply(reply, testing::Tables(), facts);
  return facts;
}

TEST(ReplyFacts, WhatSeveralPartsWriteStandsOnceForEachWithWhatItIsAbout) {
  const DocumentFacts facts = Filled({.parts = {{.content = "合同", .leaf = "denied_process", .grounds = "尚未定稿。"},
                                                {.content = "会议记录", .leaf = "denied_internal_affairs", .grounds = "属于内部讨论。"},
                                                {.leaf = "denied_process", .grounds = "尚未定稿。"}}});
  EXPECT_EQ(facts.elements.at("reasons"), "关于合同，尚未定稿；关于会议记录，属于内部讨论");
  EXPECT_THAT(facts.leaves, ElementsAre("denied_process", "denied_internal_affairs", "denied_process"));
  EXPECT_EQ(Filled({.parts = {{.content = "合同", .leaf = "denied_process", .grounds = "尚未定稿。"}}}).elements.at("reasons"), "尚未定稿。");
}

TEST(ReplyFacts, Article36EachPartThatRefusesGivesItsOwnReasons) {
  const ReplyPart reasoned{.content = "合同", .leaf = "denied_process", .grounds = "尚未定稿"};
  const ReplyPart unreasoned{.content = "会议记录", .leaf = "denied_internal_affairs"};
  EXPECT_EQ(Filled({.parts = {reasoned, unreasoned}}).elements.count("reasons"), 0u);
  EXPECT_EQ(Filled({.parts = {reasoned, {.content = "通知", .leaf = "granted"}}}).elements.at("reasons"), "尚未定稿") << "what is granted needs none";
}

TEST(ReplyFacts, Article37ThePartsSayWhatIsReleasedAndWhatIsWithheld) {
  const DocumentFacts facts = Filled({.parts = {{.content = "车辆数量", .leaf = "granted"}, {.content = "报价", .leaf = "denied_third_party"}}});
  EXPECT_EQ(facts.elements.at("released_part"), "车辆数量");
  EXPECT_EQ(facts.elements.at("withheld_part"), "报价");
}

TEST(ReplyFacts, Article36WhatIsProvidedSaysWhetherAnythingIsAttached) {
  EXPECT_THAT(Filled({.parts = {{.leaf = "granted"}}}).attachments, ::testing::Optional(ElementsAre()));
  EXPECT_EQ(Filled({.parts = {{.leaf = "not_existing"}}}).attachments, std::nullopt);
  EXPECT_THAT(Filled({.parts = {{.leaf = "granted", .elements = {{"attachment_list", "无"}}}}}).attachments, ::testing::Optional(ElementsAre()));
  EXPECT_THAT(Filled({.parts = {{.leaf = "granted", .elements = {{"attachment_list", "甲\n乙"}}}}, .attachments = {"丙"}}).attachments,
              ::testing::Optional(ElementsAre("丙", "甲", "乙")));
}

TEST(ReplyFacts, WhatTheSystemKnowsIsNotTakenFromTheOfficer) {
  const DocumentFacts facts = Filled({.parts = {{.leaf = "withdrawn", .elements = {{"remedy_clause", "可以起诉"}, {"date", "昨天"}}}}});
  EXPECT_TRUE(facts.elements.empty());
}

TEST(ReplyFacts, Article35TheRoundSaysCountsAndReasonsUnlessTheOfficerWordsThem) {
  Round round;
  round.reasons_required = {.counted = 32, .span = "2026年9月", .deadline = absl::CivilDay(2026, 9, 30)};
  round.weighed = {.verdict = ReasonsVerdict::kRefuse, .assessment = "内容高度相似"};
  DocumentFacts facts{.applicant_class = ApplicantClass::kBusiness};
  FillRound(round, facts);
  EXPECT_EQ(facts.elements.at("counts"), "2026年9月，贵单位共向本机关提出政府信息公开申请32件");
  EXPECT_EQ(facts.elements.at("reasons_given"), "贵单位在规定的期限内未说明理由");
  EXPECT_EQ(facts.elements.at("why_not_reasonable"), "内容高度相似");
  DocumentFacts worded{.elements = {{"why_not_reasonable", "用途不能说明必要"}}};
  FillRound(round, worded);
  EXPECT_EQ(worded.elements.at("why_not_reasonable"), "用途不能说明必要");
}

TEST(ReplyFacts, Article30ALapsedCorrectionHasItsDeadline) {
  Round round;
  round.correction = {.items = {"名称"}, .deadline = absl::CivilDay(2026, 9, 30)};
  DocumentFacts facts;
  FillRound(round, facts);
  EXPECT_TRUE(facts.dates.empty()) << "nothing was missed";
  round.correction_lapsed = true;
  FillRound(round, facts);
  EXPECT_EQ(facts.dates.at("deadline_missed"), absl::CivilDay(2026, 9, 30));
}

}  // namespace
}  // namespace disclosure::request
