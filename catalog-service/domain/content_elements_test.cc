#include "catalog-service/domain/content_elements.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ContentElements, SemicolonsAndLineBreaksSeparate) {
  EXPECT_THAT(SplitContents("地方性法规;地方政府规章；规范性文件。"), ElementsAre("地方性法规", "地方政府规章", "规范性文件"));
  EXPECT_THAT(SplitContents("申请材料\n办理流程"), ElementsAre("申请材料", "办理流程"));
}

TEST(ContentElements, PauseMarksAndCommasDoNot) {
  EXPECT_THAT(SplitContents("申报材料清单、批准流程，办理时限等"), ElementsAre("申报材料清单、批准流程，办理时限等"));
}

TEST(ContentElements, NothingInsideBracketsSeparates) {
  EXPECT_THAT(SplitContents("机构信息（名称；地址；电话）；方式"), ElementsAre("机构信息（名称；地址；电话）", "方式"));
}

TEST(ContentElements, AscendingNumbersSeparateAndStay) {
  EXPECT_THAT(SplitContents("1.信息的分类2.获取方式3.机构信息"), ElementsAre("1.信息的分类", "2.获取方式", "3.机构信息"));
  EXPECT_THAT(SplitContents("①条件②程序"), ElementsAre("①条件", "②程序"));
  EXPECT_THAT(SplitContents("（1）条件（2）程序"), ElementsAre("（1）条件", "（2）程序"));
  EXPECT_THAT(SplitContents("1、条件2、程序"), ElementsAre("1、条件", "2、程序"));
}

TEST(ContentElements, NumbersThatDoNotAscendAreText) {
  EXPECT_THAT(SplitContents("1.电话12345.电话"), ElementsAre("1.电话12345.电话"));
  EXPECT_THAT(SplitContents("1.补贴标准1.5倍"), ElementsAre("1.补贴标准1.5倍"));
  EXPECT_THAT(SplitContents("按2.0版办理"), ElementsAre("按2.0版办理"));
}

TEST(ContentElements, BulletsSeparateAndStay) {
  EXPECT_THAT(SplitContents("●房源位置●户型"), ElementsAre("●房源位置", "●户型"));
  EXPECT_THAT(SplitContents("·政策\n·标准"), ElementsAre("·政策", "·标准"));
  EXPECT_THAT(SplitContents("二〇一九年度报告"), ElementsAre("二〇一九年度报告"));
}

TEST(ContentElements, JoiningAndSplittingAgainGivesTheSameList) {
  for (const char* text : {"1.信息的分类2.获取方式（1）甲（2）乙", "●a；●b\n〇c", "一；二；三。", "前言1.甲；2.乙3.丙", "甲。乙。丙",
                           "（可选）甲；【法】乙；丙）；丁", "。；。。；", "①②③"}) {
    const std::vector<std::string> elements = SplitContents(text);
    EXPECT_EQ(SplitContents(JoinContents(elements)), elements) << text;
  }
  EXPECT_THAT(SplitContents(" ；；\n"), IsEmpty());
}

}  // namespace
}  // namespace disclosure::catalog
