#include "catalog-service/domain/responsible_body.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> TextsOf(std::string_view text) {
  std::vector<std::string> texts;
  for (const ResponsibleBody& body : ParseBodies(text)) texts.push_back(body.text);
  return texts;
}

TEST(ResponsibleBodies, PartsThatAreBodiesAreCut) {
  EXPECT_THAT(TextsOf("县级主管部门、乡镇人民政府（街道办事处）"), ElementsAre("县级主管部门", "乡镇人民政府（街道办事处）"));
  EXPECT_THAT(TextsOf("自然资源主管部门/镇人民政府"), ElementsAre("自然资源主管部门", "镇人民政府"));
  EXPECT_THAT(TextsOf("区应急管理局；各镇（街道）"), ElementsAre("区应急管理局", "各镇（街道）"));
  EXPECT_THAT(TextsOf("国有资产监管部门、转让方"), ElementsAre("国有资产监管部门", "转让方"));
}

TEST(ResponsibleBodies, PartsThatAreNoBodiesStayTogether) {
  for (const char* text : {"市、区县人民政府住房保障行政主管部门", "县（区、市）人民政府及房屋征收部门",
                           "市场监督管理、行政审批相关责任部门", "招标人及其招标代理机构或相关行政监督部门"}) {
    EXPECT_THAT(TextsOf(text), ElementsAre(text));
  }
  EXPECT_THAT(TextsOf(""), IsEmpty());
}

TEST(ResponsibleBodies, LevelsAreToldFromTheBodies) {
  const std::pair<const char*, std::vector<Level>> cases[] = {
      {"乡镇人民政府", {Level::kTownship}},
      {"街道办事处", {Level::kTownship}},
      {"乡镇人民政府（街道办事处）", {Level::kTownship}},
      {"区教育局", {Level::kCounty}},
      {"相关审批部门", {Level::kCounty}},
      {"招标人及其招标代理机构或相关行政监督部门", {Level::kCounty}},
      {"县级主管部门、乡镇人民政府（街道办事处）", {Level::kCounty, Level::kTownship}},
      {"各政府部门及乡镇", {Level::kCounty, Level::kTownship}},
      {"镇级生态环境部门", {Level::kTownship}},
      {"贫困人口所在行政村", {Level::kVillage}},
      {"住房和城乡建设部门", {Level::kCounty}},
      {"县级农业农村部门", {Level::kCounty}},
      {"采购人", {}},
  };
  for (const auto& [text, levels] : cases) EXPECT_EQ(LevelsOfBodies(ParseBodies(text)), levels) << text;
}

// A part of data/organs.csv and data/catalogue/domain_organs.csv.
BodyDirectory Directory() {
  BodyDirectory directory;
  const auto add = [&](const char* code, const char* name, const char* short_name, const char* kind,
                       const char* division) {
    directory.organs.push_back({code, name, short_name, kind, division});
  };
  add("330108-qzf", "杭州市滨江区人民政府", "区政府", "government", "330108");
  add("330108-jyj", "杭州市滨江区教育局", "区教育局", "department", "330108");
  add("330108-fgj", "杭州市滨江区发展和改革局", "区发改局", "department", "330108");
  add("330108-rsj", "杭州市滨江区人力资源和社会保障局", "区人力社保局", "department", "330108");
  add("330108-mzj", "杭州市滨江区民政局", "区民政局", "department", "330108");
  add("330108-yjj", "杭州市滨江区应急管理局", "区应急局", "department", "330108");
  add("330108-zjj", "杭州市滨江区住房和城市建设局", "区住建局", "department", "330108");
  add("330108-zhzfj", "杭州市滨江区综合行政执法局", "区综合执法局", "department", "330108");
  add("330108-gafj", "杭州市公安局滨江区分局", "公安分局", "branch", "330108");
  add("330108-gzfj", "杭州市规划和自然资源局滨江分局", "规划资源分局", "branch", "330108");
  add("330108-nyncj", "杭州市滨江区农业农村局", "区农业农村局", "department", "330108");
  add("330108-wglj", "杭州市滨江区文化和广电旅游体育局", "区文广旅体局", "department", "330108");
  add("330108001-xixing", "杭州市滨江区人民政府西兴街道办事处", "西兴街道", "street", "330108001");
  add("330108002-changhe", "杭州市滨江区人民政府长河街道办事处", "长河街道", "street", "330108002");
  directory.place_names = {"滨江区", "杭州市"};
  for (const auto& [domain, organ] : {std::pair("01", "fgj"), std::pair("03", "jyj"), std::pair("04", "gafj"),
                                      std::pair("09", "rsj"), std::pair("12", "gzfj"), std::pair("14", "zjj"),
                                      std::pair("22", "yjj"), std::pair("26", "nyncj"), std::pair("20", "wglj")}) {
    directory.organ_in_charge[{domain, "330108"}] = std::string("330108-") + organ;
    directory.organ_in_charge[{domain, "330108001"}] = "330108001-xixing";
  }
  return directory;
}

struct ResolveCase {
  const char* domain;
  const char* text;
  const char* organ;
};

std::string OrganOf(const char* domain, const char* division, const char* text) {
  Item item;
  item.responsible_bodies = {{text, ""}};
  const ResolvedBodies resolved = ResolveBodies(item, domain, division, Directory());
  EXPECT_THAT(resolved.bodies, SizeIs(1));
  EXPECT_EQ(resolved.warnings.empty(), !resolved.bodies[0].organ.empty()) << text;
  EXPECT_EQ(resolved.bodies[0].text, text);
  return resolved.bodies[0].organ;
}

TEST(ResponsibleBodies, ADistrictResolvesItsDepartments) {
  const ResolveCase cases[] = {
      // Named.
      {"03", "区教育局", "330108-jyj"},
      {"03", "滨江区教育局", "330108-jyj"},
      {"03", "杭州市滨江区教育局", "330108-jyj"},
      {"04", "公安分局", "330108-gafj"},
      {"04", "区公安分局", "330108-gafj"},
      {"22", "区应急局", "330108-yjj"},
      {"22", "区应急管理局", "330108-yjj"},
      // Told by the field of work.
      {"03", "教育行政部门", "330108-jyj"},
      {"03", "县（区）级教育体育局", "330108-jyj"},
      {"04", "公安机关", "330108-gafj"},
      {"09", "人力资源社会保障部门", "330108-rsj"},
      {"09", "县人力社保局", "330108-rsj"},
      {"12", "自然资源主管部门", "330108-gzfj"},
      {"14", "住建部门", "330108-zjj"},
      {"14", "人民政府住房保障行政主管部门", "330108-zjj"},
      {"14", "市、区县人民政府住房保障行政主管部门", "330108-zjj"},
      {"26", "县级扶贫部门", "330108-nyncj"},
      {"20", "文化和旅游行政部门", "330108-wglj"},
      {"01", "发展改革部门", "330108-fgj"},
      {"14", "住房和城乡建设部门", "330108-zjj"},
      {"19", "县级农业农村部门", "330108-nyncj"},
      {"16", "市、区县人民政府城市管理部门", "330108-zhzfj"},
      {"05", "县级人民政府民政部门", "330108-mzj"},
      // Another field than the domain's.
      {"03", "人力资源社会保障部门", "330108-rsj"},
      {"03", "水利部门", ""},
      {"01", "水利部门", ""},
      // No field: the domain's organ.
      {"03", "县级主管部门", "330108-jyj"},
      {"12", "县级主管部门", "330108-gzfj"},
      {"99", "县级主管部门", ""},
      {"03", "区人民政府", "330108-qzf"},
      {"14", "人民政府", "330108-qzf"},
      // Never guessed.
      {"01", "相关审批部门", ""},
      {"01", "有关行政监督部门", ""},
      {"01", "负责管理的部门分别公开", ""},
      {"15", "县（区、市）人民政府及房屋征收部门", ""},
      {"02", "招标人或者其委托的招标代理机构", ""},
      {"02", "采购人或者其委托的采购代理机构", ""},
      {"03", "翔安区教育局", ""},
      {"04", "鄱阳县公安局", ""},
      {"12", "开发区自然资源主管部门", ""},
      {"12", "乡镇人民政府（街道办事处）", ""},
      {"12", "街道办事处", ""},
      {"26", "贫困人口所在行政村", ""},
      {"05", "西兴街道办事处", ""},
  };
  for (const ResolveCase& c : cases) EXPECT_EQ(OrganOf(c.domain, "330108", c.text), c.organ) << c.text;
}

TEST(ResponsibleBodies, AStreetResolvesItsOwnOfficeOnly) {
  const ResolveCase cases[] = {
      {"03", "街道办事处", "330108001-xixing"},
      {"03", "乡镇人民政府（街道办事处）", "330108001-xixing"},
      {"03", "各镇（街道）", "330108001-xixing"},
      {"03", "西兴街道办事处", "330108001-xixing"},
      {"03", "西兴街道", "330108001-xixing"},
      {"03", "长河街道办事处", ""},
      {"03", "九龙街道办事处", ""},
      {"03", "区教育局", ""},
      {"03", "县级主管部门", ""},
      {"03", "乡镇便民服务中心", ""},
  };
  for (const ResolveCase& c : cases) EXPECT_EQ(OrganOf(c.domain, "330108001", c.text), c.organ) << c.text;
}

TEST(ResponsibleBodies, AnUnresolvedBodySaysWhy) {
  Item item;
  item.responsible_bodies = {{"招标人", ""}, {"区教育局", ""}};
  EXPECT_THAT(ResolveBodies(item, "03", "330108", Directory()).warnings, ElementsAre("公开主体“招标人”不是行政机关"));
}

}  // namespace
}  // namespace disclosure::catalog
