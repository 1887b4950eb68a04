// The forms in which catalogues are published and the mechanics of their tables, one by one.
#include "catalog-service/importers/import.h"

#include "catalog-service/importers/import_fixture.h"
#include "common/testing/matchers.h"
#include "gmock/gmock.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const char kTop[] = "序号|公开事项||公开内容(要素)|公开依据|公开时限|公开主体|公开渠道和载体|公开对象||公开方式||公开层级|";
const char kSub[] = "|一级事项|二级事项||||||全社会|特定群体|主动|依申请|县级|乡级";

std::vector<ImportedTable> Import(std::vector<Table> tables, ImportOptions options = {}) {
  options.domains = &TestDomains();
  const Document document{.file = "file.csv", .tables = std::move(tables)};
  auto imported = ImportDocument(document, options);
  EXPECT_OK(imported);
  return imported.ok() ? *imported : std::vector<ImportedTable>(1);
}

ImportedTable ImportOne(const std::vector<std::string>& lines, std::vector<std::string> preamble = {},
                        ImportOptions options = {}) {
  const auto tables = Import({TableOf(lines, std::move(preamble))}, options);
  EXPECT_THAT(tables, SizeIs(1));
  return tables.empty() ? ImportedTable() : tables[0];
}

// One row under the national header; the cells behind 公开渠道 are ticks.
std::string RowOf(const std::string& serial, const std::string& one, const std::string& two,
                  const std::string& ticks = "√||√||√|") {
  return serial + "|" + one + "|" + two + "|内容" + serial + "|《预算法》|信息形成之日起20个工作日内公开|区财政局|■政府网站|" + ticks;
}

TEST(Import, NationalFormWithTwoHeaderRows) {
  const ImportedTable table = ImportOne({kTop, kSub, RowOf("1", "政策", "法律")}, {"义务教育领域基层政务公开标准目录"});
  EXPECT_EQ(table.domain, "03");
  ASSERT_THAT(table.items, SizeIs(1));
  const Item& item = table.items[0];
  EXPECT_EQ(item.level_one, "政策");
  EXPECT_EQ(item.level_two, "法律");
  EXPECT_THAT(item.levels, ElementsAre(Level::kCounty));
  EXPECT_FALSE(item.levels_derived);
  EXPECT_EQ(item.source, (Source{"file.csv", 1, 3}));
}

TEST(Import, HeadersAreKnownByNameWhateverTheOrderBlanksAndRemarks) {
  const ImportedTable table = ImportOne(
      {"公开渠道和载体（“■”表示必选项，“□”表示可选项）|公开 时限|责任主体|公开依据|公开内容（要素）及要求|事项名称|序 号|全 社 会|"
       "特定群体（请写明）|主动公开|申请|区级|镇（街）级",
       "■政府网站|实时公开|区财政局|《预算法》|预算|部门预算|7|√||√|||√"});
  ASSERT_THAT(table.items, SizeIs(1));
  const Item& item = table.items[0];
  EXPECT_EQ(item.serial, "7");
  EXPECT_EQ(item.level_one, "部门预算");
  EXPECT_THAT(item.contents, ElementsAre("预算"));
  EXPECT_EQ(item.time_limit_text, "实时公开");
  EXPECT_TRUE(item.audience.whole_society);
  EXPECT_THAT(item.methods, ElementsAre(Method::kProactive));
  EXPECT_THAT(item.levels, ElementsAre(Level::kTownship));
}

TEST(Import, BlanksUnderANameMeanContinuedWithinTheTable) {
  const ImportedTable table = ImportOne({kTop, kSub, RowOf("1", "政 策", "法律"), RowOf("2", "", "文件"),
                                         RowOf("3", "政策", "公告"), "4||批复|内容||||■政府网站|√||√||√|"});
  ASSERT_THAT(table.items, SizeIs(4));
  EXPECT_EQ(table.items[0].level_one, "政策");
  EXPECT_EQ(table.items[1].level_one, "政策");
  EXPECT_THAT(table.items[3].bases, SizeIs(1));
  EXPECT_EQ(table.items[3].responsible_bodies[0].text, "区财政局");
  EXPECT_THAT(table.warnings, Contains(RowNote{6, "公开依据", "空白，按合并单元格沿用第5行"}));
  EXPECT_EQ(table.accounting, (ImportAccounting{3, 1, 0, 0}));
}

TEST(Import, NothingIsCarriedFromOneTableToTheNext) {
  const auto tables = Import({TableOf({kTop, kSub, RowOf("1", "政策", "法律")}),
                              [] {
                                Table table = TableOf({kTop, kSub, RowOf("2", "", "文件"), "3||||同上||||√||√||√|"});
                                table.number = 2;
                                return table;
                              }()});
  ASSERT_THAT(tables, SizeIs(2));
  ASSERT_THAT(tables[1].items, SizeIs(1));
  EXPECT_EQ(tables[1].items[0].level_one, "");
  EXPECT_THAT(tables[1].warnings, Contains(RowNote{3, "公开事项/一级事项", "没有一级事项名称"}));
  EXPECT_THAT(tables[1].quarantined, ElementsAre(RowNote{4, "公开事项/二级事项", "没有事项名称"}));
}

TEST(Import, SameAsAboveTakesTheNearestValueAndPartOfATextIsKept) {
  const ImportedTable table = ImportOne({kTop, kSub, RowOf("1", "政策", "法律"),
                                         "2|许可|甲|1.办事指南:内容同上;2.结果|同上|同上|同上|同上|√||√||√|",
                                         "3|许可|乙|同上|同 上|同上。|同上|同上|√||√||√|"});
  ASSERT_THAT(table.items, SizeIs(3));
  EXPECT_THAT(table.items[1].contents, ElementsAre("1.办事指南:内容同上", "2.结果"));
  EXPECT_THAT(table.items[2].contents, ElementsAre("1.办事指南:内容同上", "2.结果"));
  EXPECT_EQ(table.items[2].bases, table.items[0].bases);
  EXPECT_EQ(table.items[2].time_limit_text, "信息形成之日起20个工作日内公开");
  EXPECT_EQ(table.items[2].responsible_bodies, table.items[0].responsible_bodies);
  EXPECT_EQ(table.items[2].channels, table.items[0].channels);
  EXPECT_THAT(table.warnings, Contains(RowNote{4, "公开内容(要素)", "文字中有“同上”，只部分沿用，原文保留，请核对"}));
}

TEST(Import, SameAsAboveWithNothingAboveIsSaid) {
  const ImportedTable table = ImportOne({kTop, kSub, "1|政策|法律|内容|同上|实时|区财政局|■政府网站|√||√||√|"});
  EXPECT_THAT(table.warnings, Contains(RowNote{3, "公开依据", "“同上”之上没有可沿用的内容"}));
}

TEST(Import, OneItemOverSeveralRowsIsSeveralItems) {
  const ImportedTable table = ImportOne({kTop, kSub, RowOf("1", "财政", "预算"), "|||收支总表|||||√||√||√|",
                                         "|||说明||信息形成之日起7个工作日内公开||||||||"});
  ASSERT_THAT(table.items, SizeIs(3));
  for (const Item& item : table.items) {
    EXPECT_EQ(item.serial, "1");
    EXPECT_EQ(item.level_two, "预算");
  }
  EXPECT_THAT(table.items[1].contents, ElementsAre("收支总表"));
  EXPECT_EQ(table.items[2].time_limit_text, "信息形成之日起7个工作日内公开");
}

TEST(Import, AMergedCellReachesDownWithoutAWarning) {
  Table table = TableOf({kTop, kSub, RowOf("1", "政策", "法律"), RowOf("2", "", "文件")});
  for (const size_t c : {1, 4, 6}) {
    table.rows[3].cells[c] = {.text = "", .row_span_of = 1};
  }
  const auto imported = Import({table});
  EXPECT_THAT(imported[0].items[1].bases, SizeIs(1));
  EXPECT_EQ(imported[0].items[1].level_one, "政策");
  EXPECT_EQ(imported[0].accounting.warned, 0);
}

TEST(Import, SeveralDomainsInOneSheetAreSeveralSections) {
  const auto tables = Import({TableOf({"(一)重大建设项目领域基层政务公开标准目录|||||||||||||", kTop, kSub, RowOf("1", "批准", "指南"),
                                       "(七)社会保险领域基层政务公开标准目录|||||||||||||", kTop, kSub, RowOf("22", "登记", "参保"),
                                       RowOf("23", "", "变更"), "(三)旅游领域基层政务公开标准目录|||||||||||||", kTop, kSub,
                                       RowOf("1", "导游", "名录")})});
  ASSERT_THAT(tables, SizeIs(3));
  EXPECT_EQ(tables[0].domain, "01");
  EXPECT_EQ(tables[1].domain, "10");
  EXPECT_EQ(tables[2].domain, "");
  EXPECT_EQ(tables[2].title, "(三)旅游领域基层政务公开标准目录");
  EXPECT_THAT(tables[1].items, SizeIs(2));
  EXPECT_EQ(tables[1].items[0].serial, "22");
  EXPECT_EQ(tables[1].items[1].level_one, "登记");
}

TEST(Import, RepeatedHeadersTitlesAndFootersAreNoDataRows) {
  const ImportedTable table = ImportOne(
      {"卫生健康领域基层政务公开标准目录(试行)|||||||||||||", kTop, kSub, RowOf("1", "许可", "甲"),
       "卫生健康领域基层政务公开标准目录(试行)|||||||||||||", kTop, kSub, RowOf("2", "", "乙"), kSub, "|||||||||||||",
       "某县基层政务公开标准目录|||||||||||||", RowOf("3", "", "丙"), "打印 关闭|||||||||||||",
       "主办单位:某县人民政府 网站标识码:0000000000|||||||||||||", "标准目录要素说明:|||||||||||||", "1.公开事项名称…|||||||||||||"});
  ASSERT_THAT(table.items, SizeIs(3));
  EXPECT_EQ(table.items[2].level_one, "许可");
  EXPECT_EQ(table.accounting.rows_read(), 3);
  EXPECT_EQ(table.domain, "21");
}

TEST(Import, ATitleOfTwoDomainsAsksForTheDomain) {
  const ImportedTable table =
      ImportOne({kTop, kSub, RowOf("1", "政策", "法律")}, {"就业和社会保险领域基层政务公开标准目录"});
  EXPECT_EQ(table.domain, "");
  EXPECT_THAT(table.warnings, Contains(RowNote{0, "", "标题涉及多个领域(就业、社会保险)，请指定领域"}));
  EXPECT_EQ(ImportOne({kTop, kSub, RowOf("1", "政策", "法律")}, {"就业和社会保险领域基层政务公开标准目录"}, {.domain = "10"}).domain,
            "10");
}

TEST(Import, AGivenDomainIsForSectionsThatDoNotSayWhoseTheyAre) {
  const std::string row = RowOf("1", "政策", "法律");
  for (const char* title : {"某县基层政务公开标准目录", "旅游领域基层政务公开标准目录", "义务教育领域基层政务公开标准目录"}) {
    EXPECT_EQ(ImportOne({kTop, kSub, row}, {title}, {.domain = "03"}).domain, "03") << title;
  }
  const auto tables = Import({TableOf({"义务教育领域基层政务公开标准目录|||||||||||||", kTop, kSub, row,
                                       "旅游领域基层政务公开标准目录|||||||||||||", kTop, kSub, row})},
                             {.domain = "03"});
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_EQ(tables[0].domain, "03");
  EXPECT_EQ(tables[1].domain, "");
}

TEST(Import, ASectionOfAnotherDomainThanTheGivenOneIsAConflict) {
  const std::string row = RowOf("1", "政策", "法律");
  const std::string title = "(一)重大建设项目领域基层政务公开标准目录";
  const auto import = [&](Table table) {
    const Document document{.file = "file.csv", .tables = {std::move(table)}};
    return ImportDocument(document, {.domains = &TestDomains(), .domain = "03"});
  };
  const auto conflict = import(TableOf({kTop, kSub, row}, {title}));
  EXPECT_THAT(conflict, HasReason("DOMAIN_CONFLICT"));
  const std::string message(conflict.status().message());
  EXPECT_THAT(message, HasSubstr("table 1 (" + title + ") names domain 01"));
  EXPECT_THAT(message, HasSubstr("`domain` says 03"));
  EXPECT_THAT(import(TableOf({"义务教育领域基层政务公开标准目录|||||||||||||", kTop, kSub, row, title + "|||||||||||||", kTop,
                              kSub, row})),
              HasReason("DOMAIN_CONFLICT"));
  EXPECT_THAT(import(TableOf({"领域|一级事项|公开内容|公开依据", "医疗卫生|政策|内容|《预算法》"})), HasReason("DOMAIN_CONFLICT"));
}

TEST(Import, AHeaderAboveTheTitleIsNoTableOfUnknownDomain) {
  const std::vector<Table> source = {TableOf({kTop, kSub, "义务教育领域基层政务公开标准目录|||||||||||||", kTop, kSub,
                                              RowOf("1", "政策", "法律")})};
  const auto tables = Import(source);
  ASSERT_THAT(tables, SizeIs(1));
  EXPECT_EQ(tables[0].domain, "03");
}

TEST(Import, ADomainColumnDecidesForItsRow) {
  const auto tables = Import({TableOf({"公开领域(编码)|一级事项|二级事项|公开内容|公开依据|公开主体",
                                       "义务教育|政策|法律|内容|《预算法》|区教育局", "医疗卫生|政策|法律|内容|《预算法》|区卫健局"})});
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_EQ(tables[0].domain, "03");
  EXPECT_EQ(tables[1].domain, "21");
}

TEST(Import, ThirdLevelAndOneCellNames) {
  const ImportedTable three = ImportOne({"序号|一级事项|二级事项|三级事项|公开内容|公开依据", "1|甲|乙|丙|内容|《预算法》",
                                         "2|||丁|内容|《预算法》"});
  ASSERT_THAT(three.items, SizeIs(2));
  EXPECT_EQ(three.items[1].level_two, "乙");
  EXPECT_EQ(three.items[1].level_three, "丁");
  const ImportedTable combined = ImportOne({"公开事项(一级/二级)|公开内容|公开依据", "甲／乙|内容|《预算法》"});
  EXPECT_EQ(combined.items.at(0).level_one, "甲");
  EXPECT_EQ(combined.items.at(0).level_two, "乙");
}

TEST(Import, TwoHeadersOfTheFirstLevelAreFirstAndSecond) {
  const ImportedTable table = ImportOne({"序号|一级事项|一级事项|公开内容|公开依据", "1|甲|乙|内容|《预算法》"});
  EXPECT_EQ(table.items.at(0).level_two, "乙");
  EXPECT_THAT(table.warnings, Contains(Field(&RowNote::reason, "表头有两个“一级事项”，第二个按二级事项读取")));
}

TEST(Import, LevelColumnsUnderAMisprintedGroupAndForVillages) {
  const ImportedTable table = ImportOne(
      {"序号|公开事项||公开内容|公开依据|公开方式||公开方式|", "|一级事项|二级事项|||主动|依申请|县级|乡、村级", "1|甲|乙|内容|《预算法》|√|||√"});
  ASSERT_THAT(table.items, SizeIs(1));
  EXPECT_THAT(table.items[0].levels, ElementsAre(Level::kTownship));
  EXPECT_EQ(table.items[0].remarks, "公开层级列为“乡、村级”，含村级");
  const ImportedTable three = ImportOne({"一级事项|公开内容|公开依据|市级|县级|乡级", "甲|内容|《预算法》|√|√|"});
  EXPECT_THAT(three.items.at(0).levels, ElementsAre(Level::kMunicipal, Level::kCounty));
  const ImportedTable city = ImportOne({"一级事项|公开内容|公开依据|市级|镇级", "甲|内容|《预算法》|√|√"});
  EXPECT_THAT(city.items.at(0).levels, ElementsAre(Level::kCounty, Level::kTownship));
}

TEST(Import, WithoutALevelColumnTheBodyTellsTheLevel) {
  const ImportedTable table = ImportOne({"一级事项|公开内容|公开依据|公开主体", "甲|内容|《预算法》|区财政局、乡镇人民政府",
                                         "乙|内容|《预算法》|采购人"});
  ASSERT_THAT(table.items, SizeIs(2));
  EXPECT_TRUE(table.items[0].levels_derived);
  EXPECT_THAT(table.items[0].levels, ElementsAre(Level::kCounty, Level::kTownship));
  EXPECT_THAT(table.items[1].levels, IsEmpty());
  EXPECT_THAT(table.warnings, Contains(RowNote{3, "", "没有公开层级，也不能由公开主体推定"}));
}

TEST(Import, RowsOfAnotherLevelAreOutOfScope) {
  const ImportedTable table = ImportOne(
      {kTop, kSub, RowOf("1", "甲", "一", "√||√||√|"), RowOf("2", "", "二", "√||√|||√"), RowOf("3", "", "三", "√||√||√|√")},
      {}, {.level = Level::kTownship});
  ASSERT_THAT(table.items, SizeIs(2));
  EXPECT_EQ(table.items[0].level_one, "甲");
  EXPECT_EQ(table.accounting, (ImportAccounting{2, 0, 0, 1}));
}

TEST(Import, TicksOfAFlattenedRowAreNeverGuessed) {
  const ImportedTable table = ImportOne(
      {kTop, kSub, RowOf("1", "甲", "一", "√|√|√"), RowOf("2", "甲", "二", "√ √ √|||||"), RowOf("3", "甲", "三", "√||√||√"),
       "4|甲|四|内容|√|实时|区财政局|■政府网站|√||√||√|"});
  EXPECT_THAT(table.items, ElementsAre(Field(&Item::serial, "3")));
  EXPECT_THAT(table.quarantined,
              ElementsAre(RowNote{3, "公开对象/全社会", "勾选列缺格，√无法对应到列，请取得原件"},
                          RowNote{4, "公开对象/全社会", "一格内有多个√，无法对应到列，请取得原件"},
                          RowNote{6, "公开依据", "该列只有勾选符号，本行各格与表头错位，请取得原件"}));
}

TEST(Import, ARowThatLostItsFirstLevelCellIsPutRight) {
  const ImportedTable table =
      ImportOne({kTop, kSub, RowOf("1", "甲", "一"), "2|二|内容|《预算法》|实时|区财政局|■政府网站|√||√||√|"});
  ASSERT_THAT(table.items, SizeIs(2));
  EXPECT_EQ(table.items[1].level_one, "甲");
  EXPECT_EQ(table.items[1].level_two, "二");
  EXPECT_THAT(table.items[1].levels, ElementsAre(Level::kCounty));
  EXPECT_EQ(table.accounting.warned, 1);
}

TEST(Import, CorruptCopiesAreSetAsideNotRepaired) {
  const ImportedTable table = ImportOne({kTop, kSub, "1|甲|一|内容|《中华人民共和国飞禽走兽老虎机条例》|实时|区财政局|■政府网站|√||√||√|",
                                         "2|甲|二|内容|《大唐盛世》|实时|区财政局|■政府网站|√||√||√|",
                                         "3|甲|三|内容|相关政策文件|实时|区财政局|■政府网站|√||√||√|"});
  EXPECT_THAT(table.items, ElementsAre(Field(&Item::serial, "3")));
  EXPECT_THAT(table.quarantined, ElementsAre(RowNote{3, "公开依据", "文字被广告词替换，是损坏的转载副本"},
                                             RowNote{4, "公开依据", "公开依据中没有法律、法规或文件的名称，请取得原件"}));
  const ImportedTable stripped = ImportOne({"序号|开事项|开内容|开依据|开时限", "1|甲|内容|《预算法》|实时"});
  EXPECT_THAT(stripped.items, IsEmpty());
  EXPECT_THAT(stripped.quarantined, ElementsAre(RowNote{2, "", "表头缺“公”字，是损坏的转载副本，请取得原件"}));
}

TEST(Import, ErrorsOfTheSourceSurviveAsWarnings) {
  const ImportedTable table = ImportOne({kTop, kSub, "1|甲|一|内容|《预算法》|信息形成之日起20个工作日内公开|区财政局|■政府网站||√||√|√|",
                                         "2|甲|二||《城镇燃气管理条例》|实时||■政府网站|√||√||√|", RowOf("3", "甲", "三"),
                                         RowOf("3", "甲", "三")});
  EXPECT_THAT(table.items, SizeIs(4));
  EXPECT_EQ(table.items[0].audience, Audience{});
  EXPECT_THAT(table.warnings, Contains(RowNote{3, "公开对象/特定群体", "勾选了特定群体，没有写明是谁"}));
  EXPECT_THAT(table.warnings, Contains(RowNote{3, "公开时限", "依申请公开的事项，公开时限没有从收到申请起算"}));
  EXPECT_THAT(table.warnings, Contains(RowNote{4, "公开内容(要素)", "空白"}));
  EXPECT_THAT(table.warnings, Contains(RowNote{6, "", "与第5行重复"}));
}

TEST(Import, ColumnsBeyondTheFormAreKeptByTheirHeader) {
  Table source = TableOf({"一级事项|公开内容|公开依据|五公开|咨询电话|公开链接|备注",
                          "甲|内容|《预算法》|■决策 □执行|0571|http://www.example.gov.cn/a|说明"});
  source.rows[1].cells[0].link = "javascript:alert(1)";
  const ImportedTable table = Import({source}).at(0);
  ASSERT_THAT(table.items, SizeIs(1));
  EXPECT_THAT(table.items[0].other_columns,
              ElementsAre(OtherColumn{"五公开", "■决策 □执行"}, OtherColumn{"咨询电话", "0571"}));
  EXPECT_THAT(table.items[0].links, ElementsAre("http://www.example.gov.cn/a"));
  EXPECT_EQ(table.items[0].remarks, "说明");
}

TEST(Import, MissingColumnsAreSaidOncePerTable) {
  const ImportedTable table = ImportOne({"一级事项|公开内容|公开依据", "甲|内容|《预算法》", "乙|内容|《预算法》"});
  EXPECT_EQ(table.items.size(), 2u);
  EXPECT_EQ(std::count_if(table.warnings.begin(), table.warnings.end(),
                          [](const RowNote& note) { return note.reason == "没有“公开时限”列"; }),
            1);
}

TEST(Import, AWideTableWithoutAHeaderIsSetAside) {
  Table second = TableOf({RowOf("2", "甲", "二"), RowOf("3", "甲", "三")});
  second.number = 2;
  const auto tables = Import({TableOf({kTop, kSub, RowOf("1", "甲", "一")}), second});
  ASSERT_THAT(tables, SizeIs(2));
  EXPECT_THAT(tables[1].quarantined, SizeIs(2));
  EXPECT_EQ(tables[1].accounting.quarantined, 2);
}

TEST(Import, ALineOfTextInTheTableIsSetAside) {
  const ImportedTable table = ImportOne({kTop, kSub, RowOf("1", "甲", "一"), "以下事项由各科室负责办理|||||||||||||"});
  EXPECT_THAT(table.quarantined, ElementsAre(RowNote{4, "", "只有一格文字，不能识别为事项：以下事项由各科室负责办理"}));
  EXPECT_EQ(table.accounting.rows_read(), 2);
}

TEST(Import, AFileWithoutACatalogueIsNamed) {
  const Document document{.file = "x.csv", .tables = {TableOf({"姓名|电话|地址", "甲|0|乙"})}};
  const auto imported = ImportDocument(document, {.domains = &TestDomains()});
  EXPECT_THAT(imported, HasReason("NOT_A_CATALOGUE"));
  EXPECT_THAT(std::string(imported.status().message()), HasSubstr("公开依据"));
}

TEST(Import, MergedCellsCannotMultiplyTextWithoutLimit) {
  Table table = TableOf({kTop, kSub, RowOf("1", "甲", "一")});
  table.rows[2].cells[3].text = std::string(25'000, 'x');
  for (int i = 1; i < 1'400; ++i) {
    Row row = table.rows[2];
    row.number += i;
    for (Cell& cell : row.cells) cell = {.text = "", .row_span_of = i};
    row.cells[0] = {.text = std::to_string(i)};
    table.rows.push_back(row);
  }
  const Document document{.file = "x.csv", .tables = {table}};
  EXPECT_THAT(ImportDocument(document, {.domains = &TestDomains()}), HasReason("CATALOGUE_TOO_LARGE"));
}

}  // namespace
}  // namespace disclosure::catalog
