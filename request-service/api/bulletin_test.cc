// The monthly bulletin of reviews.
#include "request-service/api/review_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;

class BulletinTest : public ReviewTest {
 protected:
  void Case(v1::Review::Route route, const std::string& filed, const std::string& accepted, v1::Review::Result result = v1::Review::PENDING,
            const std::string& closed = "", std::optional<bool> head = std::nullopt, bool mediated = false) {
    const v1::Review review = Created(Told(route, filed, "", accepted));
    if (closed.empty()) return;
    v1::CloseReviewRequest closing = Closing(result, closed);
    if (head) closing.set_head_attended(*head);
    closing.set_mediated(mediated);
    EXPECT_OK(Close(review, closing, clerk_).status());
  }
  // What October comes to, by hand: see the expectations.
  void FillOctober() {
    At("2026-11-10");
    Case(v1::Review::RECONSIDERATION, "2026-10-08", "2026-10-12", v1::Review::CORRECTED, "2026-10-30");                       // 1
    Case(v1::Review::RECONSIDERATION, "2026-09-20", "2026-09-24", v1::Review::UPHELD, "2026-10-15");                          // 2
    Case(v1::Review::RECONSIDERATION, "2026-09-21", "", v1::Review::OTHER, "2026-10-16", std::nullopt, /*mediated=*/true);    // 3
    Case(v1::Review::SUIT_DIRECT, "2026-10-09", "2026-10-20");                                                                // 4
    Case(v1::Review::SUIT_DIRECT, "2026-08-01", "2026-08-05", v1::Review::CORRECTED, "2026-10-20", true);                     // 5
    Case(v1::Review::SUIT_AFTER_REVIEW, "2026-08-02", "2026-08-06", v1::Review::UPHELD, "2026-10-21", false);                 // 6
    Case(v1::Review::SUIT_DIRECT, "2026-08-03", "2026-08-06", v1::Review::CORRECTED, "2026-11-01", true);                     // 7
    const auto other = Create(Told(v1::Review::SUIT_DIRECT, "2026-10-10"), stranger_, "330108-tjj");
    ASSERT_OK(other.status());
    ASSERT_OK(Close(*other, Closing(v1::Review::UPHELD, "2026-10-30"), stranger_).status());
  }
};

TEST_F(BulletinTest, AnOrgansMonthIsCountedWithTheReviewsBehindEveryNumber) {
  FillOctober();
  ASSERT_OK_AND_ASSIGN(const v1::Bulletin october, Bulletin("organs/330108-jyj/bulletins/2026-10", clerk_));
  const v1::BulletinFigures& reconsiderations = october.reconsiderations();
  EXPECT_THAT(Serials(reconsiderations.filed()), ElementsAre("1"));
  EXPECT_THAT(Serials(reconsiderations.accepted()), ElementsAre("1"));
  EXPECT_THAT(Serials(reconsiderations.closed()), ElementsAre("1", "2", "3"));
  EXPECT_THAT(Serials(reconsiderations.corrected()), ElementsAre("1"));
  EXPECT_THAT(Serials(reconsiderations.mediated()), ElementsAre("3"));
  EXPECT_EQ(RateText(reconsiderations.correction_rate()), "1/3 33.3%");
  EXPECT_FALSE(reconsiderations.has_attendance_rate()) << "there is no court";
  const v1::BulletinFigures& suits = october.suits();
  EXPECT_THAT(Serials(suits.filed()), ElementsAre("4"));
  EXPECT_THAT(Serials(suits.accepted()), ElementsAre("4"));
  EXPECT_THAT(Serials(suits.closed()), ElementsAre("5", "6"));
  EXPECT_THAT(Serials(suits.corrected()), ElementsAre("5"));
  EXPECT_EQ(RateText(suits.correction_rate()), "1/2 50.0%");
  EXPECT_THAT(Serials(suits.head_known()), ElementsAre("5", "6"));
  EXPECT_THAT(Serials(suits.head_attended()), ElementsAre("5"));
  EXPECT_EQ(RateText(suits.attendance_rate()), "1/2 50.0%");
  EXPECT_THAT(Serials(october.total().closed()), ElementsAre("1", "2", "3", "5", "6"));
  EXPECT_EQ(RateText(october.total().correction_rate()), "2/5 40.0%");
  EXPECT_EQ(october.organs_size(), 0);
}

TEST_F(BulletinTest, ADivisionsMonthIsTheSumOfItsOrgans) {
  FillOctober();
  ASSERT_OK_AND_ASSIGN(const v1::Bulletin october, Bulletin("divisions/330108/bulletins/2026-10", supervisor_));
  EXPECT_EQ(RateText(october.suits().correction_rate()), "1/3 33.3%");
  EXPECT_EQ(RateText(october.suits().attendance_rate()), "1/2 50.0%") << "of the third nobody said whether the head attended";
  EXPECT_EQ(RateText(october.total().correction_rate()), "2/6 33.3%");
  EXPECT_EQ(october.total().filed().n(), 3);
  ASSERT_EQ(october.organs_size(), 2) << "without the organ that had no review";
  EXPECT_EQ(october.organs(0).organ(), "organs/330108-jyj");
  EXPECT_EQ(october.organs(1).organ(), "organs/330108-tjj");
  EXPECT_THAT(october.organs(1).suits().closed().reviews(), ElementsAre("organs/330108-tjj/reviews/2026-1"));
  EXPECT_EQ(RateText(october.organs(1).suits().correction_rate()), "0/1 0.0%") << "of one that was upheld it is 0 %";
}

TEST_F(BulletinTest, ARateWithoutADenominatorIsAbsentAndAMonthToComeIsRefused) {
  ASSERT_OK_AND_ASSIGN(const v1::Bulletin empty, Bulletin("organs/330108-jyj/bulletins/2026-08", clerk_));
  EXPECT_EQ(empty.total().closed().n(), 0);
  EXPECT_FALSE(empty.total().has_correction_rate());
  EXPECT_FALSE(empty.total().has_attendance_rate());
  EXPECT_THAT(Bulletin("organs/330108-jyj/bulletins/2026-10", clerk_), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Bulletin("organs/330108-jyj/bulletins/2026-13", clerk_), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Bulletin("organs/330108-none/bulletins/2026-08", operator_), HasReason("NOT_FOUND"));
}

}  // namespace
}  // namespace disclosure::request
