// The files of an annual report: the official tables with their merges, read back from each of them.
#include "request-service/documents/report_files.h"

#include <pugixml.hpp>
#include <zip.h>

#include <map>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const ReportForm& Form() {
  static const ReportForm form = ReportForm::Parse(testing::LawFile("report_rows.csv")).value();
  return form;
}

// Every cell of 三 and 四 has a number of its own.
ReportPaper SampleReport(ReportFormat format = ReportFormat::k2021) {
  ReportPaper paper{.owner = "某某<局>", .year = 2025, .tables = {.format = format}};
  paper.content.texts = {"=1+1 & <b>\n\n第二段", "问题", "其他", "未收费", "上年漏登一件"};
  paper.content.section_two.charges = *WanYuan::Parse("59237.2449");
  int64_t number = 1000;
  for (size_t row = 0; row < Form().rows(format).size(); ++row) {
    for (int64_t& cell : paper.tables.section3.emplace_back(ReportCells{})) cell = number++;
  }
  for (int64_t& cell : paper.tables.section4) cell = number++;
  return paper;
}

std::map<std::string, std::string> Unzipped(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  std::map<std::string, std::string> parts;
  EXPECT_NE(archive, nullptr);
  if (archive == nullptr) return parts;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_stat_t stat;
    zip_stat_index(archive, i, 0, &stat);
    std::string content(stat.size, '\0');
    zip_file_t* file = zip_fopen_index(archive, i, 0);
    EXPECT_EQ(zip_fread(file, content.data(), stat.size), static_cast<zip_int64_t>(stat.size));
    zip_fclose(file);
    parts[stat.name] = content;
  }
  zip_close(archive);
  return parts;
}

const Grid& GridOf(const Paper& print, size_t section, size_t grid = 0) { return print.sections.at(section).grids.at(grid); }

const GridCell* Find(const Grid& grid, const std::string& text) {
  for (const GridCell& cell : grid.cells) {
    if (cell.text == text) return &cell;
  }
  return nullptr;
}

TEST(ReportGrid, EveryPlaceIsCoveredOnce) {
  for (const ReportFormat format : {ReportFormat::k2021, ReportFormat::k2019}) {
    for (const PaperSection& section : PrintOf(SampleReport(format), Form()).sections) {
      for (const Grid& grid : section.grids) {
        std::set<std::pair<int, int>> covered;
        for (const GridCell& cell : grid.cells) {
          for (int row = cell.row; row < cell.row + cell.rows; ++row) {
            for (int column = cell.column; column < cell.column + cell.columns; ++column) {
              EXPECT_TRUE(covered.insert({row, column}).second) << section.title << " " << row << "," << column;
            }
          }
        }
        EXPECT_EQ(covered.size(), static_cast<size_t>(grid.rows * grid.columns)) << section.title;
        EXPECT_EQ(covered.rbegin()->first, grid.rows - 1);
        int width = 0;
        for (const int share : grid.widths) width += share;
        EXPECT_EQ(width, 100);
      }
    }
  }
}

TEST(ReportGrid, TheFormOf2021GroupsItsRowsAsPrinted) {
  const Paper print = PrintOf(SampleReport(), Form());
  const Grid& grid = GridOf(print, 2);
  EXPECT_EQ(grid.rows, 28);
  const std::pair<const char*, int> groups[] = {{"三、本年度办理结果", 22}, {"（三）不予公开", 8}, {"（四）无法提供", 3}, {"（五）不予处理", 5}, {"（六）其他处理", 3}};
  for (const auto& [label, rows] : groups) {
    ASSERT_NE(Find(grid, label), nullptr) << label;
    EXPECT_EQ(Find(grid, label)->rows, rows) << label;
  }
  EXPECT_EQ(Find(grid, "1.属于国家秘密")->row, 3 + 4);
  EXPECT_EQ(Find(grid, "（七）总计")->columns, 2);
  EXPECT_EQ(Find(grid, "法人或其他组织")->columns, 5);
  EXPECT_EQ(GridOf(print, 3).cells.size(), 2u + 5 + 2 + 10 + 15);
}

TEST(ReportGrid, TheFormOf2019HasOneRowOfOtherOutcomes) {
  const Paper print = PrintOf(SampleReport(ReportFormat::k2019), Form());
  const Grid& grid = GridOf(print, 2);
  EXPECT_EQ(grid.rows, 26);
  EXPECT_EQ(Find(grid, "三、本年度办理结果")->rows, 20);
  EXPECT_EQ(Find(grid, "（六）其他处理")->rows, 1);
  EXPECT_EQ(Find(grid, "（六）其他处理")->columns, 2);
}

TEST(ReportGrid, SectionTwoOfTheFormOf2019CountsWhatThatFormCounts) {
  ReportPaper paper = SampleReport(ReportFormat::k2019);
  NormativeCounts2019& two = paper.content.section_two_2019;
  two.rules = {3, 4, 50};
  two.other_services = {120, 7, 9000};
  two.penalties = {200, -15, 321};
  two.charges = {6, 0, 0};
  two.purchases = 42;
  two.purchased = *WanYuan::Parse("1234.5");
  const Paper print = PrintOf(paper, Form());
  ASSERT_EQ(print.sections[1].grids.size(), 5u);
  for (const char* text : {"规章", "本年新公开数量", "50"}) EXPECT_NE(Find(GridOf(print, 1, 0), text), nullptr) << text;
  for (const char* text : {"其他对外管理服务事项", "120", "+7", "9000"}) EXPECT_NE(Find(GridOf(print, 1, 1), text), nullptr) << text;
  for (const char* text : {"行政强制", "-15", "321"}) EXPECT_NE(Find(GridOf(print, 1, 2), text), nullptr) << text;
  EXPECT_EQ(GridOf(print, 1, 3).columns, 3) << "the form asks for no decisions about charges";
  for (const char* text : {"政府集中采购", "42", "1234.5"}) EXPECT_NE(Find(GridOf(print, 1, 4), text), nullptr) << text;
}

TEST(ReportGrid, WhyItDiffersFromTheYearBeforeStandsInSectionSix) {
  const ReportPrint print = PrintOf(Paper(), Form());
  EXPECT_THAT(print.sections.back().paragraphs, ElementsAre("其他", "未收费", "上年漏登一件"));
}

TEST(ReportHtmlFile, IsEscapedAndHasEveryNumber) {
  const std::string html = PaperHtml(PrintOf(SampleReport(), Form()));
  EXPECT_THAT(html, HasSubstr("某某&lt;局&gt;2025年政府信息公开工作年度报告"));
  EXPECT_THAT(html, HasSubstr("<p>=1+1 &amp; &lt;b&gt;</p>\n<p>第二段</p>"));
  EXPECT_THAT(html, Not(HasSubstr("<b>")));
  EXPECT_THAT(html, HasSubstr("<td class=\"number\">59237.2449</td>"));
  for (int number = 1000; number < 1000 + 25 * 7 + 15; ++number) EXPECT_THAT(html, HasSubstr(absl::StrCat(">", number, "</td>")));
  EXPECT_THAT(html, HasSubstr("草稿"));
}

TEST(ReportDocxFile, OpensAndHasTheTablesWithTheirMerges) {
  const auto docx = PaperDocx(PrintOf(SampleReport(), Form()));
  ASSERT_OK(docx.status());
  pugi::xml_document xml;
  ASSERT_TRUE(xml.load_string(Unzipped(*docx).at("word/document.xml").c_str()));
  int tables = 0;
  std::string last_row;
  for (const pugi::xml_node table : xml.select_node("//w:body").node().children("w:tbl")) {
    ++tables;
    const auto width = table.child("w:tblGrid").select_nodes("w:gridCol").size();
    for (const pugi::xml_node row : table.children("w:tr")) {
      size_t columns = 0;
      for (const pugi::xml_node cell : row.children("w:tc")) columns += cell.child("w:tcPr").child("w:gridSpan").attribute("w:val").as_uint(1);
      EXPECT_EQ(columns, width);
    }
  }
  EXPECT_EQ(tables, 6);
  std::set<std::string> texts;
  for (const auto& text : xml.select_nodes("//w:t")) texts.insert(text.node().text().get());
  for (int number = 1000; number < 1000 + 25 * 7 + 15; ++number) EXPECT_EQ(texts.count(absl::StrCat(number)), 1u) << number;
  EXPECT_EQ(texts.count("=1+1 & <b>"), 1u);
  EXPECT_THAT(PaperDocx({.title = "\xEF\xBF\xBF"}), HasReason("BAD_REQUEST"));
}

TEST(ReportXlsxFile, HasNumbersAsNumbersAndNoFormula) {
  const auto xlsx = ReportXlsx(PrintOf(SampleReport(), Form()));
  ASSERT_OK(xlsx.status());
  const std::map<std::string, std::string> parts = Unzipped(*xlsx);
  EXPECT_THAT(parts.at("xl/workbook.xml"), HasSubstr("表三"));
  EXPECT_THAT(parts.at("xl/sharedStrings.xml"), HasSubstr("=1+1 &amp; &lt;b&gt;"));
  std::set<std::string> values;
  int merges = 0;
  for (int sheet = 1; sheet <= 4; ++sheet) {
    pugi::xml_document xml;
    ASSERT_TRUE(xml.load_string(parts.at(absl::StrCat("xl/worksheets/sheet", sheet, ".xml")).c_str()));
    EXPECT_TRUE(xml.select_nodes("//f").empty()) << "a formula";
    for (const auto& value : xml.select_nodes("//c[not(@t)]/v")) values.insert(value.node().text().get());
    merges += static_cast<int>(xml.select_nodes("//mergeCell").size());
  }
  for (int number = 1000; number < 1000 + 25 * 7 + 15; ++number) EXPECT_EQ(values.count(absl::StrCat(number)), 1u) << number;
  EXPECT_EQ(values.count("59237.2449"), 1u);
  EXPECT_GT(merges, 20);
}

TEST(ReportXlsxFile, AParagraphTooLongForACellIsNamed) {
  ReportPaper paper = SampleReport();
  paper.content.texts.general = std::string(40'000, 'x');
  EXPECT_THAT(ReportXlsx(PrintOf(paper, Form())), HasReason("CELL_TOO_LONG"));
}

}  // namespace
}  // namespace disclosure::request
