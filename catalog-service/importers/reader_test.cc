#include "catalog-service/importers/reader.h"

#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/tables/zip_fixture.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;

absl::StatusOr<Document> ReadSample(const std::string& name) {
  std::ifstream file(absl::StrCat(DISCLOSURE_SOURCE_DIR "/data/catalogue/raw_samples/", name));
  std::stringstream bytes;
  bytes << file.rdbuf();
  return ReadDocument(name, bytes.str());
}

// The only table of a sample.
absl::StatusOr<Table> OnlyTableOf(const std::string& name) {
  absl::StatusOr<Document> document = ReadSample(name);
  if (!document.ok()) return document.status();
  EXPECT_EQ(document->tables.size(), 1u);
  EXPECT_EQ(document->file, name);
  return document->tables.at(0);
}

TEST(RawSamples, SaihanHasTwoHeaderRowsAndASpanOverItems) {
  ASSERT_OK_AND_ASSIGN(const Table table, OnlyTableOf("01_saihan_merged_tongshang.html"));
  ASSERT_EQ(table.rows.size(), 5u);
  for (const Row& row : table.rows) EXPECT_EQ(row.cells.size(), 12u) << row.number;
  EXPECT_EQ(table.preamble.back(), "重大建设项目领域基层政务公开标准目录");
  EXPECT_EQ(table.rows[0].cells[1].text, "公开事项");
  EXPECT_EQ(table.rows[1].cells[9].text, "特定群众");
  EXPECT_EQ(table.rows[1].cells[0].row_span_of, 1);
  EXPECT_EQ(table.rows[3].cells[1].row_span_of, 1);
  EXPECT_EQ(table.rows[3].cells[4].text, "同上");
  EXPECT_EQ(
      table.rows[2].cells[7].text,
      "■政府网站   ■两微一端 ■纸质媒体\n■公开查阅点 ■政务服务中心■便民服务站\n■投资项目在线审批监管平台");
}

TEST(RawSamples, SuixiIsUndoubledAndSimplified) {
  ASSERT_OK_AND_ASSIGN(const Document document, ReadSample("02_suixi_traditional_level_village.html"));
  EXPECT_TRUE(document.doubled_readings);
  ASSERT_EQ(document.tables.size(), 1u);
  const Table& table = document.tables[0];
  ASSERT_EQ(table.rows.size(), 6u);
  for (const Row& row : table.rows) EXPECT_EQ(row.cells.size(), 14u) << row.number;
  EXPECT_THAT(table.preamble, ElementsAre("(十五)国有土地上房屋征收与补偿领域基层政务公开标准目录"));
  EXPECT_EQ(table.rows[0].cells[3].text, "公开内容(要素)");
  EXPECT_EQ(table.rows[1].cells[13].text, "乡、村级");
  EXPECT_EQ(table.rows[2].cells[6].text, "县(区、市)人民政府及房屋征收部门");
  EXPECT_EQ(table.rows[5].cells[7].text, "■其他_");
}

TEST(RawSamples, XilinhotKeepsLineBreaksInCells) {
  ASSERT_OK_AND_ASSIGN(const Table table, OnlyTableOf("03_xilinhot_pdf_ocr.csv"));
  ASSERT_EQ(table.rows.size(), 5u);
  for (const Row& row : table.rows) EXPECT_EQ(row.cells.size(), 14u) << row.number;
  EXPECT_EQ(table.rows[0].cells[1].text, "一级\n事项");
  EXPECT_EQ(table.rows[2].cells[0].text, "0505");
  EXPECT_EQ(table.rows[2].cells[5].text, "自信息形\n成或者变\n更之日起\n20个工作\n日内予以\n公开");
  EXPECT_EQ(table.rows[4].number, 5);
}

TEST(RawSamples, PingwuHasThirteenColumns) {
  ASSERT_OK_AND_ASSIGN(const Table table, OnlyTableOf("05_pingwu_reordered_phone.csv"));
  ASSERT_EQ(table.rows.size(), 5u);
  for (const Row& row : table.rows) EXPECT_EQ(row.cells.size(), 13u) << row.number;
  EXPECT_EQ(table.rows[2].cells[8].text, "全文发布");
}

TEST(RawSamples, ChongmingHasOneHeaderRow) {
  ASSERT_OK_AND_ASSIGN(const Table table, OnlyTableOf("08_chongming_flat_combined.csv"));
  ASSERT_EQ(table.rows.size(), 4u);
  for (const Row& row : table.rows) EXPECT_EQ(row.cells.size(), 11u) << row.number;
  EXPECT_EQ(table.rows[3].cells[6].text, "政府网站,两微一端");
}

TEST(Reader, TheContentTellsTheFormatNotTheName) {
  const std::string sheet = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";
  ASSERT_OK_AND_ASSIGN(const Document workbook, ReadDocument("目录.csv", ZipOf(WorkbookParts(sheet))));
  EXPECT_EQ(workbook.tables[0].name, "表");
  ASSERT_OK_AND_ASSIGN(const Document page,
                       ReadDocument("目录.xls", "\n<html><table><tr><td>甲</td></tr></table></html>"));
  EXPECT_EQ(page.tables[0].rows[0].cells[0].text, "甲");
  ASSERT_OK_AND_ASSIGN(const Document text, ReadDocument("目录.xlsx", "甲\t乙\n1\t2\n"));
  EXPECT_EQ(text.tables[0].rows[1].cells[1].text, "2");
}

TEST(Reader, GbkPagesAndTextsAreDecoded) {
  const std::string jia_yi = "\xBC\xD7,\xD2\xD2\n";
  ASSERT_OK_AND_ASSIGN(const Document document, ReadDocument("a.csv", jia_yi));
  EXPECT_EQ(document.tables[0].rows[0].cells[1].text, "乙");
  ASSERT_OK_AND_ASSIGN(const Document page,
                       ReadDocument("a.html", "<meta charset=gb2312><table><tr><td>\xBC\xD7</table>"));
  EXPECT_EQ(page.tables[0].rows[0].cells[0].text, "甲");
}

TEST(Reader, OfficeFilesOfOtherKindsAreToBeSavedAsXlsxOrCsv) {
  for (const std::string& bytes :
       {std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), std::string("%PDF-1.7"), std::string("{\\rtf1"),
        std::string("\x89PNG\r\n"),
        std::string("<?xml?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">")}) {
    const absl::Status status = ReadDocument("a.xls", bytes).status();
    EXPECT_THAT(status, HasReason("UNSUPPORTED_FORMAT"));
    EXPECT_TRUE(absl::StrContains(status.message(), "XLSX or CSV"));
  }
}

TEST(Reader, EmptyAndTablelessFilesAreNamed) {
  EXPECT_THAT(ReadDocument("a.csv", ""), HasReason("NOT_A_CATALOGUE"));
  EXPECT_THAT(ReadDocument("a.csv", "\xEF\xBB\xBF \r\n"), HasReason("NOT_A_CATALOGUE"));
  EXPECT_THAT(ReadDocument("a.txt", "一段文字"), HasReason("NO_TABLE"));
  EXPECT_THAT(ReadDocument("a.html", "<p>一段文字"), HasReason("NO_TABLE"));
}

TEST(Reader, ALargeFileIsRefusedUnread) {
  ReadLimits limits;
  limits.bytes = 10;
  EXPECT_THAT(ReadDocument("a.csv", "12345,67890", limits), HasReason("FILE_TOO_LARGE"));
}

}  // namespace
}  // namespace disclosure::catalog
