#include "catalog-service/exporters/exporters.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "catalog-service/exporters/official_form.h"
#include "catalog-service/importers/reader.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Item AnItem(const std::string& serial, const std::string& level_one) {
  Item item;
  item.serial = serial;
  item.level_one = level_one;
  item.level_two = "二级" + serial;
  item.contents = {"招生计划", "招生范围"};
  item.bases = {{"政府信息公开条例", "国务院令第711号", BasisKind::kAdministrativeRegulation},
                {"相关规定", "", BasisKind::kOther}};
  item.time_limit_text = "信息形成之日起20个工作日内";
  item.responsible_bodies = {{"区教育局", ""}, {"街道办事处", ""}};
  item.channels = {{Channel::kGovernmentWebsite, "政府网站"}, {Channel::kOther, "投资项目在线审批监管平台"}};
  item.audience.whole_society = true;
  item.methods = {Method::kProactive};
  item.levels = {Level::kCounty};
  return item;
}

ExportedCatalogue ACatalogue() {
  return {.title = "滨江区义务教育领域基层政务公开标准目录",
          .domain_name = "义务教育",
          .division_name = "滨江区",
          .edition = 2,
          .publish_date = "2026-03-01",
          .items = {AnItem("1", "政策文件"), AnItem("2", "政策文件"), AnItem("3", "招生管理")}};
}

absl::StatusOr<Table> ReadBack(const std::string& bytes) {
  absl::StatusOr<Document> document = ReadDocument("export", bytes);
  if (!document.ok()) return document.status();
  EXPECT_EQ(document->tables.size(), 1u);
  return document->tables.at(0);
}

std::vector<std::string> Texts(const Row& row) {
  std::vector<std::string> texts;
  for (const Cell& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

TEST(OfficialForm, HasTheFourteenColumnsOfTheNationalForm) {
  std::vector<std::string> names;
  for (const FormColumn& column : MakeOfficialForm(ACatalogue()).columns)
    names.push_back(column.group + "/" + column.name);
  EXPECT_THAT(names, ElementsAre("/序号", "公开事项/一级事项", "公开事项/二级事项", "/公开内容（要素）",
                                 "/公开依据", "/公开时限", "/公开主体", "/公开渠道和载体", "公开对象/全社会",
                                 "公开对象/特定群体（请写明）", "公开方式/主动", "公开方式/依申请公开",
                                 "公开层级/县级", "公开层级/乡级"));
}

TEST(OfficialForm, FurtherColumnsOnlyWhenAnItemHasThem) {
  ExportedCatalogue catalogue = ACatalogue();
  catalogue.items[0].level_three = "三级";
  catalogue.items[1].levels = {Level::kMunicipal, Level::kVillage};
  catalogue.items[1].links = {"https://example.cn/"};
  catalogue.items[2].remarks = "注";
  catalogue.items[2].other_columns = {{"咨询电话", "1"}, {"咨询电话", "2"}};
  std::vector<std::string> names;
  const OfficialForm form = MakeOfficialForm(catalogue);
  for (const FormColumn& column : form.columns) names.push_back(column.name);
  EXPECT_EQ(names[3], "三级事项");
  EXPECT_THAT(std::vector<std::string>(names.begin() + 13, names.end()),
              ElementsAre("市级", "县级", "乡级", "村级", "链接", "备注", "咨询电话", "咨询电话"));
  EXPECT_THAT(std::vector<std::string>(form.rows[2].end() - 3, form.rows[2].end()),
              ElementsAre("注", "1", "2"));
}

TEST(OfficialForm, DerivedLevelsAreNotClaimed) {
  ExportedCatalogue catalogue = ACatalogue();
  catalogue.items[0].levels_derived = true;
  EXPECT_EQ(MakeOfficialForm(catalogue).rows[0][12], "");
  EXPECT_EQ(MakeOfficialForm(catalogue).rows[1][12], "√");
  for (Item& item : catalogue.items) item.levels_derived = true;
  EXPECT_EQ(MakeOfficialForm(catalogue).columns.size(), 12u);
}

TEST(OfficialForm, TheChannelCellListsAllThirteen) {
  EXPECT_EQ(ChannelCell({{Channel::kGovernmentWebsite, "政府网站"},
                         {Channel::kServiceCentre, "行政服务中心"},
                         {Channel::kCommunityNoticeBoard, "村公示栏", 1},
                         {Channel::kOther, "12345热线"},
                         {Channel::kOther, "政府公报"}}),
            "■政府网站 □政府公报\n□两微一端 □发布会/听证会\n□广播电视 □纸质媒体\n□公开查阅点 ■行政服务中心\n"
            "□便民服务站 □入户/现场\n▲村公示栏\n□精准推送 □其他\n■12345热线\n■其他：政府公报");
}

TEST(OfficialForm, ARowWithoutSecondLevelIsNotMerged) {
  ExportedCatalogue catalogue = ACatalogue();
  EXPECT_EQ(MakeOfficialForm(catalogue).RowsOfLevelOne(0), 2u);
  catalogue.items[1].level_two = "";
  EXPECT_EQ(MakeOfficialForm(catalogue).RowsOfLevelOne(0), 1u);
}

TEST(CsvExport, TitleTwoHeaderRowsAndItems) {
  const std::string csv = ExportCsv(ACatalogue());
  EXPECT_EQ(csv.substr(0, 3), "\xEF\xBB\xBF");
  ASSERT_OK_AND_ASSIGN(const Table table, ReadBack(csv));
  ASSERT_EQ(table.rows.size(), 6u);
  EXPECT_EQ(table.rows[0].cells[0].text, "滨江区义务教育领域基层政务公开标准目录");
  EXPECT_THAT(Texts(table.rows[1]),
              ElementsAre("序号", "公开事项", "", "公开内容（要素）", "公开依据", "公开时限", "公开主体",
                          "公开渠道和载体", "公开对象", "", "公开方式", "", "公开层级", ""));
  EXPECT_THAT(Texts(table.rows[2]), ElementsAre("", "一级事项", "二级事项", "", "", "", "", "", "全社会",
                                                "特定群体（请写明）", "主动", "依申请公开", "县级", "乡级"));
  EXPECT_EQ(table.rows[4].cells[1].text, "政策文件");
  EXPECT_EQ(table.rows[4].cells[3].text, "招生计划；\n招生范围");
  EXPECT_EQ(table.rows[4].cells[4].text, "《政府信息公开条例》（国务院令第711号）、\n相关规定");
}

TEST(CsvExport, FormulasAreGuardedAndReadBackWithoutLoss) {
  ExportedCatalogue catalogue = ACatalogue();
  const std::vector<std::string> dangerous = {
      "=HYPERLINK(\"http://x\",\"y\")", "@SUM(A1)", "'=1", "''+1", "-2", "'a'", "＝1＋1", "'＠x"};
  for (const std::string& text : dangerous) {
    catalogue.items[0].remarks = text;
    const std::string csv = ExportCsv(catalogue);
    EXPECT_THAT(csv, Not(HasSubstr(",=")));
    EXPECT_THAT(csv, Not(HasSubstr(",\"=")));
    EXPECT_THAT(csv, Not(HasSubstr(",@")));
    EXPECT_THAT(csv, Not(HasSubstr(",-")));
    EXPECT_THAT(csv, Not(HasSubstr(",＝")));
    ASSERT_OK_AND_ASSIGN(const Table table, ReadBack(csv));
    EXPECT_EQ(table.rows[3].cells.back().text, text);
  }
}

TEST(XlsxExport, TitleAndHeaderAndFirstLevelAreMerged) {
  ASSERT_OK_AND_ASSIGN(const std::string bytes, ExportXlsx(ACatalogue()));
  ASSERT_OK_AND_ASSIGN(const Table table, ReadBack(bytes));
  EXPECT_EQ(table.name, "义务教育");
  ASSERT_EQ(table.rows.size(), 6u);
  EXPECT_EQ(table.rows[0].cells[13].col_span_of, 13);
  EXPECT_EQ(table.rows[2].cells[0].row_span_of, 1);
  EXPECT_EQ(table.rows[1].cells[2].col_span_of, 1);
  EXPECT_EQ(table.rows[4].cells[1].row_span_of, 1);
  EXPECT_EQ(table.rows[5].cells[1].text, "招生管理");
  EXPECT_EQ(table.rows[3].cells[8].text, "√");
}

TEST(XlsxExport, FormulasStayText) {
  ExportedCatalogue catalogue = ACatalogue();
  catalogue.items[0].remarks = "=1+1";
  ASSERT_OK_AND_ASSIGN(const std::string bytes, ExportXlsx(catalogue));
  ASSERT_OK_AND_ASSIGN(const Table table, ReadBack(bytes));
  EXPECT_EQ(table.rows[3].cells.back().text, "=1+1");
}

TEST(XlsxExport, ACellThatExcelCannotHoldIsAnErrorNotALoss) {
  ExportedCatalogue catalogue = ACatalogue();
  catalogue.items[0].contents = {std::string(40'000, 'x')};
  EXPECT_THAT(ExportXlsx(catalogue), HasReason("CELL_TOO_LONG"));
}

TEST(XlsxExport, SheetNamesThatExcelRefusesAreMended) {
  ExportedCatalogue catalogue = ACatalogue();
  catalogue.domain_name = "a/b[c]:*?\\'" + std::string(40, 'x');
  ASSERT_OK_AND_ASSIGN(const std::string bytes, ExportXlsx(catalogue));
  ASSERT_OK_AND_ASSIGN(const Table table, ReadBack(bytes));
  EXPECT_EQ(table.name, "abc" + std::string(28, 'x'));
  catalogue.domain_name = "";
  catalogue.items.clear();
  EXPECT_OK(ExportXlsx(catalogue));
}

TEST(PrintHtml, IsOneEscapedPageWithARepeatedHeader) {
  ExportedCatalogue catalogue = ACatalogue();
  catalogue.items[0].remarks = "<script>alert('1')</script>&\"";
  const std::string html = ExportPrintHtml(catalogue);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;"));
  EXPECT_THAT(html, HasSubstr("size: A3 landscape"));
  EXPECT_THAT(html, HasSubstr("table-header-group"));
  EXPECT_THAT(html, HasSubstr("第2版　发布日期：2026-03-01"));
  EXPECT_THAT(html, Not(HasSubstr("http")));
}

TEST(PrintHtml, ReadsBackAsTheSameGridAsTheWorkbook) {
  ASSERT_OK_AND_ASSIGN(const std::string bytes, ExportXlsx(ACatalogue()));
  ASSERT_OK_AND_ASSIGN(const Table workbook, ReadBack(bytes));
  ASSERT_OK_AND_ASSIGN(const Table page, ReadBack(ExportPrintHtml(ACatalogue())));
  ASSERT_EQ(page.rows.size() + 1, workbook.rows.size());
  EXPECT_EQ(page.preamble.back(), workbook.rows[0].cells[0].text);
  for (size_t i = 0; i < page.rows.size(); ++i)
    EXPECT_EQ(Texts(page.rows[i]), Texts(workbook.rows[i + 1])) << i;
}

TEST(Exports, SamplesAreMarkedEverywhere) {
  ExportedCatalogue catalogue = ACatalogue();
  EXPECT_THAT(ExportCsv(catalogue), Not(HasSubstr("示例数据")));
  catalogue.sample = true;
  EXPECT_THAT(ExportCsv(catalogue), HasSubstr("示例数据"));
  EXPECT_THAT(ExportPrintHtml(catalogue), HasSubstr("示例数据"));
  ASSERT_OK_AND_ASSIGN(const std::string bytes, ExportXlsx(catalogue));
  ASSERT_OK_AND_ASSIGN(const Table table, ReadBack(bytes));
  EXPECT_THAT(table.rows[0].cells[0].text, HasSubstr("示例数据"));
}

}  // namespace
}  // namespace disclosure::catalog
