#include "common/tables/csv_writer.h"

#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

TEST(CsvWriter, NoCellIsAFormula) {
  EXPECT_EQ(CsvRecord({"=HYPERLINK(1)", "+1", "-1", "@x", "'=1", "普通"}), "'=HYPERLINK(1),'+1,'-1,'@x,''=1,普通\r\n");
  EXPECT_EQ(CsvRecord({"＝1＋1", "＋1", "－1", "＠x", "'＝1", "1＝1"}), "'＝1＋1,'＋1,'－1,'＠x,''＝1,1＝1\r\n");
  EXPECT_EQ(CsvRecord({"\n=1", "\r=1", "\t=1", "'", ""}), "\"'\n=1\",\"'\r=1\",'\t=1,',\r\n");
  EXPECT_EQ(CsvRecord({"a,b", "引\"号", "两\n行"}), "\"a,b\",\"引\"\"号\",\"两\n行\"\r\n");
}

TEST(CsvWriter, TheReaderReadsWhatWasWritten) {
  const TextRow row = {"=1+1", "''-2", "a,b", "引\"号", "两\n行", "＝1", ""};
  ReadBudget budget{ReadLimits{}};
  ASSERT_OK_AND_ASSIGN(const std::string text, DecodeText(CsvHead({"一", "二", "三", "四", "五", "六", "七"}) + CsvRecord(row)));
  ASSERT_OK_AND_ASSIGN(const Table table, ReadCsv(text, &budget));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].cells[0].text, "一");
  TextRow read;
  for (const Cell& cell : table.rows[1].cells) read.push_back(cell.text);
  EXPECT_EQ(read, row);
}

}  // namespace
}  // namespace disclosure
