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
ClosedRound Round(absl::CivilDay day, std::vector<Inspection> inspections, std::vector<Stratum> strata) {
  ClosedRound round{.round = {.division = "330108", .id = "2026Q3-1", .quarter = {2026, 3}, .monitor_on = day}, .strata = std::move(strata), .inspections = {}};
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
                                                 {{"weibo", "县", 5}, {"wechat", "县", 4}})};
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
      Round(absl::CivilDay(2026, 7, 31), {Found("1", "weibo", {"V2.1"}), Found("2", "weibo", {})}, {{"weibo", "县", 9}}),
      Round(absl::CivilDay(2026, 9, 30), {Found("1", "weibo", {}), Found("2", "weibo", {})}, {{"weibo", "县", 2}})};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.registered, 2) << "of the last round";
  EXPECT_EQ(bulletin.total.checked, 2);
  EXPECT_EQ(bulletin.total.failed, 1);
}

TEST(Bulletins, WhatNobodyLookedAtIsInNoRate) {
  Inspection unjudged = Found("1", "weibo", {});
  unjudged.judgement.result = Result::kUnjudged;
  const std::vector<ClosedRound> rounds = {Round(absl::CivilDay(2026, 9, 30), {unjudged}, {{"weibo", "县", 1}})};
  const Bulletin bulletin = BulletinOf(rounds, Rules());
  EXPECT_EQ(bulletin.total.checked, 0);
  EXPECT_EQ(bulletin.unjudged, 1);
}

}  // namespace
}  // namespace disclosure::media
