#include "common/tables/xlsx_reader.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/tables/zip_fixture.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;

absl::StatusOr<std::vector<Table>> Read(const std::string& bytes, ReadLimits limits = {}) {
  ReadBudget budget(limits);
  return ReadXlsx(bytes, &budget);
}

absl::StatusOr<std::vector<Table>> ReadSheetXml(const std::string& sheet, ReadLimits limits = {}) {
  return Read(ZipOf(WorkbookParts(sheet)), limits);
}

std::string PartOf(const absl::Status& status) {
  const std::optional<error::Info> info = error::GetInfo(status);
  return info && info->metadata.count("part") != 0 ? info->metadata.at("part") : "";
}

// A workbook that `fill` writes through libxlsxwriter.
template <typename Fill>
std::string Written(Fill fill) {
  std::string path = ::testing::TempDir() + "/xlsx_reader_test_XXXXXX";
  close(mkstemp(path.data()));
  lxw_workbook* workbook = workbook_new(path.c_str());
  fill(workbook);
  workbook_close(workbook);
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  std::remove(path.c_str());
  return bytes.str();
}

std::string Catalogue() {
  return Written([](lxw_workbook* workbook) {
    lxw_worksheet* first = workbook_add_worksheet(workbook, "义务教育");
    worksheet_merge_range(first, 0, 0, 0, 3, "义务教育领域目录", nullptr);
    worksheet_merge_range(first, 2, 0, 3, 0, "序号", nullptr);
    worksheet_merge_range(first, 2, 1, 2, 2, "公开事项", nullptr);
    worksheet_write_string(first, 3, 1, "一级事项", nullptr);
    worksheet_write_string(first, 3, 2, "二级事项", nullptr);
    lxw_format* padded = workbook_add_format(workbook);
    format_set_num_format(padded, "0000");
    worksheet_write_number(first, 4, 0, 505, padded);
    worksheet_write_number(first, 5, 0, 2, nullptr);
    worksheet_write_number(first, 6, 0, 1.1, nullptr);
    worksheet_merge_range(first, 4, 1, 6, 1, "政策\n文件", nullptr);
    worksheet_write_url(first, 4, 2, "https://example.cn/a?b=1&c=2", nullptr);
    worksheet_write_string(first, 5, 2, "  规章 ", nullptr);
    worksheet_write_boolean(first, 5, 3, 1, nullptr);
    worksheet_write_formula_num(first, 6, 3, "=1+1", nullptr, 2);
    lxw_format* bold = workbook_add_format(workbook);
    format_set_bold(bold);
    lxw_rich_string_tuple half = {nullptr, const_cast<char*>("粗")};
    lxw_rich_string_tuple rest = {bold, const_cast<char*>("细")};
    lxw_rich_string_tuple* runs[] = {&half, &rest, nullptr};
    worksheet_write_rich_string(first, 6, 2, runs, nullptr);
    workbook_add_worksheet(workbook, "空");
    lxw_worksheet* hidden = workbook_add_worksheet(workbook, "隐藏");
    worksheet_write_string(hidden, 0, 0, "不读", nullptr);
    worksheet_hide(hidden);
    lxw_worksheet* last = workbook_add_worksheet(workbook, "就业");
    worksheet_write_string(last, 9, 1, "孤", nullptr);
  });
}

TEST(XlsxReader, EachVisibleSheetWithTextIsATable) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables, Read(Catalogue()));
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[0].name, "义务教育");
  EXPECT_EQ(tables[1].name, "就业");
  EXPECT_EQ(tables[1].number, 2);
}

TEST(XlsxReader, RowsKeepTheNumbersOfExcelAndCellsTheirPlaces) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables, Read(Catalogue()));
  ASSERT_EQ(tables[1].rows.size(), 1u);
  EXPECT_EQ(tables[1].rows[0].number, 10);
  ASSERT_EQ(tables[1].rows[0].cells.size(), 2u);
  EXPECT_EQ(tables[1].rows[0].cells[1].text, "孤");
  ASSERT_EQ(tables[0].rows.size(), 6u);  // row 2 is blank
  EXPECT_EQ(tables[0].rows[1].number, 3);
}

TEST(XlsxReader, MergedCellsAreSpans) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables, Read(Catalogue()));
  const std::vector<Row>& rows = tables[0].rows;
  EXPECT_EQ(rows[0].cells[3].col_span_of, 3);
  EXPECT_EQ(rows[2].cells[0].row_span_of, 1);
  EXPECT_EQ(rows[1].cells[2].col_span_of, 1);
  EXPECT_EQ(rows[3].cells[1].text, "政策\n文件");
  EXPECT_FALSE(rows[3].cells[1].spanned());
  EXPECT_EQ(rows[5].cells[1].row_span_of, 2);
}

TEST(XlsxReader, ValuesReadAsExcelShowsThem) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables, Read(Catalogue()));
  const std::vector<Row>& rows = tables[0].rows;
  EXPECT_EQ(rows[3].cells[0].text, "0505");
  EXPECT_EQ(rows[4].cells[0].text, "2");
  EXPECT_EQ(rows[5].cells[0].text, "1.1");
  EXPECT_EQ(rows[4].cells[2].text, "规章");
  EXPECT_EQ(rows[4].cells[3].text, "TRUE");
  EXPECT_EQ(rows[5].cells[3].text, "2");
  EXPECT_EQ(rows[5].cells[2].text, "粗细");
  EXPECT_EQ(rows[3].cells[2].link, "https://example.cn/a?b=1&c=2");
}

TEST(XlsxReader, InlineStringsPrefixesAndMissingReferencesAreRead) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       ReadSheetXml("<x:worksheet><x:sheetData><x:row><x:c "
                                    "t='inlineStr'><x:is><x:t>甲_x000D_</x:t><x:rPh><x:t>音</x:t></x:rPh>"
                                    "</x:is></x:c><x:c><x:v>3.0</x:v></x:c><x:c "
                                    "t='s'><x:v>7</x:v></x:c></x:row><x:row r='4'><x:c r='C4' t='str'>"
                                    "<x:v>&lt;乙&gt;</x:v></x:c></x:row></x:sheetData></x:worksheet>"));
  ASSERT_EQ(tables[0].rows.size(), 2u);
  EXPECT_EQ(tables[0].rows[0].cells[0].text, "甲");
  EXPECT_EQ(tables[0].rows[0].cells[1].text, "3");
  EXPECT_EQ(tables[0].rows[0].cells[2].text, "");  // a shared string that does not exist is no text
  EXPECT_EQ(tables[0].rows[1].cells[2].text, "<乙>");
}

TEST(XlsxReader, AMergeOverRowsWithoutTextCountsTheRowsThatAreKept) {
  ASSERT_OK_AND_ASSIGN(
      const std::vector<Table> tables,
      ReadSheetXml("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>"
                   "<row r='1000000'><c r='B1000000'><v>3</v></c></row></sheetData>"
                   "<mergeCells><mergeCell ref='A1:A1048576'/></mergeCells></worksheet>"));
  ASSERT_EQ(tables[0].rows.size(), 2u);
  EXPECT_EQ(tables[0].rows[1].number, 1'000'000);
  EXPECT_EQ(tables[0].rows[1].cells[0].row_span_of, 1);
}

TEST(XlsxReader, AWorkbookWithoutTextHasNoTable) {
  EXPECT_THAT(ReadSheetXml("<worksheet><sheetData/></worksheet>"), HasReason("NO_TABLE"));
}

TEST(XlsxReader, AnotherArchiveIsUnsupported) {
  EXPECT_THAT(Read(ZipOf({{"word/document.xml", "<document/>"}})), HasReason("UNSUPPORTED_FORMAT"));
}

TEST(XlsxReader, EveryCutOfAFileIsRefused) {
  const std::string whole = Catalogue();
  for (size_t size = 4; size < whole.size(); size += 97) {
    EXPECT_THAT(Read(whole.substr(0, size)), HasReason("TRUNCATED_FILE")) << size;
  }
}

TEST(XlsxReader, DamagedAndMissingPartsAreNamed) {
  std::map<std::string, std::string> parts =
      WorkbookParts("<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c>");
  EXPECT_EQ(PartOf(Read(ZipOf(parts)).status()), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(Read(ZipOf(parts)), HasReason("TRUNCATED_FILE"));
  parts.erase("xl/worksheets/sheet1.xml");
  EXPECT_EQ(PartOf(Read(ZipOf(parts)).status()), "xl/worksheets/sheet1.xml");
  EXPECT_THAT(ReadSheetXml("<worksheet><sheetData><row r='1'><c></v></c></row></sheetData></worksheet>"),
              HasReason("MALFORMED_XML"));
  EXPECT_THAT(
      ReadSheetXml("<worksheet><sheetData><row r='1'><c r='A2'><v>1</v></c></row></sheetData></worksheet>"),
      HasReason("MALFORMED_XML"));
  EXPECT_THAT(ReadSheetXml("<worksheet>\xB9\xAB</worksheet>"), HasReason("WRONG_ENCODING"));
}

TEST(XlsxReader, EntitiesAreNotExpanded) {
  EXPECT_THAT(ReadSheetXml("<!DOCTYPE x [<!ENTITY e SYSTEM "
                           "'file:///etc/passwd'>]><worksheet><sheetData><row><c t='str'><v>&e;</v></c>"
                           "</row></sheetData></worksheet>"),
              HasReason("UNSAFE_XML"));
}

TEST(XlsxReader, TargetsOutsideTheArchiveAreOnlyNames) {
  std::map<std::string, std::string> parts = WorkbookParts("");
  parts["xl/_rels/workbook.xml.rels"] =
      "<Relationships><Relationship Id='rId1' Target='../../../../../../etc/passwd'/></Relationships>";
  EXPECT_THAT(Read(ZipOf(parts)), HasReason("TRUNCATED_FILE"));
}

TEST(XlsxReader, BombsStopWhileInflating) {
  const std::string blanks = absl::StrCat("<worksheet>", std::string(64 << 20, ' '), "</worksheet>");
  EXPECT_THAT(ReadSheetXml(blanks), HasReason("ZIP_BOMB"));
  ReadLimits limits;
  limits.unzipped_bytes = 1 << 20;
  EXPECT_THAT(ReadSheetXml(absl::StrCat("<worksheet>", std::string(2 << 20, ' '), "</worksheet>"), limits),
              HasReason("ZIP_BOMB"));
  limits = {};
  limits.zip_entries = 2;
  EXPECT_THAT(ReadSheetXml("<worksheet/>", limits), HasReason("TOO_MANY_ENTRIES"));
}

TEST(XlsxReader, OneLongTextInManyCellsIsCountedEachTime) {
  std::map<std::string, std::string> parts = WorkbookParts("");
  parts["xl/sharedStrings.xml"] = absl::StrCat("<sst><si><t>", std::string(90'000, 'x'), "</t></si></sst>");
  std::string rows;
  for (int i = 1; i <= 1000; ++i) absl::StrAppend(&rows, "<row><c t='s'><v>0</v></c></row>");
  parts["xl/worksheets/sheet1.xml"] =
      absl::StrCat("<worksheet><sheetData>", rows, "</sheetData></worksheet>");
  EXPECT_THAT(Read(ZipOf(parts)), HasReason("TOO_MUCH_TEXT"));
}

TEST(XlsxReader, LimitsOfTheGridHold) {
  EXPECT_THAT(
      ReadSheetXml("<worksheet><sheetData><row r='1'><c r='XFD1'><v>1</v></c></row></sheetData></worksheet>"),
      HasReason("TOO_MANY_COLUMNS"));
  ReadLimits limits;
  limits.rows = 1;
  EXPECT_THAT(ReadSheetXml("<worksheet><sheetData><row><c><v>1</v></c></row><row><c><v>1</v></c></row></"
                           "sheetData></worksheet>",
                           limits),
              HasReason("TOO_MANY_ROWS"));
  limits = {};
  limits.cells = 1000;
  std::string merges;
  for (int i = 0; i < 600; ++i) absl::StrAppend(&merges, "<mergeCell ref='A1:B9'/>");
  EXPECT_THAT(ReadSheetXml(absl::StrCat("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>",
                                        merges, "</worksheet>"),
                           limits),
              HasReason("TOO_MANY_CELLS"));
  EXPECT_THAT(ReadSheetXml(absl::StrCat("<worksheet><row>", std::string(9 << 20, ' '), "x</row></worksheet>"),
                           {.zip_ratio = 100'000}),
              HasReason("XML_ELEMENT_TOO_LARGE"));
}

TEST(XlsxReader, DeeplyNestedXmlIsHarmless) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  for (int i = 0; i < 100'000; ++i) deep += "</a>";
  EXPECT_OK(
      ReadSheetXml(absl::StrCat("<worksheet>", deep, "<row><c><v>1</v>", deep, "</c></row></worksheet>")));
}

}  // namespace
}  // namespace disclosure
