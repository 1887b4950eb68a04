// Rounds of inspection by 国办秘函〔2019〕19号: what is drawn, what is found.
#include "media-service/domain/inspection.h"

#include <set>

#include "common/base/clock.h"
#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

absl::CivilDay Day(std::string_view text) { return ParseDate(text).value(); }
absl::Time At(std::string_view day, int hour = 10) { return absl::FromCivil(absl::CivilSecond(Day(day)) + hour * 3600, Shanghai()); }

// A look at the posts.
Observation Look(std::string_view day, std::string_view posted) {
  Observation look{.account = "a", .time = At(day), .source = "监测"};
  look.last_post = At(posted, 8);
  look.interactive = true;
  return look;
}

std::vector<InspectionRule> National() { return Inspections().Of("330108", Day("2026-09-30")); }

Judgement JudgePosts(const std::vector<Observation>& looks) { return Judge(looks, National(), RuleClass::kPublishing, Day("2026-09-30"), 3); }

std::vector<std::string> RulesOf(const Judgement& judgement) {
  std::vector<std::string> codes;
  for (const RoundFinding& finding : judgement.findings) codes.push_back(finding.rule);
  return codes;
}

TEST(InspectionRules, TheRegionAddsItsOwnAndOverridesByDate) {
  std::set<std::string> codes;
  for (const InspectionRule& rule : National()) codes.insert(rule.code);
  EXPECT_EQ(codes, (std::set<std::string>{"V1.1", "V1.2", "V1.3", "V1.4", "V2.1", "V2.2", "V3.1", "V3.2"}));
  EXPECT_THAT(Inspections().Of("320703", Day("2023-09-01")), SizeIs(10)) << "连云港 takes points besides";
  EXPECT_THAT(Inspections().Of("330108", Day("2019-03-31")), IsEmpty()) << "before 国办秘函〔2019〕19号";
  EXPECT_EQ(Inspections().GradesOf("520100", Day("2024-12-31")).zombie, 90);
}

TEST(InspectionRules, EveryBadLineIsNamed) {
  const auto bad = InspectionRules::Parse(
      "code,name,category,check,veto,days,applies_to,restricted,division,effective_from,effective_to,basis,note\n"
      "V2.1,无更新,内容不更新,no_update,yes,,publishing,,,2019-04-01,,某文,\n"
      "V9,某,某,guess,maybe,3,all,,,2019-04-01,,,\n",
      "division,grade,more_than_days,effective_from,effective_to,basis,note\n", "division,look_within_days,effective_from,effective_to,note\n");
  ASSERT_FALSE(bad.ok());
  EXPECT_THAT(error::GetInfo(bad.status())->violations, SizeIs(6));
}

TEST(V2_1NoUpdateForTwoWeeks, CountsNaturalDaysBeforeTheMonitoringDay) {
  EXPECT_EQ(JudgePosts({Look("2026-09-30", "2026-09-16")}).result, Result::kPassed) << "the fourteenth day before is within two weeks";
  const Judgement failed = JudgePosts({Look("2026-09-30", "2026-09-15")});
  EXPECT_EQ(failed.result, Result::kFailed);
  EXPECT_THAT(RulesOf(failed), ElementsAre("V2.1"));
  EXPECT_EQ(failed.last_post, Day("2026-09-15"));
}

TEST(V2_1NoUpdateForTwoWeeks, ALookThatFailedIsNotSilence) {
  Observation failed{.account = "a", .time = At("2026-09-30"), .source = "监测", .failure = "connection refused"};
  EXPECT_EQ(JudgePosts({failed}).result, Result::kUnjudged);
  EXPECT_EQ(JudgePosts({Look("2026-09-10", "2026-09-01"), failed}).result, Result::kUnjudged) << "nobody knows what came after the tenth";
}

TEST(V2_1NoUpdateForTwoWeeks, ALookBackFromLaterProvesSilenceButAPostAfterTheDayProvesNothing) {
  Observation later = Look("2026-10-08", "2026-09-01");
  later.interactive.reset();
  const Judgement proven = JudgePosts({later});
  EXPECT_EQ(proven.result, Result::kFailed);
  EXPECT_EQ(JudgePosts({Look("2026-10-08", "2026-10-07")}).result, Result::kUnjudged) << "it hides what was there before";
}

TEST(V2_2Usability, IsForServicesAndAppsWhosePostsAreNotCounted) {
  Observation look{.account = "a", .time = At("2026-09-29"), .source = "人工"};
  look.usable = false;
  look.interactive = true;
  EXPECT_THAT(RulesOf(Judge({look}, National(), RuleClass::kApp, Day("2026-09-30"), 3)), ElementsAre("V2.2"));
  look.usable = true;
  EXPECT_EQ(Judge({look}, National(), RuleClass::kService, Day("2026-09-30"), 3).result, Result::kPassed);
  EXPECT_EQ(JudgePosts({look}).result, Result::kUnjudged) << "of a publishing account the posts are looked at";
}

TEST(V3_1Interaction, IsFoundByTheLatestLookAndAVetoStandsWhateverElseIsUnknown) {
  Observation earlier = Look("2026-09-28", "2026-09-27"), latest = Look("2026-09-30", "2026-09-29");
  latest.interactive = false;
  EXPECT_THAT(RulesOf(JudgePosts({latest, earlier})), ElementsAre("V3.1"));
  Observation only{.account = "a", .time = At("2026-09-30"), .source = "人工"};
  only.interactive = false;
  EXPECT_EQ(JudgePosts({only}).result, Result::kFailed) << "though nobody looked at the posts";
}

TEST(LocalGraduation, ADeductionOfTheRegionIsRemarkedNotFailed) {
  const std::vector<InspectionRule> rules = Inspections().Of("320703", Day("2023-09-30"));
  Observation look{.account = "a", .time = At("2023-09-30"), .source = "监测"};
  look.last_post = At("2023-09-20");
  look.interactive = true;
  const Judgement judgement = Judge({look}, rules, RuleClass::kPublishing, Day("2023-09-30"), 3);
  EXPECT_EQ(judgement.result, Result::kRemarked);
  EXPECT_THAT(RulesOf(judgement), ElementsAre("L2.1"));
}

TEST(ByPerson, WhoLookedSettlesWhatWasUnknown) {
  const Judgement unknown = JudgePosts({});
  EXPECT_EQ(unknown.result, Result::kUnjudged);
  EXPECT_EQ(JudgedByPerson(unknown, {}, National()).result, Result::kPassed);
  const RoundFinding found{.id = "f1", .rule = "V1.1", .text = "", .evidence = "截图1", .observed_on = Day("2026-09-30"), .finder = "office"};
  EXPECT_EQ(JudgedByPerson(unknown, {found}, National()).result, Result::kFailed);
}

TEST(Sample, IsRoundedUpWithoutRepeatsAndTheSameForTheSameSeed) {
  for (const size_t count : {0u, 1u, 7u, 100u, 507u}) {
    for (const int percent : {1, 12, 50, 100}) {
      const std::vector<size_t> drawn = DrawSample(count, percent, 42);
      EXPECT_EQ(drawn.size(), (count * percent + 99) / 100) << count << " " << percent;
      EXPECT_EQ(std::set<size_t>(drawn.begin(), drawn.end()).size(), drawn.size());
      EXPECT_TRUE(drawn.empty() || drawn.back() < count);
      EXPECT_EQ(DrawSample(count, percent, 42), drawn);
    }
  }
  EXPECT_NE(DrawSample(1000, 10, 1), DrawSample(1000, 10, 2));
}

TEST(Sample, EveryAccountIsDrawnAboutEquallyOften) {
  std::vector<int> times(50);
  for (uint64_t seed = 0; seed < 2000; ++seed) {
    for (const size_t account : DrawSample(50, 10, seed)) ++times[account];
  }
  for (const int count : times) EXPECT_NEAR(count, 200, 70);
}

TEST(Rounds, TheMonitoringDayIsAPastDayOfTheQuarterAndEveryFaultIsNamed) {
  const auto faults = [](InspectionRound round) {
    error::Violations bad;
    CheckRound(round, "inspection_round", Day("2026-09-30"), bad);
    return bad.status().ok() ? 0u : error::GetInfo(bad.status())->violations.size();
  };
  const InspectionRound round{.division = "330108", .id = "", .quarter = {2026, 3}, .monitor_on = Day("2026-09-30"), .coverage = Coverage::kFull};
  EXPECT_EQ(faults(round), 0u);
  InspectionRound bad = round;
  bad.monitor_on = Day("2026-10-01");
  bad.coverage = Coverage::kSample;
  EXPECT_EQ(faults(bad), 3u) << "in the future, of another quarter, no percentage";
  bad = round;
  bad.seed = 1;
  EXPECT_EQ(faults(bad), 1u);
}

TEST(Levels, FollowFromTheCodeOfTheDivision) {
  EXPECT_EQ(LevelOf("33"), "省");
  EXPECT_EQ(LevelOf("330000"), "省");
  EXPECT_EQ(LevelOf("3301"), "市");
  EXPECT_EQ(LevelOf("330100"), "市");
  EXPECT_EQ(LevelOf("330108"), "县");
  EXPECT_EQ(LevelOf("330108001"), "乡");
  EXPECT_EQ(LevelOf(""), "");
}

}  // namespace
}  // namespace disclosure::media
