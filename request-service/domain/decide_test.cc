#include "request-service/domain/decide.h"

#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;

CorrectionRequired Correction(std::string_view deadline) { return {{"信息的名称"}, "请补充", Day(deadline)}; }

// 从收到到归档, in one breath.
Story Answered(std::string_view received, std::string_view day) {
  Story story;
  story.Received(received);
  EXPECT_OK(story.On(day).By("handler").Does(Drafted{1, "granted"}));
  EXPECT_OK(story.By("approver").Does(Approved{"同意"}));
  EXPECT_OK(story.Does(Replied{"滨教公复〔2024〕1号", "granted", Day(day)}));
  EXPECT_OK(story.Does(Served{ServiceMethod::kPost, Day(day), "EMS 1"}));
  return story;
}

TEST(AnOrdinaryRequest, IsReceivedDraftedApprovedByAnotherRepliedServedAndClosed) {
  Story story = Answered("2024-03-01", "2024-03-20");
  EXPECT_OK(story.Does(Closed{}));
  EXPECT_EQ(story.state(), State::kClosed);
  EXPECT_EQ(story.progress().conclusion->leaf, "granted");
  EXPECT_EQ(story.progress().conclusion->day, Day("2024-03-20"));
  ASSERT_OK_AND_ASSIGN(const Progress again, Fold(story.events()));
  EXPECT_EQ(again.state, State::kClosed);
  EXPECT_EQ(again.events, 6);
}

TEST(AReply, Of235IsConcludedOnTheDayItIsHandedToThePostNotOnTheDayItIsIssued) {
  Story story;
  story.Received("2025-12-01");
  EXPECT_OK(story.On("2025-12-31").By("handler").Does(Drafted{1, "granted"}));
  EXPECT_OK(story.By("approver").Does(Approved{"同意"}));
  EXPECT_OK(story.Does(Replied{"滨教公复〔2025〕1号", "granted", Day("2025-12-31")}));
  EXPECT_FALSE(story.progress().conclusion.has_value()) << "carried over, if the year ends here";
  EXPECT_OK(story.On("2026-01-04").Does(Served{ServiceMethod::kPost, Day("2026-01-04"), "EMS 1", Day("2026-01-04")}));
  EXPECT_EQ(story.progress().conclusion->day, Day("2026-01-04"));
  EXPECT_EQ(story.progress().conclusion->leaf, "granted");
}

TEST(AReply, WithoutADocumentIsConcludedWhenItIsRecorded) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.By("handler").Does(Drafted{1, "other"}));
  EXPECT_OK(story.By("approver").Does(Approved{}));
  EXPECT_OK(story.Does(Replied{"", "other", Day("2024-03-01")}));
  EXPECT_EQ(story.progress().conclusion->day, Day("2024-03-01")) << "there is nothing to serve";
}

TEST(AnEmailedRequest, Article31IsReceivedOnTheDayOfConfirmation) {
  Story story;
  EXPECT_OK(story.On("2024-03-01").Does(Filed{Channel::kEmail, Day("2024-03-01")}));
  EXPECT_EQ(story.state(), State::kFiled);
  EXPECT_EQ(story.Due(), "NOTHING_OWED");
  EXPECT_THAT(story.Does(Drafted{1, "granted"}), HasReason("WRONG_STATE"));
  EXPECT_THAT(story.Does(ReceiptConfirmed{Day("2024-02-29"), "电话确认"}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.On("2024-03-04").Does(ReceiptConfirmed{Day("2024-03-04"), "电话联系申请人确认"}));
  EXPECT_EQ(story.progress().received, Day("2024-03-04"));
  EXPECT_EQ(story.Due(), "2024-04-01");
}

TEST(ACorrection, Article30IsNoticedOnceAndWithinSevenWorkingDays) {
  Story late, once;
  late.Received("2024-03-01");
  EXPECT_THAT(late.On("2024-03-13").Does(Correction("2024-03-25")), HasReason("CORRECTION_TOO_LATE"));
  once.Received("2024-03-01");
  EXPECT_OK(once.On("2024-03-12").Does(Correction("2024-03-25"))) << "the seventh working day";
  EXPECT_OK(once.On("2024-03-14").Does(CorrectionSupplied{Day("2024-03-14"), "某某工程"}));
  EXPECT_THAT(once.Does(Correction("2024-03-25")), HasReason("CORRECTION_ONCE"));
}

TEST(ACorrection, Article30LapsesOnlyAfterItsDeadlineAndThenAllowsToEndTheRequest) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.Does(Correction("2024-03-15")));
  EXPECT_THAT(story.On("2024-03-15").Does(CorrectionLapsed{}), HasReason("DEADLINE_NOT_PASSED"));
  EXPECT_OK(story.On("2024-03-16").Does(CorrectionLapsed{}));
  EXPECT_OK(story.Does(Drafted{1, "not_corrected"}));
}

TEST(AThirdParty, Article32SilenceCountsAfterFifteenWorkingDaysFromItsReceipt) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "甲公司", Day("2024-03-01")}));
  EXPECT_OK(story.On("2024-03-04").Does(ConsultationReceived{"1", Day("2024-03-04")}));
  EXPECT_THAT(story.Does(Drafted{1, "granted"}), HasReason("CONSULTATION_OPEN"));
  EXPECT_THAT(story.On("2024-03-25").Does(ConsultationExpired{"1", Day("2024-03-25")}), HasReason("DEADLINE_NOT_PASSED"));
  EXPECT_THAT(story.On("2024-03-26").Does(ConsultationExpired{"1", Day("2024-03-26")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(ConsultationExpired{"1", Day("2024-03-25")}));
  EXPECT_THAT(story.Does(ConsultationAnswered{"1", Day("2024-03-26"), ConsultationAnswer::kRefuses, ""}), HasReason("CONSULTATION_CLOSED"));
  EXPECT_THAT(story.Does(ConsultationAnswered{"2", Day("2024-03-26"), ConsultationAnswer::kRefuses, ""}), HasReason("NO_SUCH_CONSULTATION"));
  EXPECT_OK(story.Does(Drafted{1, "denied_third_party"}));
}

TEST(AnExtension, Article33IsOnceAtMostTwentyDaysAndBeforeThePeriodEnds) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_THAT(story.Does(Extended{21, "忙"}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.On("2024-03-30").Does(Extended{10, "忙"}), HasReason("EXTENSION_TOO_LATE"));
  EXPECT_OK(story.On("2024-03-29").Does(Extended{10, "需要检索"}));
  EXPECT_THAT(story.Does(Extended{10, "需要检索"}), HasReason("EXTENSION_ONCE"));
}

TEST(AnExcessiveRequest, Article35IsNeverRefusedUnlessReasonsWereAskedForAndWeighed) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_THAT(story.Does(Drafted{1, "excessive"}), HasReason("LEAF_WITHOUT_GROUND"));
  EXPECT_THAT(story.Does(ReasonsWeighed{ReasonsVerdict::kRefuse, "数量过多", {}}), HasReason("REASONS_NOT_REQUIRED"));
  EXPECT_OK(story.Does(ReasonsRequired{94, "2024年1月至2月", Day("2024-03-15")}));
  EXPECT_THAT(story.Does(ReasonsWeighed{ReasonsVerdict::kRefuse, "未说明", {}}), HasReason("DEADLINE_NOT_PASSED"));
  EXPECT_OK(story.On("2024-03-14").Does(ReasonsGiven{Day("2024-03-14"), "就是想要"}));
  EXPECT_OK(story.Does(ReasonsWeighed{ReasonsVerdict::kRefuse, "理由不合理", {}}));
  EXPECT_OK(story.Does(Drafted{1, "excessive"}));
}

TEST(AFee, IsNoticedWithinThePeriodAndLapsesTwentyWorkingDaysAfterItsReceipt) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_THAT(story.Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 0}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.On("2024-03-30").Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}), HasReason("FEE_TOO_LATE"));
  EXPECT_OK(story.On("2024-03-19").Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  EXPECT_THAT(story.On("2024-06-01").Does(FeeLapsed{}), HasReason("DEADLINE_NOT_PASSED")) << "the notice was not received";
  EXPECT_OK(story.On("2024-03-20").Does(FeeNoticeReceived{Day("2024-03-20")}));
  EXPECT_THAT(story.On("2024-04-18").Does(FeeLapsed{}), HasReason("DEADLINE_NOT_PASSED"));
  EXPECT_OK(story.On("2024-04-19").Does(FeeLapsed{}));
  EXPECT_THAT(story.Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}), HasReason("FEE_ONCE"));
  EXPECT_OK(story.Does(Drafted{1, "fee_unpaid"}));
}

TEST(ADraft, IsNotApprovedByWhoWroteIt) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.By("a").Does(Drafted{1, "granted"}));
  EXPECT_THAT(story.By("a").Does(Approved{}), HasReason("SELF_APPROVAL"));
  EXPECT_OK(story.By("b").Does(SentBack{"请补充理由"}));
  EXPECT_OK(story.By("b").Does(Drafted{2, "granted"}));
  EXPECT_THAT(story.By("b").Does(Approved{}), HasReason("SELF_APPROVAL"));
  EXPECT_OK(story.By("a").Does(Approved{}));
}

TEST(AWithdrawnRequest, IsConcludedAsWithdrawn) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.On("2024-03-05").Does(Withdrawn{Day("2024-03-05"), "已自行取得"}));
  EXPECT_EQ(story.progress().conclusion->leaf, kWithdrawnLeaf);
  EXPECT_OK(story.Does(Closed{}));
  EXPECT_THAT(story.Does(Reopened{ReopenedBy::kJudgment, "(2024)浙0108行初1号", Day("2024-03-05")}), HasReason("NOTHING_TO_REOPEN"));
}

// 法释〔2025〕8号 art. 11; 行政复议法实施条例 art. 58.
TEST(ALedgersOutcome, ConcludesOnItsOwnDayAndMayBeReopenedByAReview) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_THAT(story.On("2024-03-20").Does(OutcomeRecorded{"granted", Day("2024-02-29")}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(OutcomeRecorded{"granted", Day("2024-03-21")}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(OutcomeRecorded{"", Day("2024-03-20")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(OutcomeRecorded{"granted", Day("2024-03-19")}));
  EXPECT_EQ(story.state(), State::kClosed);
  EXPECT_EQ(story.progress().conclusion->outcome, "granted");
  EXPECT_EQ(story.progress().conclusion->day, Day("2024-03-19"));
  EXPECT_THAT(story.Does(OutcomeRecorded{"granted", Day("2024-03-20")}), HasReason("WRONG_STATE"));
  EXPECT_THAT(story.Does(Reopened{ReopenedBy::kJudgment, "(2024)浙0108行初1号", Day("2024-03-18")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(Reopened{ReopenedBy::kJudgment, "(2024)浙0108行初1号", Day("2024-03-20")}));
  EXPECT_EQ(story.state(), State::kHandling);
  EXPECT_EQ(story.progress().conclusion->day, Day("2024-03-19")) << "counted once";
}

TEST(AReopenedRequest, HasTwentyNewWorkingDaysAndKeepsItsFirstConclusion) {
  Story story = Answered("2024-03-01", "2024-03-20");
  EXPECT_THAT(story.Does(Reopened{ReopenedBy::kReconsideration, "", Day("2024-03-20")}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.On("2024-09-27").Does(Reopened{ReopenedBy::kReconsideration, "杭政复〔2024〕1号", Day("2024-09-27")}));
  EXPECT_EQ(story.Due(), "2024-10-30");
  EXPECT_EQ(story.progress().rounds, 2);
  EXPECT_OK(story.By("handler").Does(Drafted{2, "partial"}));
  EXPECT_EQ(story.progress().conclusion->leaf, "granted");
}

TEST(Days, LieNeitherInTheFutureNorBeforeWhatTheyFollow) {
  Story story;
  EXPECT_THAT(story.On("2024-03-01").Does(Filed{Channel::kInPerson, Day("2024-03-02")}), HasReason("BAD_REQUEST"));
  story.Received("2024-03-01");
  EXPECT_THAT(story.Does(Withdrawn{Day("2024-02-28"), ""}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(Consulted{"1", ConsultationKind::kThirdParty, "", "甲", Day("2024-02-01")}), HasReason("BAD_REQUEST"));
}

TEST(ADamagedRecord, IsFoundWhenFolded) {
  const Event approved{.seq = 1, .data = Approved{}};
  EXPECT_THAT(Fold(std::vector<Event>{approved}), HasReason("BAD_EVENT"));
  const std::vector<Event> unknown = {{.seq = 1, .data = Filed{Channel::kInPerson, Day("2024-03-01")}},
                                      {.seq = 2, .data = ConsultationReceived{"9", Day("2024-03-01")}}};
  EXPECT_THAT(Fold(unknown), HasReason("BAD_EVENT"));
  const std::vector<Event> empty = {{.seq = 1, .data = EventData()}};
  EXPECT_THAT(Fold(empty), StatusIs(absl::StatusCode::kInternal));
}

}  // namespace
}  // namespace disclosure::request
