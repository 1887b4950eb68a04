// 月度通报, recomputed by hand.
#include "request-service/domain/bulletin.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "request-service/domain/case_fixture.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::CivilMonth kSeptember(2026, 9);

Review Filed(int serial, ReviewRoute route, std::string_view day) {
  return {.key = {"330108-jyj", 2026, serial}, .route = route, .filed = Day(day)};
}
Review ClosedOn(Review review, std::string_view day, ReviewResult result) {
  review.closed = Day(day);
  review.result = result;
  return review;
}
std::string Name(int serial) { return absl::StrCat("organs/330108-jyj/reviews/2026-", serial); }

TEST(BulletinTest, EachFigureIsOfItsOwnDayAndNamesItsReviews) {
  std::vector<Review> reviews = {Filed(1, ReviewRoute::kReconsideration, "2026-08-31"), Filed(2, ReviewRoute::kReconsideration, "2026-09-01"),
                                 Filed(3, ReviewRoute::kReconsideration, "2026-09-30"), Filed(4, ReviewRoute::kReconsideration, "2026-10-01")};
  reviews[0].accepted = Day("2026-09-01");
  reviews[1].accepted = Day("2026-09-08");
  reviews[2].accepted = Day("2026-10-08");
  reviews[0] = ClosedOn(reviews[0], "2026-09-30", ReviewResult::kCorrected);
  reviews[1] = ClosedOn(reviews[1], "2026-10-01", ReviewResult::kCorrected);
  const Bulletin bulletin = CountBulletin(reviews, kSeptember);
  EXPECT_THAT(bulletin.reconsiderations.filed, ElementsAre(Name(2), Name(3)));
  EXPECT_THAT(bulletin.reconsiderations.accepted, ElementsAre(Name(1), Name(2)));
  EXPECT_THAT(bulletin.reconsiderations.closed, ElementsAre(Name(1)));
  EXPECT_THAT(bulletin.reconsiderations.corrected, ElementsAre(Name(1)));
  EXPECT_THAT(bulletin.suits.filed, IsEmpty());
  EXPECT_EQ(bulletin.total.filed, bulletin.reconsiderations.filed);
}

TEST(BulletinTest, BothRoutesOfSuitsAreSuitsAndTheTotalIsBothKinds) {
  const std::vector<Review> reviews = {
      ClosedOn(Filed(1, ReviewRoute::kReconsideration, "2026-07-01"), "2026-09-02", ReviewResult::kUpheld),
      ClosedOn(Filed(2, ReviewRoute::kSuitDirect, "2026-07-01"), "2026-09-03", ReviewResult::kCorrected),
      ClosedOn(Filed(3, ReviewRoute::kSuitAfterReview, "2026-07-01"), "2026-09-04", ReviewResult::kOther)};
  const Bulletin bulletin = CountBulletin(reviews, kSeptember);
  EXPECT_THAT(bulletin.reconsiderations.closed, ElementsAre(Name(1)));
  EXPECT_THAT(bulletin.reconsiderations.corrected, IsEmpty());
  EXPECT_THAT(bulletin.suits.closed, ElementsAre(Name(2), Name(3)));
  EXPECT_THAT(bulletin.suits.corrected, ElementsAre(Name(2)));
  EXPECT_THAT(bulletin.total.closed, ElementsAre(Name(1), Name(2), Name(3)));
}

TEST(BulletinTest, ASuitOfWhichNobodySaidWhetherTheHeadAttendedIsNoDenominator) {
  std::vector<Review> reviews;
  for (int serial = 1; serial <= 3; ++serial) {
    reviews.push_back(ClosedOn(Filed(serial, ReviewRoute::kSuitDirect, "2026-07-01"), "2026-09-03", ReviewResult::kUpheld));
  }
  reviews[0].head_attended = true;
  reviews[1].head_attended = false;
  reviews.push_back(Filed(4, ReviewRoute::kSuitDirect, "2026-09-03"));
  reviews[3].head_attended = true;  // heard, not closed
  const Bulletin bulletin = CountBulletin(reviews, kSeptember);
  EXPECT_THAT(bulletin.suits.head_known, ElementsAre(Name(1), Name(2)));
  EXPECT_THAT(bulletin.suits.head_attended, ElementsAre(Name(1)));
}

TEST(BulletinTest, AMediatedReviewCountsInTheMonthItWasClosed) {
  Review review = ClosedOn(Filed(1, ReviewRoute::kReconsideration, "2026-09-01"), "2026-10-02", ReviewResult::kOther);
  review.mediated = true;
  EXPECT_THAT(CountBulletin({review}, kSeptember).total.mediated, IsEmpty());
  EXPECT_THAT(CountBulletin({review}, absl::CivilMonth(2026, 10)).total.mediated, ElementsAre(Name(1)));
}

TEST(BulletinTest, AMonthWithoutReviewsIsEmptyAndMergingAddsTheLists) {
  EXPECT_TRUE(CountBulletin({}, kSeptember).empty());
  EXPECT_TRUE(CountBulletin({Filed(1, ReviewRoute::kSuitDirect, "2026-08-01")}, kSeptember).empty());
  Bulletin whole = CountBulletin({Filed(1, ReviewRoute::kSuitDirect, "2026-09-01")}, kSeptember);
  Merge(CountBulletin({Filed(2, ReviewRoute::kSuitDirect, "2026-09-02")}, kSeptember), whole);
  EXPECT_THAT(whole.suits.filed, ElementsAre(Name(1), Name(2)));
  EXPECT_THAT(whole.total.filed, ElementsAre(Name(1), Name(2)));
}

TEST(BulletinTest, PercentHasOneDecimalRoundedHalfUp) {
  EXPECT_EQ(PercentText(1, 3), "33.3%");
  EXPECT_EQ(PercentText(2, 3), "66.7%");
  EXPECT_EQ(PercentText(0, 7), "0.0%");
  EXPECT_EQ(PercentText(7, 7), "100.0%");
  EXPECT_EQ(PercentText(1, 2000), "0.1%") << "0.05";
  EXPECT_EQ(PercentText(1, 2001), "0.0%");
}

}  // namespace
}  // namespace disclosure::request
