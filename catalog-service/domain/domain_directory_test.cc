#include "catalog-service/domain/domain_directory.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;

DomainDirectory Directory() {
  return DomainDirectory({{"03", "义务教育", {}},
                          {"05", "社会救助", {"社会救助及福利"}},
                          {"09", "就业", {"就业创业"}},
                          {"10", "社会保险", {}},
                          {"11", "城乡规划", {"国土空间规划"}},
                          {"17", "农村危房改造", {}},
                          {"21", "医疗卫生", {"卫生健康"}},
                          {"23", "救灾", {"救灾生产"}},
                          {"26", "扶贫", {"乡村振兴"}}});
}

TEST(DomainDirectory, TheTitleNamesTheDomainByNameOrAlias) {
  const DomainDirectory directory = Directory();
  const std::pair<const char*, const char*> cases[] = {
      {"滨江区义务教育领域基层政务公开标准目录（2024年版）", "03"},
      {"卫生健康领域基层政务公开标准目录(试行)", "21"},
      {"卫 生 健 康 领域", "21"},
      {"国土空间规划(城乡规划)领域基层政务公开标准目录", "11"},
      {"救灾生产领域", "23"},
      {"社会救助及福利领域", "05"},
      {"就业创业领域", "09"},
      {"自然资源领域基层政务公开标准目录", ""},
      {"统计", ""},
  };
  for (const auto& [title, code] : cases) EXPECT_EQ(directory.FindInTitle(title).code, code) << title;
}

TEST(DomainDirectory, TownsRenumberSoTheOrdinalIsOnlyAHint) {
  const DomainDirectory directory = Directory();
  EXPECT_EQ(directory.FindInTitle("（十三）农村危房改造领域基层政务公开标准目录").code, "17");
  EXPECT_EQ(directory.FindInTitle("（七）社会保险领域").code, "10");
  EXPECT_EQ(directory.FindInTitle("（二）政府文件信息领域").code, "");
}

TEST(DomainDirectory, ATitleOfTwoDomainsIsNotGuessed) {
  const DomainMatch match = Directory().FindInTitle("就业和社会保险领域基层政务公开标准目录");
  EXPECT_EQ(match.code, "");
  EXPECT_THAT(match.candidates, ElementsAre("09", "10"));
  EXPECT_EQ(Directory().FindInTitle("（十）就业和社会保险领域").code, "10");
}

TEST(DomainDirectory, Ordinals) {
  EXPECT_EQ(OrdinalOfTitle("（一）"), 1);
  EXPECT_EQ(OrdinalOfTitle("(十五)国有土地"), 15);
  EXPECT_EQ(OrdinalOfTitle("（二十六）扶贫"), 26);
  EXPECT_EQ(OrdinalOfTitle("二十、公共文化"), 20);
  EXPECT_EQ(OrdinalOfTitle("3.义务教育"), 3);
  EXPECT_EQ(OrdinalOfTitle("2024年版"), 0);
  EXPECT_EQ(OrdinalOfTitle("一般公共预算"), 0);
  EXPECT_EQ(OrdinalOfTitle(""), 0);
}

TEST(DomainDirectory, ADomainColumnNamesTheWholeDomain) {
  const DomainDirectory directory = Directory();
  ASSERT_NE(directory.FindByName("义务教育领域"), nullptr);
  EXPECT_EQ(directory.FindByName("义务教育领域")->code, "03");
  EXPECT_EQ(directory.FindByName("乡村振兴")->code, "26");
  EXPECT_EQ(directory.FindByName("义务教育与就业"), nullptr);
  EXPECT_EQ(directory.FindByCode("21")->name, "医疗卫生");
  EXPECT_EQ(directory.FindByCode("99"), nullptr);
}

}  // namespace
}  // namespace disclosure::catalog
