// The quarterly bulletin.
#include "media-service/domain/bulletin.h"

#include "common/calendar/civil_date.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::vector<InspectionRule> Rules() { return Inspections().Of("330108", absl::CivilDay(2026, 9, 30)); }

Inspection Found(const std::string& uid, const std::string& platform, std::vector<std::string> rules) {
  Inspection out{.account = uid, .name = "名" + uid, .platform = platform, .host = "某局", .level = "县", .judgement = {}};
  for (const std::string& rule : rules) {
    out.judgement.findings.push_back({.id = "", .rule = rule, .text = "", .evidence = "", .observed_on = absl::CivilDay(2026, 9, 30), .finder = ""});
  }
  out.judgement.result = ResultOf(out.judgement.findings, Rules());
  return out;
}
// "1" to `count` on one platform.
std::vector<RegisteredAt> Registered(const std::string& platform, int count, int first = 1) {
  std::vector<RegisteredAt> out;
  for (int i = first; i < first + count; ++i) out.push_back({std::to_string(i), platform, "县"});
  return out;
}
std::vector<RegisteredAt> With(std::vector<RegisteredAt> some, const std::vector<RegisteredAt>& more) {
  some.insert(some.end(), more.begin(), more.end());
  return some;
}
ClosedRound Round(absl::CivilDay day, std::vector<Inspection> inspections, std::vector<RegisteredAt> registered) {
  ClosedRound round{.round = {.division = "330108", .id = "2026Q3-1", .quarter = {2026, 3}, .monitor_on = day}, .registered = std::move(registered), .inspections = {}};
  round.inspections = std::move(inspections);
  return round;
}

TEST(Rates, AreRoundedHalfUpAsGuizhou2025Q2PrintsThem) {
  EXPECT_EQ(Rate(428, 471), "90.87");
  EXPECT_EQ(Rate(1, 8), "12.50");
  EXPECT_EQ(Rate(2, 3), "66.67");
  EXPECT_EQ(Rate(1, 1), "100.00");
  EXPECT_EQ(Rate(0, 7), "0.00");
  EXPECT_EQ(Rate(1, 32), "3.13") << "3.125";
  EXPECT_EQ(Rate(0, 0), "");
}

TEST(Bulletins, CountByPlatformAndNameWhatFailed) {
  const std::vector<ClosedRound> rounds = {Round(absl::CivilDay(2026, 9, 30),
                                                 {Found("1", "weibo", {"V2.1"}), Found("2", "wechat", {}), Found("3", "weibo", {"V3.1", "V2.1"})},
                                                 With(Registered("weibo", 5), Registered("wechat", 4, 6)))};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.registered, 9);
  EXPECT_EQ(bulletin.total.checked, 3);
  EXPECT_EQ(bulletin.total.failed, 2);
  ASSERT_THAT(bulletin.platforms, SizeIs(2));
  EXPECT_EQ(bulletin.platforms[0].key, "wechat");
  EXPECT_EQ(bulletin.platforms[0].passed, 1);
  EXPECT_EQ(bulletin.platforms[1].failed, 2);
  ASSERT_THAT(bulletin.problems, SizeIs(2));
  EXPECT_EQ(bulletin.problems[0].rule, "V2.1");
  EXPECT_THAT(bulletin.problems[0].inspections, SizeIs(2));
  ASSERT_THAT(bulletin.annex, SizeIs(2));
  EXPECT_THAT(bulletin.annex[1].rules, ElementsAre("V3.1", "V2.1"));
}

TEST(Bulletins, AnAccountThatTwoRoundsDrewIsCountedOnceByItsWorst) {
  const std::vector<ClosedRound> rounds = {
      Round(absl::CivilDay(2026, 7, 31), {Found("1", "weibo", {"V2.1"}), Found("2", "weibo", {})}, Registered("weibo", 9)),
      Round(absl::CivilDay(2026, 9, 30), {Found("1", "weibo", {}), Found("2", "weibo", {})}, Registered("weibo", 2))};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.registered, 9) << "on either day, each once";
  EXPECT_EQ(bulletin.total.checked, 2);
  EXPECT_EQ(bulletin.total.failed, 1);
}

// Seven were closed between the rounds, two looked at in both: coverage stays below one hundred.
TEST(Bulletins, CoverageCountsWhoWasRegisteredOnAnyOfTheDays) {
  std::vector<Inspection> all;
  for (int i = 1; i <= 9; ++i) all.push_back(Found(std::to_string(i), "weibo", {}));
  const std::vector<ClosedRound> rounds = {Round(absl::CivilDay(2026, 7, 31), all, Registered("weibo", 9)),
                                           Round(absl::CivilDay(2026, 9, 30), {all[0], all[1]}, Registered("weibo", 2))};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.checked, 9);
  EXPECT_EQ(Rate(bulletin.total.checked, bulletin.total.registered), "100.00");
}

TEST(Bulletins, WhatIsRestrictedCountsAndNamesNobody) {
  const std::vector<ClosedRound> rounds = {
      Round(absl::CivilDay(2026, 9, 30), {Found("1", "weibo", {"V1.2"}), Found("2", "weibo", {"V1.2", "V2.1"})}, Registered("weibo", 2))};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.failed, 2);
  ASSERT_THAT(bulletin.problems, SizeIs(2));
  EXPECT_TRUE(bulletin.problems[0].restricted);
  EXPECT_THAT(bulletin.problems[0].inspections, SizeIs(2));
  ASSERT_THAT(bulletin.annex, SizeIs(1)) << "the first failed by V1.2 alone";
  EXPECT_THAT(bulletin.annex[0].rules, ElementsAre("V2.1"));
}

TEST(Bulletins, WhatNobodyLookedAtIsInNoRate) {
  Inspection unjudged = Found("1", "weibo", {});
  unjudged.judgement.result = Result::kUnjudged;
  const std::vector<ClosedRound> rounds = {Round(absl::CivilDay(2026, 9, 30), {unjudged}, Registered("weibo", 1))};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.checked, 0);
  EXPECT_EQ(bulletin.unjudged, 1);
}

}  // namespace
}  // namespace disclosure::media
