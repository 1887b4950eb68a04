// Grades of many accounts, and feeds that fail.
#include "media-service/domain/activity.h"

#include "common/base/clock.h"
#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"
#include "media-service/domain/feed_source.h"

namespace disclosure::media {
namespace {

using ::testing::HasSubstr;

absl::CivilDay Day(std::string_view day) { return ParseDate(day).value(); }
absl::Time At(std::string_view day) { return absl::FromCivil(absl::CivilSecond(Day(day)) + 10 * 3600, Shanghai()); }
Seen SeenOn(std::string_view look, std::string_view post) { return {.last_look = At(look), .last_post = At(post), .source = "监测"}; }

TEST(ActivityJudge, NamesTheGradeTheRuleAndTheDay) {
  ActivityJudge judge(Inspections(), Day("2026-09-30"));
  const JudgedActivity lively = judge.Of(SeenOn("2026-09-30", "2026-09-25"), RuleClass::kPublishing, "330108");
  EXPECT_EQ(lively.activity.grade, Grade::kLively);
  EXPECT_EQ(lively.rule, "V2.1");
  EXPECT_EQ(lively.overdue_on, Day("2026-10-10"));
  const JudgedActivity overdue = judge.Of(SeenOn("2026-09-30", "2026-09-01"), RuleClass::kPublishing, "330108");
  EXPECT_EQ(overdue.activity.grade, Grade::kOverdue);
  EXPECT_EQ(overdue.overdue_on, std::nullopt) << "it is already";
}

TEST(ActivityJudge, NamesNoRuleWhereNothingWasJudged) {
  ActivityJudge judge(Inspections(), Day("2026-09-30"));
  EXPECT_EQ(judge.Of({}, RuleClass::kPublishing, "330108").activity.grade, Grade::kUnobserved);
  EXPECT_EQ(judge.Of({}, RuleClass::kPublishing, "330108").rule, "");
  EXPECT_EQ(judge.Of(SeenOn("2026-09-30", "2026-01-01"), RuleClass::kService, "330108").rule, "");
}

TEST(ActivityJudge, PrefersAVetoToAReductionOfPoints) {
  ActivityJudge judge(Inspections(), Day("2026-09-30"));
  EXPECT_EQ(judge.Of(SeenOn("2026-09-30", "2026-09-25"), RuleClass::kPublishing, "320703").rule, "V2.1") << "not L2.1";
}

TEST(JudgedAs, AServiceOnAPlatformOfPublicationsIsNotJudgedByPosts) {
  EXPECT_EQ(JudgedAs(RuleClass::kPublishing, Purpose::kService), RuleClass::kService);
  EXPECT_EQ(JudgedAs(RuleClass::kPublishing, Purpose::kPublishing), RuleClass::kPublishing);
  EXPECT_EQ(JudgedAs(RuleClass::kPublishing, Purpose::kUnspecified), RuleClass::kPublishing);
  EXPECT_EQ(JudgedAs(RuleClass::kApp, Purpose::kPublishing), RuleClass::kApp);
}

TEST(FeedSources, AreLeftAloneEverLongerWhileTheyFail) {
  EXPECT_EQ(PauseAfter(1), absl::Minutes(5));
  EXPECT_EQ(PauseAfter(2), absl::Minutes(10));
  EXPECT_EQ(PauseAfter(9), absl::Minutes(1280));
  EXPECT_EQ(PauseAfter(10), absl::Hours(24));
  EXPECT_EQ(PauseAfter(1'000'000), absl::Hours(24));
}

TEST(FeedSources, AFailureIsALookThatFailedAndCountsUntilOneSucceeds) {
  FeedSource source{.account = "a", .url = "https://example.cn/feed", .read_time = At("2026-09-01")};
  const absl::Time now = At("2026-09-18");
  NoteFailure(source, "服务器返回404", now - absl::Minutes(5));
  const Observation look = NoteFailure(source, "服务器返回404", now);
  EXPECT_EQ(look.failure, "服务器返回404（连续第2次失败）");
  EXPECT_EQ(look.source, "RSS");
  EXPECT_FALSE(look.last_post.has_value());
  error::Violations bad;
  CheckObservation(look, "o", now, bad);
  EXPECT_OK(bad.status());
  EXPECT_EQ(source.failures, 2);
  EXPECT_EQ(source.read_time, At("2026-09-01"));
  EXPECT_EQ(source.due, now + absl::Minutes(10));
  NoteRead(source, now, absl::Hours(1));
  EXPECT_EQ(source.failures, 0);
  EXPECT_EQ(source.failure, "");
  EXPECT_EQ(source.due, now + absl::Hours(1));
}

TEST(FeedSources, KeepWholeCharactersOfALongFailure) {
  FeedSource source{.account = "a"};
  std::string why;
  for (int i = 0; i < 2000; ++i) why += "错";
  const Observation look = NoteFailure(source, why, At("2026-09-18"));
  error::Violations bad;
  CheckObservation(look, "o", At("2026-09-18"), bad);
  EXPECT_OK(bad.status());
  EXPECT_THAT(look.failure, HasSubstr("错（连续第1次失败）"));
}

}  // namespace
}  // namespace disclosure::media
