#include "request-service/domain/third_parties.h"

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Consultation Asked(const std::string& id, ConsultationAnswer answer, ConsultationKind kind = ConsultationKind::kThirdParty) {
  return {.letter = {.id = id, .kind = kind}, .answer = ConsultationAnswered{id, Day("2024-03-08"), answer, ""}};
}
Consultation AskedIn(int round, const std::string& id, const std::string& party, ConsultationAnswer answer) {
  Consultation asked = Asked(id, answer);
  asked.round = round;
  asked.letter.party = party;
  return asked;
}

TEST(Article32, EachThirdPartyThatRefusedAndIsNotProtectedIsTold) {
  const std::vector<Consultation> asked = {Asked("1", ConsultationAnswer::kRefuses), Asked("2", ConsultationAnswer::kRefuses),
                                           Asked("3", ConsultationAnswer::kConsents),
                                           Asked("4", ConsultationAnswer::kRefuses, ConsultationKind::kJointOrgan),
                                           {.letter = {.id = "5", .kind = ConsultationKind::kThirdParty}}};
  EXPECT_THAT(Overridden(asked, {}), ElementsAre("1", "2"));
  EXPECT_THAT(Overridden(asked, {.consultations = {"1"}}), ElementsAre("2"));
  EXPECT_THAT(Overridden(asked, {.consultations = {"1"}, .unnamed = true}), ElementsAre("2")) << "one name asks for the others";
  EXPECT_THAT(Overridden(asked, {.unnamed = true}), ElementsAre("1", "2")) << "for which of them?";
  EXPECT_THAT(Overridden(asked, {.consultations = {"1", "2"}}), IsEmpty());
}

TEST(Article32, WhatIsWithheldWithoutANameIsForTheOnlyOneThatRefused) {
  const std::vector<Consultation> asked = {Asked("1", ConsultationAnswer::kRefuses), Asked("2", ConsultationAnswer::kConsents)};
  EXPECT_THAT(Overridden(asked, {.unnamed = true}), IsEmpty());
  EXPECT_THAT(Overridden(asked, {.consultations = {"2"}, .unnamed = true}), ElementsAre("1"));
}

TEST(Article32, AConsentToAPartIsNoConsentToTheRest) {
  const std::vector<Consultation> asked = {Asked("1", ConsultationAnswer::kOpinion), Asked("2", ConsultationAnswer::kConsents),
                                           Asked("3", ConsultationAnswer::kOpinion, ConsultationKind::kJointOrgan)};
  EXPECT_THAT(Overridden(asked, {}), ElementsAre("1"));
  EXPECT_THAT(Overridden(asked, {.consultations = {"1"}}), IsEmpty());
  EXPECT_THAT(Overridden(asked, {.unnamed = true}), IsEmpty()) << "what is withheld is for its sake";
}

TEST(Article32, ARefusalStandsThroughTheRoundsUntilThePartyAnswersAgain) {
  std::vector<Consultation> asked = {AskedIn(1, "1", "甲公司", ConsultationAnswer::kRefuses),
                                     AskedIn(1, "2", "乙公司", ConsultationAnswer::kRefuses),
                                     AskedIn(2, "3", "乙公司", ConsultationAnswer::kConsents)};
  EXPECT_THAT(Overridden(asked, {}), ElementsAre("1"));
  asked.back().answer.reset();
  EXPECT_THAT(Overridden(asked, {}), ElementsAre("1", "2")) << "silence takes nothing back";
  asked.push_back(AskedIn(3, "4", "乙公司", ConsultationAnswer::kRefuses));
  EXPECT_THAT(Overridden(asked, {}), ElementsAre("1", "4")) << "told once, by the latest answer";
}

TEST(Article32, WithinARoundLettersToOnePartyAreAboutDifferentThings) {
  EXPECT_THAT(Overridden({AskedIn(1, "1", "甲公司", ConsultationAnswer::kRefuses), AskedIn(1, "2", "甲公司", ConsultationAnswer::kConsents)}, {}),
              ElementsAre("1"));
}

// Answered against the will of a third party, and reopened by a reconsideration.
TEST(Article32, WhatWasAnsweredBeforeAReopeningIsNotForgotten) {
  Story story;
  story.Received("2024-03-01");
  ASSERT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "测试有限公司", Day("2024-03-01")}));
  ASSERT_OK(story.On("2024-03-04").Does(ConsultationAnswered{"1", Day("2024-03-04"), ConsultationAnswer::kRefuses, "商业秘密"}));
  ASSERT_OK(story.Does(Drafted{3, "denied_third_party"}));
  ASSERT_OK(story.By("approver").Does(Approved{}));
  ASSERT_OK(story.Does(Replied{"滨教公复〔2024〕1号", "denied_third_party", Day("2024-03-04")}));
  ASSERT_OK(story.Does(Served{ServiceMethod::kDirect, Day("2024-03-04"), "签收"}));
  Story closed = story;
  const Reopened reopened{ReopenedBy::kReconsideration, "杭滨政复〔2024〕9号", Day("2024-06-03")};
  ASSERT_OK(story.On("2024-06-03").Does(reopened));
  EXPECT_THAT(Overridden(story.progress().AllConsultations(), {}), ElementsAre("1"));
  EXPECT_EQ(story.progress().FindConsultation("1"), nullptr) << "nothing is recorded on it any more";
  EXPECT_EQ(story.Due(), "2024-07-02") << "and it takes no days out of the new period";
  ASSERT_OK(closed.Does(Closed{}));
  ASSERT_OK(closed.Does(Anonymised{"applicant", {}, ""}));
  ASSERT_OK(closed.On("2024-06-03").Does(reopened));
  EXPECT_THAT(closed.progress().AllConsultations(), IsEmpty()) << "nobody knows any more whom to tell";
}

}  // namespace
}  // namespace disclosure::request
