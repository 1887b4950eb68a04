#include "request-service/domain/report_invariants.h"

#include <string>
#include <utility>
#include <vector>

#include "common/testing/matchers.h"

namespace disclosure::request {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Two natural persons' requests received, one carried in; two granted, one carried out.
ReportTables Sound(ReportFormat format = ReportFormat::k2021) {
  ReportTables tables{.format = format, .section3 = Section3(format == ReportFormat::k2019 ? 23 : 25, ReportCells{})};
  const size_t rows = tables.section3.size();
  for (const int column : {0, kTotalColumn}) {
    tables.section3[kReceivedRow][column] = 2;
    tables.section3[kCarriedInRow][column] = 1;
    tables.section3[kFirstOutcomeRow][column] = 2;
    tables.section3[rows - 2][column] = 2;
    tables.section3[rows - 1][column] = 1;
  }
  tables.section4 = {1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2};
  return tables;
}

std::vector<std::string> Broken(const std::vector<Breach>& breaches) {
  std::vector<std::string> names;
  for (const Breach& breach : breaches) names.push_back(breach.invariant);
  return names;
}

TEST(ReportInvariants, ASoundReportBreaksNone) {
  EXPECT_THAT(CheckInvariants(Sound(ReportFormat::k2021)), IsEmpty());
  EXPECT_THAT(CheckInvariants(Sound(ReportFormat::k2019)), IsEmpty());
}

TEST(ReportInvariants, I1WhatComesInGoesOutOrStays) {
  ReportTables tables = Sound();
  tables.section3[kCarriedOutRow][0] = 2;
  tables.section3[kCarriedOutRow][kTotalColumn] = 2;
  const std::vector<Breach> breaches = CheckInvariants(tables);
  EXPECT_THAT(Broken(breaches), ElementsAre("I1", "I1"));
  EXPECT_EQ(breaches[0].text, "自然人：第一项加第二项之和为3件，第三项加第四项之和为4件，两者不相等");
}

TEST(ReportInvariants, I2TheTotalIsTheSumOfTheOutcomes) {
  ReportTables tables = Sound();
  tables.section3[kFirstOutcomeRow + 1][0] = 1;
  tables.section3[kFirstOutcomeRow + 1][kTotalColumn] = 1;
  const std::vector<Breach> breaches = CheckInvariants(tables);
  EXPECT_THAT(Broken(breaches), ElementsAre("I2", "I2"));
  EXPECT_EQ(breaches[1].text, "总计：办理结果总计为2件，各项之和为3件");
}

TEST(ReportInvariants, I3TheLastColumnIsTheSumOfTheClasses) {
  ReportTables tables = Sound();
  tables.section3[kFirstOutcomeRow + 1][5] = 1;
  tables.section3[kFirstOutcomeRow + 2][5] = -1;
  const std::vector<Breach> breaches = CheckInvariants(tables);
  EXPECT_THAT(Broken(breaches), ElementsAre("I3", "I3", "I7"));
  EXPECT_EQ(breaches[0].text, "第4行：总计为0件，各类申请人之和为1件");
  EXPECT_EQ(breaches[2].text, "第5行其他：小于零");
}

TEST(ReportInvariants, I4TheTotalsOfTheReviews) {
  ReportTables tables = Sound();
  tables.section4[9] = 1;
  const std::vector<Breach> breaches = CheckInvariants(tables);
  EXPECT_THAT(Broken(breaches), ElementsAre("I4"));
  EXPECT_EQ(breaches[0].text, "未经复议直接起诉：总计为1件，各项之和为0件");
}

TEST(ReportInvariants, I7NothingIsBelowZero) {
  ReportTables tables = Sound();
  tables.section4[0] = -1;
  tables.section4[4] = -1;
  const std::vector<Breach> breaches = CheckInvariants(tables);
  EXPECT_THAT(Broken(breaches), ElementsAre("I7", "I7"));
  EXPECT_EQ(breaches[0].text, "行政复议结果维持：小于零");
}

TEST(ReportInvariants, ATableOfAnotherShapeIsNotChecked) {
  ReportTables tables = Sound();
  tables.format = ReportFormat::k2019;
  ASSERT_THAT(CheckInvariants(tables), ::testing::SizeIs(1));
  EXPECT_THAT(CheckInvariants(tables)[0].text, HasSubstr("表三应为23行，现为25行"));
}

TEST(ReportInvariants, I5WhatWasCarriedOutComesIn) {
  EXPECT_THAT(CheckCarriedOver(Sound().section3, Sound().section3), IsEmpty());
  EXPECT_THAT(CheckCarriedOver(Sound(ReportFormat::k2019).section3, Sound().section3), IsEmpty());
  ReportTables next = Sound();
  next.section3[kCarriedInRow][0] = 3;
  const std::vector<Breach> breaches = CheckCarriedOver(Sound().section3, next.section3);
  EXPECT_THAT(Broken(breaches), ElementsAre("I5"));
  EXPECT_EQ(breaches[0].text, "自然人：上年报告结转下年度1件，本年报告上年结转3件");
  EXPECT_THAT(Broken(CheckCarriedOver({}, Sound().section3)), ElementsAre("I5"));
}

NormativeCounts Normative(int64_t made, int64_t abolished, int64_t in_force) {
  return {.normative_documents = {.made = made, .abolished = abolished, .in_force = in_force}};
}

TEST(ReportInvariants, I6WhatIsInForceFollowsFromTheYearBefore) {
  EXPECT_THAT(CheckNormative(Normative(0, 0, 50), Normative(15, 10, 55)), IsEmpty());
  const std::vector<Breach> breaches = CheckNormative(Normative(0, 0, 50), Normative(15, 10, 60));
  EXPECT_THAT(Broken(breaches), ElementsAre("I6"));
  EXPECT_EQ(breaches[0].text, "行政规范性文件：现行有效60件，上年现行有效50件加本年制发15件减本年废止10件应为55件");
  NormativeCounts below_zero;
  below_zero.penalties = -1;
  EXPECT_EQ(CheckNormative({}, below_zero).at(0).text, "本年行政处罚本年处理决定数量：小于零");
}

TEST(WanYuan, KeepsFourPlacesExactly) {
  for (const auto& [text, yuan] :
       std::vector<std::pair<std::string, int64_t>>{{"59237.2449", 592'372'449},
                                                    {"0", 0},
                                                    {"12.5", 125'000},
                                                    {"0.0001", 1},
                                                    {"999999999999.9999", 9'999'999'999'999'999}}) {
    ASSERT_TRUE(WanYuan::Parse(text)) << text;
    EXPECT_EQ(WanYuan::Parse(text)->yuan(), yuan);
    EXPECT_EQ(WanYuan::OfYuan(yuan).ToString(), text);
  }
  EXPECT_EQ(WanYuan::Parse("12.50")->ToString(), "12.5");
  EXPECT_EQ(WanYuan::OfYuan(-1).ToString(), "-0.0001");
}

TEST(WanYuan, RefusesWhatIsNoAmount) {
  for (const char* text :
       {"", ".", "1.", ".5", "-1", "+1", "1,000", "1.00001", "1e3", "1.2.3", "1000000000000", " 1", "１"}) {
    EXPECT_EQ(WanYuan::Parse(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace disclosure::request
