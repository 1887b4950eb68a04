#include "catalog-service/importers/cells.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

TEST(Cells, BrokenLinesAreJoinedAndListsAreNot) {
  EXPECT_EQ(JoinLines("自信息形\n成或者变\n更之日起\n20个工作\n日内予以\n公开"), "自信息形成或者变更之日起20个工作日内予以公开");
  EXPECT_EQ(JoinLines("GB\nT 32939"), "GB T 32939");
  EXPECT_EQ(JoinLines("1.条件\n2.程序\n●要求\n·标准\n■其他\n①一"), "1.条件\n2.程序\n●要求\n·标准\n■其他\n①一");
}

TEST(Cells, LinesOfContentsThatEndAnElementStayLines) {
  EXPECT_EQ(JoinContentLines("法律法规和政策文件\n申请材料\n受理范围及条件\n办理流程\n咨询投诉渠道"),
            "法律法规和政策文件\n申请材料\n受理范围及条件\n办理流程\n咨询投诉渠道");
  EXPECT_EQ(JoinContentLines("补贴发放的对\n象和标准"), "补贴发放的对象和标准");
  EXPECT_EQ(JoinContentLines("本年度的财政信息\n应当依照法律规定\n公开给全体的人民\n群众"), "本年度的财政信息应当依照法律规定公开给全体的人民群众");
}

TEST(Cells, TwoBodiesOnTwoLinesStayTwo) {
  EXPECT_EQ(JoinBodyLines("街道\n办事处"), "街道办事处");
  EXPECT_EQ(JoinBodyLines("区教育局\n各镇人民政府"), "区教育局\n各镇人民政府");
  EXPECT_EQ(JoinBodyLines("乡镇人民政府\n（街道办事处）"), "乡镇人民政府（街道办事处）");
}

TEST(Cells, BlanksInsideNamesGoBetweenChineseCharactersOnly) {
  EXPECT_EQ(JoinName("行政 许可"), "行政许可");
  EXPECT_EQ(JoinName("05 行政给付"), "05 行政给付");
  EXPECT_EQ(JoinName("1.1就业政策\n法规咨询"), "1.1就业政策法规咨询");
}

TEST(Cells, SameAsAbove) {
  for (const char* text : {"同上", "同 上", "同上。", "〃"}) EXPECT_TRUE(IsSameAsAbove(text)) << text;
  EXPECT_FALSE(IsSameAsAbove("内容同上"));
  EXPECT_TRUE(ContainsSameAsAbove("1.办事指南:内容同上;"));
  EXPECT_FALSE(ContainsSameAsAbove("同上"));
}

TEST(Cells, Titles) {
  for (const char* text : {"（一）重大建设项目领域基层政务公开标准目录", "义务教育领域基层政务公开标准目录(2024年版)",
                           "（三）义务教育领域", "政府信息公开目录"}) {
    EXPECT_TRUE(IsTitle(text)) << text;
  }
  for (const char* text : {"政策文件", "标准目录要素说明:1.公开事项名称", "在本领域内的有关事项。", ""}) {
    EXPECT_FALSE(IsTitle(text)) << text;
  }
  EXPECT_EQ(SubjectOfTitle("某某县基层政务公开标准目录（试行）"), "");
  EXPECT_EQ(SubjectOfTitle("2024年版基层政务公开标准目录"), "");
  EXPECT_EQ(SubjectOfTitle("自然资源领域基层政务公开标准目录"), "自然资源");
}

TEST(Cells, Footers) {
  for (const char* text : {"打印 关闭", "主办单位:某县人民政府", "网站标识码:0000000000 粤ICP备00000000号", "来源：某县", "第 3 页",
                           "注：本目录自印发之日起施行", "责任编辑：某某"}) {
    EXPECT_TRUE(IsFooter(text)) << text;
  }
  EXPECT_FALSE(IsFooter("财政资金来源：说明"));
}

}  // namespace
}  // namespace disclosure::catalog
