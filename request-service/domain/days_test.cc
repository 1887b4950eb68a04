// Which days an act may bear, and what it does to the due date.
#include "request-service/domain/case_fixture.h"
#include "request-service/domain/deadlines.h"

namespace disclosure::request {
namespace {

using testing::HasReason;

// Received on 2024-03-01 (due on 03-29), a third party asked on 03-04, which has the letter since 03-05.
Story Consulting() {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-04").Does(Consulted{"1", ConsultationKind::kThirdParty, "", "某公司", Day("2024-03-04")}));
  EXPECT_OK(story.On("2024-03-05").Does(ConsultationReceived{"1", Day("2024-03-05")}));
  return story;
}

TEST(AConsultation, Article33AnAnswerThatComesLateTakesOutNoMoreDaysThanSilence) {
  Story silent = Consulting();
  EXPECT_OK(silent.On("2024-04-01").Does(ConsultationExpired{"1", Day("2024-03-26")}));
  Story late = Consulting();
  EXPECT_OK(late.On("2024-06-12").Does(ConsultationAnswered{"1", Day("2024-06-12"), ConsultationAnswer::kRefuses, "商业秘密"}));
  EXPECT_EQ(late.Due(), silent.Due());
  Story prompt = Consulting();
  EXPECT_OK(prompt.On("2024-03-08").Does(ConsultationAnswered{"1", Day("2024-03-08"), ConsultationAnswer::kRefuses, "商业秘密"}));
  EXPECT_EQ(prompt.Due(), "2024-04-07") << "the working days of 03-05 to 03-08 are not counted";
}

TEST(AConsultation, Article32BearsTheDayOnWhichItsLetterIsIssued) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_THAT(story.On("2024-03-20").Does(Consulted{"1", ConsultationKind::kThirdParty, "", "某公司", Day("2024-03-04")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "某公司", Day("2024-03-20")}));
}

TEST(AConsultation, Article34SilenceIsNoConsentUntilTheReceiptOfTheLetterIsRecorded) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-04").Does(Consulted{"1", ConsultationKind::kJointOrgan, "330108-wjj", "", Day("2024-03-04")}));
  EXPECT_THAT(story.On("2024-06-03").Does(ConsultationExpired{"1", Day("2024-03-25")}), HasReason("DEADLINE_NOT_PASSED"));
  EXPECT_OK(story.Does(ConsultationReceived{"1", Day("2024-03-05")}));
  EXPECT_OK(story.Does(ConsultationExpired{"1", Day("2024-03-26")}));
}

// Reasons were given on 2024-03-14; due on 03-29.
Story WithReasons() {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.Does(ReasonsRequired{94, "2024年1月至2月", Day("2024-03-15")}));
  EXPECT_OK(story.On("2024-03-14").Does(ReasonsGiven{Day("2024-03-14"), "研究"}));
  return story;
}

TEST(ADelay, Article35IsLongerThanThePeriodItReplacesAndIsNotExtended) {
  Story story = WithReasons();
  EXPECT_THAT(story.Does(ReasonsWeighed{ReasonsVerdict::kDelay, "数量较多", Day("2024-03-29")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(ReasonsWeighed{ReasonsVerdict::kDelay, "数量较多", Day("2024-05-31")}));
  EXPECT_EQ(story.Due(), "2024-05-31");
  EXPECT_THAT(story.Does(Extended{20, "需要检索"}), HasReason("EXTENSION_AFTER_DELAY"));
}

TEST(ADelay, Article35NeverShortensAPeriodThatBeginsAnewAfterwards) {
  Story story = WithReasons();
  EXPECT_OK(story.Does(ReasonsWeighed{ReasonsVerdict::kDelay, "数量较多", Day("2024-04-10")}));
  EXPECT_OK(story.On("2024-03-20").Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  EXPECT_OK(story.On("2024-03-29").Does(FeePaid{Day("2024-03-29"), "1"}));
  EXPECT_EQ(story.Due(), "2024-04-28") << "20 working days from payment, past the delay (04-28 is a make-up day)";
}

TEST(Answers, BearNoDayBeforeTheNoticeTheyAnswer) {
  Story corrected;
  corrected.Received("2024-03-01");
  EXPECT_OK(corrected.On("2024-03-08").Does(CorrectionRequired{{"名称"}, "", Day("2024-03-20")}));
  EXPECT_THAT(corrected.On("2024-03-12").Does(CorrectionSupplied{Day("2024-03-07"), "补正"}), HasReason("BAD_REQUEST"));
  EXPECT_OK(corrected.Does(CorrectionSupplied{Day("2024-03-08"), "补正"}));

  Story reasons;
  reasons.Received("2024-03-01");
  EXPECT_OK(reasons.On("2024-03-08").Does(ReasonsRequired{40, "本月", Day("2024-03-20")}));
  EXPECT_THAT(reasons.On("2024-03-12").Does(ReasonsGiven{Day("2024-03-07"), "研究"}), HasReason("BAD_REQUEST"));

  Story fee;
  fee.Received("2024-03-01");
  EXPECT_OK(fee.On("2024-03-08").Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  EXPECT_THAT(fee.On("2024-03-12").Does(FeeNoticeReceived{Day("2024-03-07")}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(fee.Does(FeePaid{Day("2024-03-07"), "1"}), HasReason("BAD_REQUEST"));
}

TEST(ALapse, Article30IsToldWithinANewPeriodFromTheDeadlineThatWasMissed) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-08").Does(CorrectionRequired{{"名称"}, "", Day("2024-04-19")}));
  EXPECT_OK(story.On("2024-05-06").Does(CorrectionLapsed{}));
  EXPECT_EQ(story.Due(), "2024-05-20") << "not 2024-03-29, which passed while the applicant was waited for";
}

TEST(ALapse, AnUnpaidFeeIsToldWithinANewPeriodFromTheEndOfThePaymentPeriod) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-04").Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  EXPECT_OK(story.Does(FeeNoticeReceived{Day("2024-03-04")}));
  EXPECT_OK(story.On("2024-04-02").Does(FeeLapsed{}));
  Story anew;
  anew.Received("2024-04-01");
  EXPECT_EQ(story.Due(), anew.Due()) << "the 20 working days of payment ended on 2024-04-01";
}

TEST(AReply, Document235IsOwedUntilItIsServed) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.By("a").Does(Drafted{1, "granted"}));
  EXPECT_OK(story.By("b").Does(Approved{}));
  EXPECT_OK(story.On("2024-03-29").Does(Replied{"滨教公复〔2024〕1号", "granted", Day("2024-03-29")}));
  EXPECT_EQ(story.Due(), "2024-03-29");
  EXPECT_THAT(story.On("2024-04-03").Does(Served{ServiceMethod::kPost, Day("2024-04-01"), "EMS", Day("2024-03-31")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(Served{ServiceMethod::kPost, Day("2024-04-01"), "EMS", Day("2024-04-03")}));
  EXPECT_EQ(story.Due(), "NOTHING_OWED");
}

TEST(AWithdrawal, IsNotBeforeTheReceiptAndEndsTheDeadlinesOfConsultations) {
  Story story;
  EXPECT_OK(story.On("2024-02-26").Does(Filed{Channel::kOrdinaryLetter, Day("2024-02-26")}));
  EXPECT_OK(story.On("2024-03-01").Does(ReceiptConfirmed{Day("2024-03-01"), "电话"}));
  EXPECT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "某公司", Day("2024-03-01")}));
  EXPECT_THAT(story.On("2024-03-05").Does(Withdrawn{Day("2024-02-27"), ""}), HasReason("BAD_REQUEST")) << "received on 03-01: the report would lose it";
  EXPECT_OK(story.Does(Withdrawn{Day("2024-03-05"), ""}));
  const Desk desk{Delivered(), *DeliveredPeriods().On(Day("2024-03-05")), "330108", Day("2024-03-05"), "a"};
  EXPECT_TRUE(DeadlinesOf(story.progress(), desk, Parties::kNamed).empty());
}

TEST(AnUnconfirmedRequest, Article31HasADeadlineOfItsOwn) {
  const auto confirm_by = [](Channel channel) {
    Story story;
    EXPECT_OK(story.On("2024-03-01").Does(Filed{channel, Day("2024-03-01")}));
    const Desk desk{Delivered(), *DeliveredPeriods().On(Day("2024-03-01")), "330108", Day("2024-03-01"), "a"};
    const std::vector<Deadline> deadlines = DeadlinesOf(story.progress(), desk, Parties::kNamed);
    return deadlines.size() == 1 && deadlines[0].kind == "confirmation" ? FormatDate(deadlines[0].date) : "";
  };
  EXPECT_EQ(confirm_by(Channel::kOrdinaryLetter), "2024-03-01") << "on the day the letter comes";
  EXPECT_EQ(confirm_by(Channel::kInternet), "2024-03-04") << "the office's own period: periods.csv";
}

TEST(AnExcessiveRequest, Article35IsRefusedInNoPartEitherUnlessReasonsWereAskedForAndWeighed) {
  Story story;
  story.Received("2024-03-01");
  for (const char* leaf : {"excessive", "not_corrected", "fee_unpaid", "unclear", "withdrawn"}) {
    EXPECT_THAT(story.Does(Drafted{1, "partial", {"already_public", leaf}}), HasReason("LEAF_WITHOUT_GROUND")) << leaf;
  }
  EXPECT_THAT(story.Does(Drafted{1, "withdrawn"}), HasReason("LEAF_WITHOUT_GROUND")) << "without the applicant's act";
}

}  // namespace
}  // namespace disclosure::request
