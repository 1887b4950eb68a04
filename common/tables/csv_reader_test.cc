#include "common/tables/csv_reader.h"

#include <string>
#include <vector>

#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;

absl::StatusOr<Table> Read(std::string_view text, ReadLimits limits = {}) {
  ReadBudget budget(limits);
  return ReadCsv(text, &budget);
}

std::vector<std::string> Texts(const Row& row) {
  std::vector<std::string> texts;
  for (const Cell& cell : row.cells) texts.push_back(cell.text);
  return texts;
}

TEST(CsvReader, QuotedFieldsKeepDelimitersQuotesAndLineBreaks) {
  ASSERT_OK_AND_ASSIGN(const Table table, Read("a,\"b,c\",\"d \"\"e\"\"\"\r\n\"1\r\n2\",3,4\r\n"));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_THAT(Texts(table.rows[0]), ElementsAre("a", "b,c", "d \"e\""));
  EXPECT_THAT(Texts(table.rows[1]), ElementsAre("1\n2", "3", "4"));
  EXPECT_EQ(table.rows[1].number, 2);
}

TEST(CsvReader, TheDelimiterIsTheOneThatGivesEvenRows) {
  ASSERT_OK_AND_ASSIGN(const Table tabs, Read("a\tb\nx,y,z\tc\n1,2\td\n"));
  EXPECT_THAT(Texts(tabs.rows[1]), ElementsAre("x,y,z", "c"));
  ASSERT_OK_AND_ASSIGN(const Table semicolons, Read("序号;名称\n1;甲,乙\n2;丙\n"));
  EXPECT_THAT(Texts(semicolons.rows[1]), ElementsAre("1", "甲,乙"));
  ASSERT_OK_AND_ASSIGN(const Table commas, Read("seq,list\n1,a;b;c\n2,d;e\n"));
  EXPECT_THAT(Texts(commas.rows[1]), ElementsAre("1", "a;b;c"));
}

TEST(CsvReader, ATitleLineBeforeTheHeaderIsARow) {
  ASSERT_OK_AND_ASSIGN(const Table table, Read("某区目录\n\n序号,事项,内容\n1,甲,乙\n"));
  ASSERT_EQ(table.rows.size(), 4u);
  EXPECT_THAT(Texts(table.rows[0]), ElementsAre("某区目录"));
  EXPECT_EQ(table.rows[3].number, 4);
}

TEST(CsvReader, BlankRowsAtTheEndAreLeftOut) {
  ASSERT_OK_AND_ASSIGN(const Table table, Read("a,b\n,\n1,2\n,,\n\n \n"));
  EXPECT_EQ(table.rows.size(), 3u);
}

TEST(CsvReader, AnUnclosedQuoteIsNamedByItsLine) {
  const absl::Status status = Read("a,b\n1,\"two\nlines\"\n2,\"open\n3,4\n").status();
  EXPECT_THAT(status, HasReason("UNTERMINATED_QUOTE"));
  EXPECT_EQ(error::GetInfo(status)->metadata.at("line"), "4");
}

TEST(CsvReader, OneApostropheThatGuardsAgainstFormulasIsTakenOff) {
  ASSERT_OK_AND_ASSIGN(const Table table, Read("'=1+1,''-a,'quoted',-b,'@c\n"));
  EXPECT_THAT(Texts(table.rows[0]), ElementsAre("=1+1", "'-a", "'quoted'", "-b", "@c"));
  ASSERT_OK_AND_ASSIGN(const Table wide, Read("'＝1,'－a,'一\n"));
  EXPECT_THAT(Texts(wide.rows[0]), ElementsAre("＝1", "－a", "'一"));
}

TEST(CsvReader, TextWithoutColumnsIsNoTable) {
  EXPECT_THAT(Read("一段文字\n又一段\n"), HasReason("NO_TABLE"));
}

TEST(CsvReader, LimitsStopTheReading) {
  ReadLimits limits;
  limits.columns = 3;
  EXPECT_THAT(Read("1,2,3,4\n", limits), HasReason("TOO_MANY_COLUMNS"));
  limits = {};
  limits.rows = 2;
  EXPECT_THAT(Read("1,2\n3,4\n5,6\n", limits), HasReason("TOO_MANY_ROWS"));
  limits = {};
  limits.cells = 5;
  EXPECT_THAT(Read("1,2\n3,4\n5,6\n", limits), HasReason("TOO_MANY_CELLS"));
  limits = {};
  limits.cell_bytes = 3;
  EXPECT_THAT(Read("1,2345\n", limits), HasReason("CELL_TOO_LONG"));
  limits = {};
  limits.text_bytes = 5;
  EXPECT_THAT(Read("123,456\n", limits), HasReason("TOO_MUCH_TEXT"));
}

}  // namespace
}  // namespace disclosure
