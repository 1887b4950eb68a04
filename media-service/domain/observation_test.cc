// Observations and the grades that are computed from them.
#include "media-service/domain/observation.h"

#include "common/base/clock.h"
#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

absl::Time At(std::string_view day, int hour = 10) { return absl::FromCivil(absl::CivilSecond(ParseDate(day).value()) + hour * 3600, Shanghai()); }
GradeDays Grades() { return Inspections().GradesOf("330108", ParseDate("2026-09-30").value()); }

Observation Look(std::string_view day, std::string_view posted) {
  Observation look{.account = "a", .time = At(day), .source = "监测"};
  look.last_post = At(posted, 8);
  return look;
}
Activity ActivityBy(const std::vector<Observation>& looks) { return ActivityOf(SeenBy(looks, At("2026-10-30")), RuleClass::kPublishing, Grades()); }

std::vector<std::string> Faults(const Observation& look) {
  error::Violations bad;
  CheckObservation(look, "o", At("2026-09-30"), bad);
  std::vector<std::string> fields;
  if (!bad.status().ok()) {
    const auto told = error::GetInfo(bad.status());
    for (const auto& violation : told->violations) fields.push_back(violation.field);
  }
  return fields;
}

TEST(Grades, FollowTheDaysOfSilenceAsFarAsSomebodyLooked) {
  EXPECT_EQ(ActivityBy({Look("2026-09-30", "2026-09-16")}).grade, Grade::kLively);
  EXPECT_EQ(ActivityBy({Look("2026-09-30", "2026-09-15")}).grade, Grade::kOverdue);
  EXPECT_EQ(ActivityBy({Look("2026-09-30", "2026-08-31")}).grade, Grade::kOverdue) << "30 days are not more than 30";
  EXPECT_EQ(ActivityBy({Look("2026-09-30", "2026-08-30")}).grade, Grade::kDormant);
  EXPECT_EQ(ActivityBy({Look("2026-09-30", "2026-06-30")}).grade, Grade::kZombie);
  EXPECT_EQ(ActivityBy({}).grade, Grade::kUnobserved);
}

TEST(Grades, AFailedLookIsNotSilence) {
  Observation failed{.account = "a", .time = At("2026-10-29"), .source = "监测", .failure = "timed out"};
  const Activity activity = ActivityBy({Look("2026-09-20", "2026-09-19"), failed});
  EXPECT_EQ(activity.grade, Grade::kLively);
  EXPECT_EQ(activity.silent_days, 1) << "as of the last look that succeeded";
}

TEST(Grades, ServicesAreNotJudgedByPosts) {
  EXPECT_EQ(ActivityOf(SeenBy({Look("2026-09-30", "2025-01-01")}, At("2026-10-30")), RuleClass::kService, Grades()).grade, Grade::kNotJudged);
}

TEST(EarlyWarning, NamesTheFifteenthDayAfterTheLastPost) {
  const Seen seen = SeenBy({Look("2026-09-30", "2026-09-25")}, At("2026-10-30"));
  EXPECT_EQ(FallsOverdueOn(seen, RuleClass::kPublishing, Grades()), ParseDate("2026-10-10"));
  EXPECT_EQ(FallsOverdueOn(SeenBy({Look("2026-09-30", "2026-08-01")}, At("2026-10-30")), RuleClass::kPublishing, Grades()), std::nullopt);
  EXPECT_EQ(FallsOverdueOn(seen, RuleClass::kApp, Grades()), std::nullopt);
}

TEST(Observations, FromTheFutureOrAgainstThemselvesAreRefusedByField) {
  EXPECT_THAT(Faults(Look("2026-09-30", "2026-09-29")), IsEmpty());
  EXPECT_THAT(Faults(Look("2026-10-01", "2026-09-29")), ElementsAre("o.observe_time"));
  EXPECT_THAT(Faults(Look("2026-09-28", "2026-09-29")), ElementsAre("o.last_post_time"));
  Observation look{.account = "a", .time = At("2026-09-30", 9), .source = ""};
  EXPECT_THAT(Faults(look), ElementsAre("o.source", "o"));
  look = Look("2026-09-30", "2026-09-29");
  look.failure = "timed out";
  look.posts = 3;
  EXPECT_THAT(Faults(look), ElementsAre("o.quarter", "o"));
  look = Look("2026-09-29", "2026-09-29");
  look.posts = 3;
  look.quarter = "2026Q4";
  EXPECT_THAT(Faults(look), ElementsAre("o.quarter"));
  look.quarter = "2026Q5";
  look.followers = -1;
  EXPECT_THAT(Faults(look), ElementsAre("o.followers", "o.quarter"));
}

TEST(Quarters, AreReadAndPrinted) {
  const Quarter quarter = ParseQuarter("2026Q4").value();
  EXPECT_EQ(quarter.first(), absl::CivilDay(2026, 10, 1));
  EXPECT_EQ(quarter.last(), absl::CivilDay(2026, 12, 31));
  EXPECT_EQ(QuarterName(quarter), "2026Q4");
  EXPECT_EQ(QuarterLabel(quarter), "2026年第4季度");
  for (const char* bad : {"", "2026Q0", "2026-4", "20a6Q1", "1999Q1", "2026Q11"}) EXPECT_EQ(ParseQuarter(bad), std::nullopt) << bad;
}

}  // namespace
}  // namespace disclosure::media
