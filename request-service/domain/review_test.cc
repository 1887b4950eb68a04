// What the desk may record of a review.
#include "request-service/domain/review.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

const absl::CivilDay kToday(2026, 9, 18);

std::vector<std::string> Fields(const error::Violations& bad) {
  std::vector<std::string> fields;
  if (bad.empty()) return fields;
  const std::optional<error::Info> info = error::GetInfo(bad.status());
  for (const error::Violation& violation : info->violations) fields.push_back(violation.field);
  return fields;
}
std::vector<std::string> Faults(const ReviewFiling& filing, std::optional<absl::CivilDay> requested = std::nullopt) {
  error::Violations bad;
  CheckFiling(filing, requested, kToday, bad);
  return Fields(bad);
}

Review Open(ReviewRoute route = ReviewRoute::kReconsideration) {
  return {.key = {"330108-jyj", 2026, 1},
          .request_number = "330108-jyj-2026-1",
          .request = RequestKey{"330108-jyj", 2026, 1},
          .route = route,
          .filed = Day("2026-07-01"),
          .version = 1};
}
std::vector<std::string> Faults(const ReviewClosing& closing, const Review& review = Open()) {
  error::Violations bad;
  CheckClosing(closing, review, kToday, bad);
  return Fields(bad);
}
ReviewClosing Corrected() {
  return {.result = ReviewResult::kCorrected, .closed = Day("2026-09-01"), .document_number = "滨政复决〔2026〕1号", .orders_new_answer = true};
}

TEST(ReviewTest, AFilingNeedsARouteAndADayThatIsNeitherToComeNorBeforeTheRequest) {
  const ReviewFiling good{.route = ReviewRoute::kSuitDirect, .filed = Day("2026-09-18"), .accepted = Day("2026-09-18")};
  EXPECT_THAT(Faults(good, Day("2026-09-18")), IsEmpty());
  EXPECT_THAT(Faults(good, Day("2026-09-19")), ElementsAre("review.filed_on"));
  EXPECT_THAT(Faults({.filed = Day("2026-09-19"), .accepted = Day("2026-09-17")}),
              ElementsAre("review.route", "review.filed_on", "review.accepted_on"))
      << "all at once";
}

TEST(ReviewTest, AcceptanceLiesBetweenFilingAndClosing) {
  Review review = Open();
  const auto faults = [&](std::string_view day) {
    error::Violations bad;
    CheckAcceptance(Day(day), review, kToday, bad);
    return Fields(bad);
  };
  EXPECT_THAT(faults("2026-06-30"), SizeIs(1));
  EXPECT_THAT(faults("2026-07-01"), IsEmpty());
  EXPECT_THAT(faults("2026-09-19"), SizeIs(1)) << "to come";
  review.closed = Day("2026-08-01");
  EXPECT_THAT(faults("2026-08-02"), SizeIs(1));
}

TEST(ReviewTest, AClosingHasAResultAndADayAfterFilingAndAcceptance) {
  EXPECT_THAT(Faults(ReviewClosing{.result = ReviewResult::kUpheld, .closed = Day("2026-07-01")}), IsEmpty());
  EXPECT_THAT(Faults(ReviewClosing{.result = ReviewResult::kPending, .closed = Day("2026-09-19")}), ElementsAre("result", "closed_on"));
  EXPECT_THAT(Faults(ReviewClosing{.closed = Day("2026-06-30")}), ElementsAre("result", "closed_on"));
  Review accepted = Open();
  accepted.accepted = Day("2026-07-08");
  EXPECT_THAT(Faults(ReviewClosing{.result = ReviewResult::kOther, .closed = Day("2026-07-07")}, accepted), ElementsAre("closed_on"));
}

TEST(ReviewTest, TheHeadAttendsSuitsOnly) {
  ReviewClosing closing{.result = ReviewResult::kUpheld, .closed = Day("2026-09-01"), .head_attended = false};
  EXPECT_THAT(Faults(closing), ElementsAre("head_attended")) << "even that he did not";
  EXPECT_THAT(Faults(closing, Open(ReviewRoute::kSuitDirect)), IsEmpty());
  EXPECT_THAT(Faults(closing, Open(ReviewRoute::kSuitAfterReview)), IsEmpty());
}

TEST(ReviewTest, ANewAnswerIsOrderedByACorrectionOfARequestByItsDocument) {
  EXPECT_THAT(Faults(Corrected()), IsEmpty());
  ReviewClosing closing = Corrected();
  closing.result = ReviewResult::kOther;
  closing.document_number = "";
  Review alone = Open();
  alone.request.reset();
  EXPECT_THAT(Faults(closing, alone), ElementsAre("orders_new_answer", "orders_new_answer", "document_number"));
  closing = Corrected();
  closing.received = Day("2026-08-31");
  EXPECT_THAT(Faults(closing), ElementsAre("received_on")) << "before it was decided";
  closing.received = Day("2026-09-10");
  closing.orders_new_answer = false;
  EXPECT_THAT(Faults(closing), ElementsAre("received_on")) << "nothing runs from it";
}

TEST(ReviewTest, AClosedReviewIsNotClosedAgain) {
  Review review = Open();
  EXPECT_OK(CheckOpen(review));
  review.result = ReviewResult::kUpheld;
  EXPECT_THAT(CheckOpen(review), HasReason("WRONG_STATE"));
}

TEST(ReviewTest, AnAmendmentSaysAllOfTheClosingOrNoneOfIt) {
  Review closed = Open(ReviewRoute::kSuitDirect);
  closed.result = ReviewResult::kUpheld;
  closed.closed = Day("2026-09-01");
  const auto faults = [](const ReviewAmendment& amendment, const Review& review) {
    error::Violations bad;
    CheckAmendment(amendment, review, kToday, bad);
    return Fields(bad);
  };
  const ReviewAmendment good{.route = ReviewRoute::kReconsideration, .result = ReviewResult::kOther, .closed = Day("2026-09-02")};
  EXPECT_THAT(faults(good, closed), IsEmpty());
  EXPECT_THAT(faults({}, closed), ElementsAre("route", "closed_on", "result"));
  ReviewAmendment head = good;
  head.head_attended = true;
  EXPECT_THAT(faults(head, closed), ElementsAre("head_attended")) << "by the route that it says";
  ReviewAmendment pending = good;
  pending.result = ReviewResult::kPending;
  pending.document_number = "1号";
  pending.mediated = true;
  EXPECT_THAT(faults(pending, closed), ElementsAre("closed_on", "document_number", "mediated"));
  EXPECT_THAT(faults(good, Open()), ElementsAre("result")) << "one that is open is closed, not corrected";
  EXPECT_THAT(faults({.route = ReviewRoute::kSuitDirect, .result = ReviewResult::kPending}, Open()), IsEmpty());
  const Review amended = Amended(closed, good);
  EXPECT_THAT(ChangesBetween(closed, amended),
              UnorderedElementsAre(Pair("route", "reconsideration"), Pair("result", "other"), Pair("closed_on", "2026-09-02")));
}

TEST(ReviewTest, IsAmendedByAnotherThanWhoClosedItAndNotAgainstItsOwnNewAnswer) {
  const std::vector<ReviewEvent> history = {{1, {}, "clerk-1", "created", {}},
                                            {2, {}, "clerk-2", "closed", {{"closed_on", "2026-09-01"}}},
                                            {3, {}, "approver-1", "amended", {{"closed_on", "2026-09-02"}}}};
  Review review = Open();
  review.result = ReviewResult::kCorrected;
  EXPECT_THAT(CheckAmendable(review, history, "clerk-2", ReviewResult::kUpheld), HasReason("SAME_PERSON"));
  EXPECT_OK(CheckAmendable(review, history, "clerk-1", ReviewResult::kUpheld));
  EXPECT_OK(CheckAmendable(review, history, "approver-1", ReviewResult::kUpheld));
  EXPECT_THAT(CheckAmendable(review, {history[0]}, "clerk-1", ReviewResult::kPending), HasReason("SAME_PERSON")) << "nobody closed it";
  review.reopening = 7;
  EXPECT_THAT(CheckAmendable(review, history, "clerk-1", ReviewResult::kUpheld), HasReason("REQUEST_REOPENED"));
  EXPECT_OK(CheckAmendable(review, history, "clerk-1", ReviewResult::kCorrected));
}

// 行政复议法实施条例第五十八条.
TEST(ReviewTest, Article58TheNewPeriodIsThatOfTheRequestAndStaysWhenItIsAnswered) {
  Story story;
  const auto answer = [&](int draft) {
    ASSERT_OK(story.By("a").Does(Drafted{draft, "granted"}));
    ASSERT_OK(story.By("b").Does(Approved{}));
    ASSERT_OK(story.Does(Replied{"滨教公复〔2024〕1号", "granted", story.progress().round->received}));
    ASSERT_OK(story.Does(Served{ServiceMethod::kElectronic, story.progress().round->received, "邮件"}));
  };
  const auto due = [&]() -> std::string {
    const auto periods = DeliveredPeriods().On(Day("2024-09-27"));
    const auto period = CorrectionPeriodOf(story.events(), 6, *periods, Delivered(), "330108");
    EXPECT_OK(period.status());
    return *period ? FormatDate(ExplainAnswerDue(**period, Delivered(), "330108")->date) : "";
  };
  story.Received("2024-03-01");
  answer(1);
  ASSERT_OK(story.On("2024-09-27").Does(Reopened{ReopenedBy::kReconsideration, "杭政复〔2024〕1号", Day("2024-09-27")}));
  EXPECT_EQ(due(), "2024-10-30");
  ASSERT_OK(story.Does(Extended{5, "需要检索"}));
  EXPECT_EQ(due(), "2024-11-06") << "as the request is extended";
  answer(2);
  EXPECT_EQ(due(), "2024-11-06");
  ASSERT_OK(story.On("2025-03-03").Does(Reopened{ReopenedBy::kJudgment, "(2025)浙0108行初1号", Day("2025-03-03")}));
  EXPECT_EQ(due(), "2024-11-06") << "the next order is not this one's";
}

// 法释〔2025〕8号第十一条: an answer is given anew where one was given; a failure to act (不履行职责) still has its first.
TEST(ReviewTest, Article11OnlyAnAnswerThatWasServedIsGivenAnew) {
  Story story;
  story.Received("2026-06-01");
  const auto reopening = [&] { return CheckReopening(story.progress(), Corrected(), "330108-jyj-2026-1"); };
  EXPECT_THAT(reopening(), HasReason("REQUEST_NOT_ANSWERED"));
  EXPECT_THAT(std::string(reopening().message()), HasSubstr("不履行职责"));
  ASSERT_OK(story.Does(Drafted{1, "granted"}));
  ASSERT_OK(story.By("approver").Does(Approved{}));
  ASSERT_OK(story.Does(Replied{"滨教公复〔2026〕1号", "granted", Day("2026-06-01")}));
  EXPECT_THAT(std::string(reopening().message()), HasSubstr("请先登记送达"));
  ASSERT_OK(story.Does(Served{ServiceMethod::kElectronic, Day("2026-06-01"), "邮件"}));
  EXPECT_OK(reopening());
  ReviewClosing early = Corrected();
  early.closed = Day("2026-05-31");
  EXPECT_THAT(CheckReopening(story.progress(), early, "330108-jyj-2026-1"), HasReason("BAD_REQUEST"));
  ASSERT_OK(story.On("2026-09-01").Does(ReopeningOf(Open(), Corrected())));
  EXPECT_THAT(std::string(reopening().message()), HasSubstr("正在重新办理"));
}

TEST(ReviewTest, AWithdrawnRequestIsNotAnsweredAnew) {
  Story story;
  ASSERT_OK(story.Received("2026-06-01").Does(Withdrawn{Day("2026-06-01"), "不再需要"}));
  EXPECT_THAT(CheckReopening(story.progress(), Corrected(), "330108-jyj-2026-1"), HasReason("REQUEST_NOT_ANSWERED"));
}

TEST(ReviewTest, ThePeriodRunsFromTheDayTheDecisionWasReceived) {
  ReviewClosing closing = Corrected();
  EXPECT_EQ(ReopeningOf(Open(), closing), (Reopened{ReopenedBy::kReconsideration, "滨政复决〔2026〕1号", Day("2026-09-01")}));
  closing.received = Day("2026-09-10");
  EXPECT_EQ(ReopeningOf(Open(ReviewRoute::kSuitDirect), closing), (Reopened{ReopenedBy::kJudgment, "滨政复决〔2026〕1号", Day("2026-09-10")}));
}

TEST(ReviewTest, ASuitAfterReviewWithoutAnEarlierReconsiderationIsAWarning) {
  const Review suit = Open(ReviewRoute::kSuitAfterReview);
  Review reconsideration = Open();
  EXPECT_THAT(ReviewWarnings(suit, {suit}), SizeIs(1));
  EXPECT_THAT(ReviewWarnings(suit, {reconsideration, suit}), IsEmpty());
  reconsideration.filed = Day("2026-07-02");
  EXPECT_THAT(ReviewWarnings(suit, {reconsideration}), SizeIs(1)) << "a later one";
  EXPECT_THAT(ReviewWarnings(Open(ReviewRoute::kSuitDirect), {}), IsEmpty());
}

TEST(ReviewTest, TheHistoryHasWhatChanged) {
  const Review before = Open();
  Review after = before;
  after.closed = Day("2026-09-01");
  after.result = ReviewResult::kUpheld;
  EXPECT_THAT(ChangesBetween(before, after), UnorderedElementsAre(Pair("closed_on", "2026-09-01"), Pair("result", "upheld")));
  EXPECT_THAT(ChangesBetween(after, before), UnorderedElementsAre(Pair("closed_on", ""), Pair("result", "pending")));
  const ReviewDetails made = ChangesBetween(Review(), before);
  EXPECT_EQ(made.at("filed_on"), "2026-07-01");
  EXPECT_EQ(made.at("route"), "reconsideration");
}

}  // namespace
}  // namespace disclosure::request
