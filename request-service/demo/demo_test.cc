// The synthetic year: every story goes through, and the year adds up.
#include "request-service/demo/demo.h"

#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

class DemoTest : public ServiceTest {
 protected:
  DemoTest() : stories_(ParseStories(ReadData("demo/stories.csv")).value()) {}

  absl::StatusOr<DemoResult> Play(const std::vector<StoryKind>& stories, int requests) {
    const DemoPlan plan{.first = absl::CivilDay(2025, 1, 2), .today = absl::CivilDay(2026, 9, 18), .requests = requests, .division = "330108"};
    return PlayDemo(*backend_, clock_, stories, plan, [](absl::CivilDay) {});
  }

  const std::vector<StoryKind> stories_;
};

TEST_F(DemoTest, EveryStoryIsToldToItsEndByTheRulesOfTheProcedure) {
  for (StoryKind story : stories_) {
    story.weight = 1;
    const auto told = Play({story}, 1);
    ASSERT_OK(told.status());
    EXPECT_EQ(Count(absl::StrCat("SELECT COUNT(*) FROM requests WHERE state = 11 AND subject = '", story.subject, "' AND concluded_leaf = '",
                                 story.leaf, "'")),
              1)
        << story.subject << " ends as it should";
  }
}

TEST_F(DemoTest, AYearHasClosedRequestsOpenOnesAndNoneFromTheFuture) {
  const auto told = Play(stories_, 60);
  ASSERT_OK(told.status());
  EXPECT_EQ(told->filed, 60);
  EXPECT_GT(Count("SELECT COUNT(*) FROM requests WHERE state = 11"), 30);
  EXPECT_GT(Count("SELECT COUNT(*) FROM requests WHERE state < 9"), 0);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM requests WHERE received_on > '2026-09-18'"), 0);
}

TEST_F(DemoTest, ABadLineOfTheStoriesIsNamed) {
  EXPECT_THAT(ParseStories("path,weight,leaf,subject,grounds,elements\nsideways,0,granted,某事,,x\n").status(),
              ::disclosure::testing::HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
