#include "catalog-service/domain/basis_rules.h"

#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::string> TitlesOf(std::string_view text) {
  std::vector<std::string> titles;
  for (const LegalBasis& basis : ParseBases(text).bases) titles.push_back(basis.title);
  return titles;
}

TEST(BasisRules, TitlesAreCutAtTheirMarksWhateverStandsBetween) {
  for (const char* text : {"《预算法》、《统计法》", "《预算法》;《统计法》", "《预算法》，《统计法》。", "《预算法》《统计法》",
                           "《预算法》\n《统计法》", "1.《预算法》2.《统计法》", "【法律】《预算法》【法律】《统计法》",
                           "《预算法》和《统计法》"}) {
    EXPECT_THAT(TitlesOf(text), ElementsAre("预算法", "统计法")) << text;
  }
}

TEST(BasisRules, NestedTitlesStayInsideTheirTitle) {
  EXPECT_THAT(ParseBases("《财政部关于印发〈地方预决算公开操作规程〉的通知》（财预〔2016〕143号）").bases,
              ElementsAre(LegalBasis{"财政部关于印发〈地方预决算公开操作规程〉的通知", "财预〔2016〕143号",
                                     BasisKind::kNormativeDocument}));
  EXPECT_THAT(TitlesOf("《关于印发《办法》的通知》、《预算法》"), ElementsAre("关于印发《办法》的通知", "预算法"));
  EXPECT_THAT(TitlesOf("《关于印发<办法>的通知》"), ElementsAre("关于印发<办法>的通知"));
}

TEST(BasisRules, DocumentNumbersAreKeptAsPrintedInEveryBracket) {
  const std::pair<const char*, const char*> cases[] = {
      {"《意见》（国办发〔2017〕97号）", "国办发〔2017〕97号"},
      {"《意见》(国办发[2011]97号)", "国办发[2011]97号"},
      {"《意见》（国办发﹝2015﹞97号）", "国办发﹝2015﹞97号"},
      {"《意见》(国人口发(2007)78号)", "国人口发(2007)78号"},
      {"《意见》（财预〔201744号）", "财预〔201744号"},
      {"《意见》国办发〔2017〕97号", "国办发〔2017〕97号"},
      {"《意见》（2019年5月15日起施行）", "2019年5月15日起施行"},
  };
  for (const auto& [text, number] : cases) {
    const BasisList list = ParseBases(text);
    ASSERT_THAT(list.bases, SizeIs(1)) << text;
    EXPECT_EQ(list.bases[0].document_number, number) << text;
    EXPECT_EQ(list.bases[0].title, "意见") << text;
  }
}

TEST(BasisRules, PhrasesWithoutMarksAreLegalValues) {
  EXPECT_THAT(ParseBases("相关政策文件").bases, ElementsAre(LegalBasis{"相关政策文件", "", BasisKind::kOther}));
  EXPECT_THAT(TitlesOf("《政府信息公开条例》、各省“七五”普法规划"), ElementsAre("政府信息公开条例", "各省“七五”普法规划"));
  EXPECT_THAT(TitlesOf("《政府信息公开条例》及其实施细则"), ElementsAre("政府信息公开条例", "及其实施细则"));
  EXPECT_THAT(TitlesOf("《环境保护法》、《水污染防治法》等法律"), ElementsAre("环境保护法", "水污染防治法", "等法律"));
  EXPECT_THAT(TitlesOf("《公共租赁住房管理办法》等"), ElementsAre("公共租赁住房管理办法"));
}

TEST(BasisRules, ABareDocumentNumberIsABasis) {
  EXPECT_THAT(ParseBases("《动物防疫法》、桂农厅发〔2021〕59号").bases,
              ElementsAre(LegalBasis{"动物防疫法", "", BasisKind::kLaw},
                          LegalBasis{"桂农厅发〔2021〕59号", "桂农厅发〔2021〕59号", BasisKind::kOther}));
  EXPECT_THAT(TitlesOf("【法律】《预算法》【部门规章及规范性文件】(国人口发(2007)78号)"),
              ElementsAre("预算法", "国人口发(2007)78号"));
}

TEST(BasisRules, ALoneLastCharacterBehindABlankBelongsToTheWordAndMinistriesStayApart) {
  EXPECT_THAT(TitlesOf("《人口与计划生育 法》"), ElementsAre("人口与计划生育法"));
  EXPECT_THAT(TitlesOf("《国务院扶贫办 财政部关于完善扶贫资金项目公告公示制度的指导意见》"),
              ElementsAre("国务院扶贫办 财政部关于完善扶贫资金项目公告公示制度的指导意见"));
}

TEST(BasisRules, AnOpenMarkIsSaid) {
  const BasisList list = ParseBases("《预算法、统计法");
  EXPECT_THAT(list.warnings, ElementsAre("公开依据的书名号不完整"));
  EXPECT_THAT(TitlesOf(""), IsEmpty());
}

struct KindCase {
  std::string title;
  std::string number;
  BasisKind kind;
};

TEST(BasisRules, TheTitleTellsTheKind) {
  const KindCase cases[] = {
      {"中华人民共和国社会保险法", "", BasisKind::kLaw},
      {"行政许可法", "", BasisKind::kLaw},
      {"政府信息公开条例", "国务院令第711号", BasisKind::kAdministrativeRegulation},
      {"城市绿化条例", "", BasisKind::kAdministrativeRegulation},
      {"城市市容和环境卫生管理条例", "", BasisKind::kAdministrativeRegulation},
      {"居住证暂行条例", "", BasisKind::kAdministrativeRegulation},
      {"重庆市就业促进条例", "", BasisKind::kLocalRegulation},
      {"浙江省公共数据条例", "", BasisKind::kLocalRegulation},
      {"公共租赁住房管理办法", "住房和城乡建设部令第11号", BasisKind::kRule},
      {"城市建筑垃圾管理规定", "", BasisKind::kRule},
      {"上海市政府信息公开规定", "", BasisKind::kRule},
      {"母婴保健法实施办法", "国务院令第308号", BasisKind::kAdministrativeRegulation},
      {"江西省户口居民身份证管理工作规定", "赣公字〔2022〕18号", BasisKind::kNormativeDocument},
      {"农业生产发展资金管理办法", "财农〔2017〕41号", BasisKind::kNormativeDocument},
      {"关于全面推进政务公开工作的意见", "", BasisKind::kNormativeDocument},
      {"关于印发〈地方政府债务信息公开办法（试行）〉的通知", "", BasisKind::kNormativeDocument},
      {"国家基本公共卫生服务规范（第三版）", "", BasisKind::kNormativeDocument},
  };
  for (const KindCase& c : cases) EXPECT_EQ(KindOfBasis(c.title, c.number), c.kind) << c.title;
}

TEST(BasisRules, AllNamesOfTheDisclosureRegulationsAreOneText) {
  for (const char* name : {"政府信息公开条例", "中华人民共和国政府信息公开条例", "信息公开条例", "信息公开规定",
                           "国务院令第711号", "国令第711号", "政府信息公开 条例"}) {
    EXPECT_EQ(CanonicalBasisTitle(name), "政府信息公开条例") << name;
  }
  EXPECT_NE(CanonicalBasisTitle("上海市政府信息公开规定"), "政府信息公开条例");
}

TEST(BasisRules, ABasisWithoutAnyLawLikeTitleIsCorrupt) {
  EXPECT_FALSE(LooksLikeBases(ParseBases("《飞禽走兽》").bases));
  EXPECT_TRUE(LooksLikeBases(ParseBases("《飞禽走兽》、《预算法》").bases));
  EXPECT_TRUE(LooksLikeBases(ParseBases("相关政策文件").bases));
  EXPECT_TRUE(LooksLikeBases({}));
}

TEST(BasisRules, WhatIsPrintedIsReadBack) {
  const auto bases = ParseBases("《财政部关于印发〈规程〉的通知》（财预〔2016〕143号）、《预算法》、相关政策文件；桂农厅发〔2021〕59号").bases;
  std::string printed;
  for (const LegalBasis& basis : bases) printed += FormatBasis(basis) + "、";
  EXPECT_EQ(ParseBases(printed).bases, bases);
}

TEST(BasisRules, ATextThatNamesNeitherALawNorADocumentIsWarnedOf) {
  for (const char* text : {"法", "无书名号的依据", "略"}) {
    const BasisList list = ParseBases(text);
    EXPECT_THAT(list.warnings, ElementsAre("未识别出法律法规或文件名称")) << text;
    ASSERT_EQ(list.bases.size(), 1u) << text;
    EXPECT_EQ(list.bases[0].kind, BasisKind::kOther) << text;
  }
  for (const char* text : {"", "相关政策文件", "相关法律法规", "等法律法规和文件规定", "预算法", "国办发〔2017〕97号", "《预算法》、略"}) {
    EXPECT_TRUE(ParseBases(text).warnings.empty()) << text;
  }
}

}  // namespace
}  // namespace disclosure::catalog
