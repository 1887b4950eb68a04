#include "request-service/domain/report_paper.h"

#include <string>

#include "common/base/error.h"
#include "common/testing/matchers.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

using enum ReportState;
using enum ReportAct;

TEST(ReportStates, APublishedReportNeverChanges) {
  EXPECT_EQ(NextReportState(kDraft, kWrite), kDraft);
  EXPECT_EQ(NextReportState(kDraft, kFinalise), kFinalised);
  EXPECT_EQ(NextReportState(kDraft, kPublish), std::nullopt);
  EXPECT_EQ(NextReportState(kFinalised, kWrite), kDraft);
  EXPECT_EQ(NextReportState(kFinalised, kFinalise), kFinalised) << "anew, when its numbers have moved";
  EXPECT_EQ(NextReportState(kFinalised, kPublish), kPublished);
  for (const ReportAct act : {kWrite, kFinalise, kPublish}) EXPECT_EQ(NextReportState(kPublished, act), std::nullopt);
}

TEST(ReportContentRules, Article50NamesTheSectionsThatAreMissing) {
  ReportContent content{.texts = {"总体", "", "其他", ""}};
  const absl::Status incomplete = CheckComplete(content);
  EXPECT_THAT(incomplete, HasReason("REPORT_INCOMPLETE"));
  EXPECT_THAT(std::string(incomplete.message()), HasSubstr("五、存在的主要问题及改进情况；信息处理费收取情况"));
  content.texts.problems = content.texts.fee_statement = "无";
  EXPECT_OK(CheckComplete(content));
}

TEST(ReportContentRules, TextsHaveALimitAndCountsAreNotBelowZero) {
  ReportContent content{.texts = {.general = std::string(20'001, 'x'), .problems = "\x01"}};
  content.section_two.licences = -1;
  content.section_two_2019.licences = {.before = 1, .change = -1, .decisions = -1};
  EXPECT_THAT(testing::BadFields(CheckContent(content)), ElementsAre("texts.general", "texts.problems", "section2", "section2_of_2019"));
  content = {.texts = {.general = std::string(20'000, 'x')}};
  EXPECT_OK(CheckContent(content));
}

TEST(ReportPapers, AnExplanationLetsWhatIsWithTheYearBeforeGoOnAndNothingElse) {
  const std::vector<Breach> breaches = {{"I1", ""}, {"I2", ""}, {"I3", ""}, {"I4", ""}, {"I5", ""}, {"I6", ""}, {"I7", ""}};
  EXPECT_THAT(Unexplained(breaches, {}), SizeIs(7));
  std::vector<std::string> left;
  for (const Breach& breach : Unexplained(breaches, {.discrepancies = "上年漏登一件"})) left.push_back(breach.invariant);
  EXPECT_THAT(left, ElementsAre("I1", "I2", "I3", "I4", "I7"));
  EXPECT_THAT(std::string(AsStatus({{"I6", ""}}).message()), HasSubstr("写明原因"));
  EXPECT_THAT(std::string(AsStatus({{"I1", ""}}).message()), Not(HasSubstr("写明原因")));
}

TEST(ReportPapers, CellsThatMovedSinceTheReportWasFinalisedAreNamed) {
  const ReportTables finalised{.section3 = Section3(kReportRows)};
  ReportTables now = finalised;
  EXPECT_OK(CheckUnmoved(finalised, now));
  now.section3[kReceivedRow][0] = 2;
  now.section4[14] = 1;
  const absl::Status moved = CheckUnmoved(finalised, now);
  ASSERT_THAT(moved, HasReason("REPORT_CHANGED"));
  const std::optional<error::Info> info = error::GetInfo(moved);
  EXPECT_THAT(info->violations, ElementsAre(error::Violation{"section3[1,1]", "表三第1行自然人：定稿时0件，现为2件"},
                                            error::Violation{"section4[15]", "表四复议后起诉总计：定稿时0件，现为1件"}));
  EXPECT_THAT(CheckUnmoved({}, now), HasReason("REPORT_CHANGED")) << "of one that was finalised before its tables were kept";
}

TEST(ReportPapers, AreCheckedWithTheYearBefore) {
  const ReportPaper before{.tables = {.section3 = Section3(kReportRows)}};
  ReportPaper paper = before;
  EXPECT_THAT(CheckPaper(paper, &before), SizeIs(0));
  paper.tables.section3[kCarriedInRow][0] = paper.tables.section3[kCarriedInRow][kTotalColumn] = 1;
  paper.tables.section3[kCarriedOutRow] = paper.tables.section3[kCarriedInRow];
  EXPECT_THAT(CheckPaper(paper, nullptr), SizeIs(0));
  EXPECT_THAT(CheckPaper(paper, &before), SizeIs(2)) << "I5 in the column and in the total";
  paper.content.section_two.rules.in_force = 1;
  const std::vector<Breach> breaches = CheckPaper(paper, &before);
  ASSERT_THAT(breaches, SizeIs(3));
  EXPECT_EQ(breaches[2].invariant, "I6");
  EXPECT_THAT(AsStatus(breaches), HasReason("REPORT_INVARIANTS"));
  EXPECT_OK(AsStatus({}));
  const ReportPaper earlier{.tables = {.format = ReportFormat::k2019, .section3 = Section3(kReportRows - 2)}};
  EXPECT_THAT(CheckPaper(paper, &earlier), SizeIs(2)) << "the form of 2019 does not say how many are in force";
}

}  // namespace
}  // namespace disclosure::request
