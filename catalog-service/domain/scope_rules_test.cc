#include "catalog-service/domain/scope_rules.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;

TEST(ScopeRules, EveryTickGlyphTicksAndEmptyOnesDoNot) {
  for (const char* cell : {"√", "✓", "✔", "☑", " √ ", "■", "●", "R", "是"}) EXPECT_TRUE(ParseTick(cell).ticked) << cell;
  for (const char* cell : {"", "—", "/", "□", "○", "〇", "口", "×", "无", "否"}) {
    EXPECT_FALSE(ParseTick(cell).ticked) << cell;
    EXPECT_EQ(ParseTick(cell).text, "") << cell;
  }
}

TEST(ScopeRules, TextBesideATickIsKept) {
  const Tick tick = ParseTick("√（面向拟征收土地所在地的村集体成员）");
  EXPECT_TRUE(tick.ticked);
  EXPECT_EQ(tick.text, "（面向拟征收土地所在地的村集体成员）");
  EXPECT_EQ(GroupName("√（面向拟征收土地所在地的村集体成员）"), "拟征收土地所在地的村集体成员");
  EXPECT_EQ(GroupName("√面向申请人"), "申请人");
  EXPECT_EQ(GroupName("项目单位"), "项目单位");
  EXPECT_EQ(GroupName("√"), "");
}

TEST(ScopeRules, SeveralTicksInACellAreCounted) {
  EXPECT_EQ(CountTicks("√ √ √"), 3);
  EXPECT_TRUE(IsOnlyTicks("√ √ √"));
  EXPECT_FALSE(IsOnlyTicks("√项目单位"));
  EXPECT_FALSE(IsOnlyTicks(""));
}

TEST(ScopeRules, AudienceIsTheWholeSocietyNamedGroupsOrBoth) {
  EXPECT_EQ(ParseAudience("全社会"), (Audience{true, {}}));
  EXPECT_EQ(ParseAudience("特定群体：申请人"), (Audience{false, {"申请人"}}));
  EXPECT_EQ(ParseAudience("特定群体:法律援助申请人、受指派的法律援助机构及人员"),
            (Audience{false, {"法律援助申请人、受指派的法律援助机构及人员"}}));
  EXPECT_EQ(ParseAudience("全社会;特定群体：未写明"), (Audience{true, {}}));
  EXPECT_EQ(ParseAudience("全社会、特定群体：教师"), (Audience{true, {"教师"}}));
  EXPECT_EQ(ParseAudience("特定群体"), (Audience{}));
  EXPECT_EQ(ParseAudience(""), Audience{});
}

TEST(ScopeRules, HowMuchIsPublishedIsNoMethod) {
  EXPECT_THAT(ParseMethods("主动公开"), Optional(ElementsAre(Method::kProactive)));
  EXPECT_THAT(ParseMethods("主动"), Optional(ElementsAre(Method::kProactive)));
  EXPECT_THAT(ParseMethods("依申请"), Optional(ElementsAre(Method::kOnRequest)));
  EXPECT_THAT(ParseMethods("依申请公开"), Optional(ElementsAre(Method::kOnRequest)));
  EXPECT_THAT(ParseMethods("主动公开、依申请公开"), Optional(ElementsAre(Method::kProactive, Method::kOnRequest)));
  EXPECT_EQ(ParseMethods("全文发布"), std::nullopt);
}

struct LevelCase {
  std::string text;
  Level level;
  bool covers_village;
};

TEST(ScopeRules, LevelHeadersInAllVariants) {
  const LevelCase cases[] = {
      {"县级", Level::kCounty, false},         {"区级", Level::kCounty, false},
      {"县 级", Level::kCounty, false},        {"市级（县级市）", Level::kCounty, false},
      {"东阳市级", Level::kCounty, false},     {"州级县级", Level::kCounty, false},
      {"旗级", Level::kCounty, false},         {"乡级", Level::kTownship, false},
      {"镇级", Level::kTownship, false},       {"镇(街)级", Level::kTownship, false},
      {"镇街级", Level::kTownship, false},     {"街镇级", Level::kTownship, false},
      {"镇街(园区)级", Level::kTownship, false}, {"镇街乡", Level::kTownship, false},
      {"乡、村级", Level::kTownship, true},    {"镇街、村级", Level::kTownship, true},
      {"村级", Level::kVillage, false},        {"社区级", Level::kVillage, false},
      {"市级", Level::kMunicipal, false},      {"备注", Level::kUnspecified, false},
  };
  for (const LevelCase& c : cases) {
    const LevelName name = ParseLevelName(c.text);
    EXPECT_EQ(name.level, c.level) << c.text;
    EXPECT_EQ(name.covers_village, c.covers_village) << c.text;
  }
}

TEST(ScopeRules, LevelTexts) {
  EXPECT_THAT(ParseLevels("县级;乡级").levels, ElementsAre(Level::kCounty, Level::kTownship));
  EXPECT_THAT(ParseLevels("乡级、县级").levels, ElementsAre(Level::kCounty, Level::kTownship));
  EXPECT_THAT(ParseLevels("区级").levels, ElementsAre(Level::kCounty));
  EXPECT_THAT(ParseLevels("县乡级").levels, ElementsAre(Level::kCounty, Level::kTownship));
  EXPECT_THAT(ParseLevels("市级、县级、乡级").levels,
              ElementsAre(Level::kMunicipal, Level::kCounty, Level::kTownship));
  const LevelList list = ParseLevels("县级、乡、村级");
  EXPECT_THAT(list.levels, ElementsAre(Level::kCounty, Level::kTownship));
  EXPECT_TRUE(list.covers_village);
  EXPECT_THAT(ParseLevels("").levels, IsEmpty());
}

}  // namespace
}  // namespace disclosure::catalog
