#include "request-service/domain/consultation.h"

#include "gtest/gtest.h"
#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

TEST(ConsultationNumber, IsThatOfTheRequestAndItsOwn) {
  const ConsultationKey key{{"330108-jyj", 2026, 12}, 1};
  EXPECT_EQ(Number(key), "330108-jyj-2026-12-c1");
  EXPECT_EQ(ParseConsultationNumber("330108-jyj-2026-12-c1"), key);
}

TEST(ConsultationNumber, NothingElseIsOne) {
  for (const char* text : {"", "c1", "-c1", "330108-jyj-2026-12", "330108-jyj-2026-12-c", "330108-jyj-2026-12-c0", "330108-jyj-2026-12-c01",
                           "330108-jyj-2026-12-c+1", "330108-jyj-2026-12-c1 ", "330108-jyj-2026-c1", "330108-jyj-2026-12-c99999999999"}) {
    EXPECT_FALSE(ParseConsultationNumber(text)) << text;
  }
}

TEST(Article34, TheSilenceOfAJointOrganIsConsent) {
  EXPECT_EQ(Outcome(ConsultationKind::kJointOrgan, ConsultationState::kExpired, ConsultationAnswer::kUnspecified), "视为同意公开（条例第三十四条）");
}

TEST(Article32, TheSilenceOfAThirdPartyLeavesTheDecisionToTheOrgan) {
  const auto outcome = Outcome(ConsultationKind::kThirdParty, ConsultationState::kExpired, ConsultationAnswer::kUnspecified);
  EXPECT_EQ(outcome, "逾期未答复，由征求意见的机关决定是否公开");
}

TEST(Article33, TheSilenceOfAnotherOrganIsNoConsent) {
  const auto outcome = Outcome(ConsultationKind::kOtherOrgan, ConsultationState::kExpired, ConsultationAnswer::kUnspecified);
  EXPECT_EQ(outcome.find("视为同意"), std::string_view::npos);
}

TEST(ConsultationNumber, IdsGoOnAfterTheRequestIsReopened) {
  Story story;
  story.Received("2024-03-01");
  ASSERT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "测试有限公司", Day("2024-03-01")}));
  ASSERT_OK(story.On("2024-03-04").Does(ConsultationAnswered{"1", Day("2024-03-04"), ConsultationAnswer::kConsents, ""}));
  ASSERT_OK(story.Does(Drafted{3, "granted"}));
  ASSERT_OK(story.By("approver").Does(Approved{}));
  ASSERT_OK(story.Does(Replied{"滨教公复〔2024〕1号", "granted", Day("2024-03-04")}));
  ASSERT_OK(story.Does(Served{ServiceMethod::kDirect, Day("2024-03-04"), "签收"}));
  ASSERT_OK(story.On("2024-06-03").Does(Reopened{ReopenedBy::kReconsideration, "杭滨政复〔2024〕9号", Day("2024-06-03")}));
  EXPECT_EQ(story.progress().consultations, 1) << "the next one is the second";
}

TEST(Outcome, OfAnOpenConsultationIsNotThereYet) {
  EXPECT_EQ(Outcome(ConsultationKind::kJointOrgan, ConsultationState::kOpen, ConsultationAnswer::kUnspecified), "");
}

}  // namespace
}  // namespace disclosure::request
