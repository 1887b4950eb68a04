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

TEST(AnExtension, Article33IsOnceInARoundThoughThePeriodBeginsAnew) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.Does(Extended{10, "需要检索"}));
  EXPECT_OK(story.Does(Correction("2024-03-15")));
  EXPECT_OK(story.On("2024-03-14").Does(CorrectionSupplied{Day("2024-03-14"), "某某工程"}));
  EXPECT_EQ(story.Due(), "2024-04-12") << "20 working days, not extended";
  EXPECT_THAT(story.Does(Extended{10, "需要检索"}), HasReason("EXTENSION_ONCE"));
  Story reopened = Answered("2024-03-01", "2024-03-20");
  EXPECT_OK(reopened.Does(Reopened{ReopenedBy::kJudgment, "(2024)浙0108行初1号", Day("2024-03-20")}));
  EXPECT_OK(reopened.Does(Extended{10, "需要检索"})) << "a round of its own";
}

TEST(AnExtension, Article33MayBeGivenOnceMoreAfterARestartWhereTheSettingSaysSo) {
  Story story;
  story.Under([](Periods& periods) { periods.extensions = 2; }).Received("2024-03-01");
  EXPECT_OK(story.Does(Extended{10, "需要检索"}));
  EXPECT_THAT(story.Does(Extended{10, "需要检索"}), HasReason("EXTENSION_ONCE")) << "the same period";
  EXPECT_OK(story.Does(Correction("2024-03-15")));
  EXPECT_OK(story.On("2024-03-14").Does(CorrectionSupplied{Day("2024-03-14"), "某某工程"}));
  EXPECT_OK(story.Does(Extended{10, "需要检索"}));
  EXPECT_EQ(story.Due(), "2024-04-26");
  EXPECT_OK(story.Does(FeeNoticed{FeeMethod::kPerItem, 1, 0, 100}));
  EXPECT_OK(story.Does(FeePaid{Day("2024-03-14"), "1"}));
  EXPECT_THAT(story.Does(Extended{10, "需要检索"}), HasReason("EXTENSION_ONCE")) << "twice in all";
}

TEST(AnExcessiveRequest, Article35IsAskedForReasonsOnceAndWithinTheAnswerPeriod) {
  const auto required = [](std::string_view deadline) { return ReasonsRequired{94, "2024年1月至2月", Day(deadline)}; };
  Story late, once;
  late.Received("2024-03-01");
  EXPECT_THAT(late.On("2024-03-30").Does(required("2024-04-10")), HasReason("REASONS_TOO_LATE"));
  once.Received("2024-03-01");
  EXPECT_OK(once.On("2024-03-29").Does(required("2024-04-10"))) << "the last day";
  EXPECT_OK(once.Does(ReasonsGiven{Day("2024-03-29"), "研究"}));
  EXPECT_THAT(once.Does(required("2024-04-10")), HasReason("REASONS_ONCE"));
  EXPECT_OK(once.Does(ReasonsWeighed{ReasonsVerdict::kGoOn, "理由合理", {}}));
  EXPECT_THAT(once.Does(ReasonsWeighed{ReasonsVerdict::kRefuse, "再看", {}}), HasReason("REASONS_ONCE"));
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

TEST(AReply, IsClosedOnceItWasServedUnlessItHasNoDocument) {
  Story with, without;
  with.Received("2024-03-01");
  EXPECT_OK(with.By("a").Does(Drafted{1, "granted"}));
  EXPECT_OK(with.By("b").Does(Approved{}));
  EXPECT_OK(with.Does(Replied{"滨教公复〔2024〕1号", "granted", Day("2024-03-01")}));
  EXPECT_THAT(with.Does(Closed{}), HasReason("NOT_SERVED"));
  without.Received("2024-03-01");
  EXPECT_OK(without.By("a").Does(Drafted{1, "other"}));
  EXPECT_OK(without.By("b").Does(Approved{}));
  EXPECT_OK(without.Does(Replied{"", "other", Day("2024-03-01")}));
  EXPECT_OK(without.Does(Closed{}));
  EXPECT_EQ(without.state(), State::kClosed);
}

TEST(ACorrectionOfARecord, Article41SaysWhyItIsRefusedAndToWhomItIsForwarded) {
  using enum RecordCorrectionResult;
  Story story;
  EXPECT_THAT(story.Does(RecordCorrectionAnswered{kCorrected, "出生日期", "", ""}), HasReason("WRONG_STATE"));
  story.Received("2024-03-01");
  const std::string due = story.Due();
  EXPECT_THAT(story.Does(RecordCorrectionAnswered{kUnspecified, "出生日期", "", ""}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(RecordCorrectionAnswered{kCorrected, "", "", ""}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(RecordCorrectionAnswered{kNotCorrected, "出生日期", "", ""}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(RecordCorrectionAnswered{kForwarded, "出生日期", "", ""}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(RecordCorrectionAnswered{kCorrected, "出生日期", "", "区公安分局"}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(RecordCorrectionAnswered{kForwarded, "出生日期", "", "区公安分局"}));
  EXPECT_OK(story.Does(RecordCorrectionAnswered{kNotCorrected, "出生日期", "未提供证据", ""}));
  EXPECT_EQ(story.state(), State::kHandling);
  EXPECT_EQ(story.Due(), due);
  EXPECT_FALSE(story.progress().conclusion) << "no outcome of the report";
}

TEST(ADraft, Article45IsReviewedBySomebodyElseAndAnotherDraftAnew) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_THAT(story.Does(Reviewed{"同意"}), HasReason("WRONG_STATE"));
  EXPECT_OK(story.By("a").Does(Drafted{1, "granted"}));
  EXPECT_THAT(story.By("a").Does(Reviewed{"同意"}), HasReason("SELF_APPROVAL"));
  EXPECT_OK(story.By("b").Does(Reviewed{"同意"}));
  EXPECT_EQ(story.state(), State::kDrafted);
  EXPECT_EQ(story.progress().round->reviewer, "b");
  EXPECT_OK(story.By("a").Does(Drafted{2, "partial"}));
  EXPECT_EQ(story.progress().round->reviewer, "");
  EXPECT_OK(story.By("c").Does(Approved{})) << "by default a review is not required";
}

TEST(ADraft, Article45IsNotApprovedBeforeItsReviewWhereTheSettingSaysSo) {
  Story story;
  story.Under([](Periods& periods) { periods.review_first = 1; }).Received("2024-03-01");
  EXPECT_OK(story.By("a").Does(Drafted{1, "granted"}));
  EXPECT_THAT(story.By("c").Does(Approved{}), HasReason("REVIEW_MISSING"));
  EXPECT_OK(story.By("b").Does(Reviewed{"同意"}));
  EXPECT_OK(story.By("a").Does(Drafted{2, "granted"}));
  EXPECT_THAT(story.By("c").Does(Approved{}), HasReason("REVIEW_MISSING")) << "another draft";
  EXPECT_OK(story.By("b").Does(Reviewed{"同意"}));
  EXPECT_OK(story.By("c").Does(Approved{}));
}

TEST(ADraft, Article45IsReviewedAndApprovedAsItWasRead) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_OK(story.By("a").Does(Drafted{1, "granted"}));
  EXPECT_OK(story.By("a").Does(Drafted{2, "denied_process"}));
  EXPECT_THAT(story.By("b").Does(Reviewed{"同意", 1}), HasReason("DRAFT_CHANGED"));
  EXPECT_OK(story.By("b").Does(Reviewed{"同意", 2}));
  EXPECT_THAT(story.By("c").Does(Approved{"", 1}), HasReason("DRAFT_CHANGED"));
  EXPECT_EQ(story.state(), State::kDrafted);
  EXPECT_OK(story.By("c").Does(Approved{"", 2}));
}

TEST(Items, Measure109Article4AreCountedWithoutAFeeAndANoticeChargesAtLeastAsMany) {
  Story story;
  story.Received("2024-03-01");
  EXPECT_EQ(story.progress().items(), 1);
  EXPECT_THAT(story.Does(ItemsCounted{0, "拆分"}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(ItemsCounted{1001, "拆分"}), HasReason("BAD_REQUEST"));
  EXPECT_THAT(story.Does(ItemsCounted{8, ""}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(ItemsCounted{8, "八个项目"}));
  EXPECT_EQ(story.state(), State::kHandling);
  EXPECT_OK(story.Does(ItemsCounted{7, "两个项目是同一个"}));
  EXPECT_EQ(story.progress().items(), 7) << "the latest count";
  EXPECT_THAT(story.Does(FeeNoticed{FeeMethod::kPerItem, 6, 0, 100}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(FeeNoticed{FeeMethod::kPerItem, 9, 0, 100}));
  EXPECT_EQ(story.progress().items(), 9);
  EXPECT_THAT(story.Does(ItemsCounted{8, "又数一遍"}), HasReason("BAD_REQUEST")) << "nine were charged";
}

TEST(TheApplicantsReceipt, ReconsiderationRules23IsRecordedOnceAfterTheServiceAndNotBeforeIt) {
  Story story = Answered("2024-03-01", "2024-03-20");
  story.On("2024-03-25");
  EXPECT_THAT(story.Does(ApplicantReceived{Day("2024-03-19"), "回执"}), HasReason("BAD_REQUEST")) << "before it was posted";
  EXPECT_THAT(story.Does(ApplicantReceived{Day("2024-03-26"), "回执"}), HasReason("BAD_REQUEST")) << "in the future";
  EXPECT_THAT(story.Does(ApplicantReceived{Day("2024-03-22"), ""}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(Closed{}));
  EXPECT_OK(story.Does(ApplicantReceived{Day("2024-03-22"), "EMS回执"}));
  EXPECT_EQ(story.state(), State::kClosed);
  EXPECT_EQ(story.progress().round->served->received, Day("2024-03-22"));
  EXPECT_EQ(story.progress().round->served->day, Day("2024-03-20")) << "the organ's day stays";
  EXPECT_THAT(story.Does(ApplicantReceived{Day("2024-03-23"), "EMS回执"}), HasReason("APPLICANT_RECEIPT_ONCE"));
  ASSERT_OK_AND_ASSIGN(const Progress again, Fold(story.events()));
  EXPECT_EQ(again.round->served->received, Day("2024-03-22"));
}

TEST(TheApplicantsReceipt, IsOfAReplyThatWasServed) {
  Story withdrawn;
  EXPECT_OK(withdrawn.On("2024-03-01").Does(Filed{Channel::kEmail, Day("2024-03-01")}));
  EXPECT_OK(withdrawn.Does(Withdrawn{Day("2024-03-01"), ""}));
  EXPECT_OK(withdrawn.Does(Closed{}));
  EXPECT_THAT(withdrawn.Does(ApplicantReceived{Day("2024-03-01"), "回执"}), HasReason("NOT_SERVED"));
  Story given;
  given.Received("2024-03-01");
  EXPECT_OK(given.By("a").Does(Drafted{1, "granted"}));
  EXPECT_OK(given.By("b").Does(Approved{}));
  EXPECT_OK(given.Does(Replied{"滨教公复〔2024〕1号", "granted", Day("2024-03-01")}));
  EXPECT_OK(given.Does(Served{ServiceMethod::kDirect, Day("2024-03-01"), "签收", Day("2024-03-01")}));
  EXPECT_THAT(given.Does(ApplicantReceived{Day("2024-03-01"), "签收"}), HasReason("APPLICANT_RECEIPT_ONCE")) << "told with the service";
}

TEST(AnAnonymousRequest, IsNeitherCorrectedNorReceivedUntilItIsReopened) {
  Story story = Answered("2024-03-01", "2024-03-20");
  EXPECT_OK(story.Does(Closed{}));
  const ApplicantCorrected corrected{ApplicantClass::kBusiness, ApplicantClass::kResearch, {"applicant_class"}, "登记有误"};
  EXPECT_OK(story.Does(corrected)) << "the report needs it after the end too";
  EXPECT_EQ(story.progress().applicant_class, ApplicantClass::kResearch);
  EXPECT_THAT(story.Does(ApplicantCorrected{ApplicantClass::kResearch, ApplicantClass::kResearch, {}, "无"}), HasReason("BAD_REQUEST"));
  EXPECT_OK(story.Does(Anonymised{"applicant", {}, ""}));
  EXPECT_THAT(story.Does(corrected), HasReason("ANONYMISED"));
  EXPECT_THAT(story.Does(ApplicantReceived{Day("2024-03-20"), "回执"}), HasReason("ANONYMISED"));
  EXPECT_OK(story.Does(Reopened{ReopenedBy::kJudgment, "(2024)浙0108行初1号", Day("2024-03-20")}));
  EXPECT_OK(story.Does(corrected));
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
