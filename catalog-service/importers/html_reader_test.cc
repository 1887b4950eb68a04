#include "catalog-service/importers/html_reader.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "catalog-service/importers/html_reduce.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure::catalog {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;

absl::StatusOr<std::vector<Table>> Read(std::string_view html, ReadLimits limits = {}) {
  ReadBudget budget(limits);
  return ReadHtml(html, &budget);
}

// A row as "text", "^" (covered from above), "<" (from the left) or "\\" (both), joined by |.
std::string Drawn(const Row& row) {
  std::vector<std::string> cells;
  for (const Cell& cell : row.cells) {
    const bool up = cell.row_span_of > 0, left = cell.col_span_of > 0;
    cells.push_back(up && left ? "\\" : up ? "^" : left ? "<" : cell.text);
  }
  return absl::StrJoin(cells, "|");
}

std::vector<std::string> Drawn(const Table& table) {
  std::vector<std::string> rows;
  for (const Row& row : table.rows) rows.push_back(Drawn(row));
  return rows;
}

std::string Repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(text);
  return out;
}

TEST(HtmlReader, SpansAreExpandedIntoTheGrid) {
  ASSERT_OK_AND_ASSIGN(
      const std::vector<Table> tables,
      Read("<table><thead><tr><th rowspan=2>序号<th colspan=2>事项<tr><th>一级<th>二级</thead>"
           "<tr><td>1<td rowspan=2 colspan=2>甲<tr><td>2<tr><td>3<td>乙<td>丙</table>"));
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("序号|事项|<", "^|一级|二级", "1|甲|<", "2|^|\\", "3|乙|丙"));
  EXPECT_EQ(tables[0].rows[4].number, 5);
}

TEST(HtmlReader, MarkersCountTheWayToTheSpanningCell) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<table><tr><td rowspan=3 colspan=2>甲<td>1<tr><td>2<tr><td>3</table>"));
  const Cell& corner = tables[0].rows[2].cells[1];
  EXPECT_EQ(corner.row_span_of, 2);
  EXPECT_EQ(corner.col_span_of, 1);
  EXPECT_EQ(corner.text, "");
}

TEST(HtmlReader, AShortRowIsFilledUpToASpanFromAbove) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<table><tr><td>1<td>2<td rowspan=3>同<tr><td>3<tr></table>"));
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("1|2|同", "3||^", "||^"));
}

TEST(HtmlReader, AbsurdSpansAreCutToTheTable) {
  ASSERT_OK_AND_ASSIGN(
      const std::vector<Table> tables,
      Read("<table><tr><td colspan=99999999999>题<tr><td rowspan=123456>甲<td>乙<td rowspan=0>丙"
           "<tr><td colspan=-3>丁</table>"));
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("题|<|<", "甲|乙|丙", "^|丁|^"));
}

TEST(HtmlReader, BreaksAndBlocksAreLines) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<table><tr><td>甲<br>乙<p>丙</p>\n\n<div> 丁&nbsp;&nbsp;■\n戊 "
                            "</div><td>&lt;b&gt; &radic; 1 < 2</table>"));
  EXPECT_EQ(tables[0].rows[0].cells[0].text, "甲\n乙\n丙\n丁  ■ 戊");
  EXPECT_EQ(tables[0].rows[0].cells[1].text, "<b> √ 1 < 2");
}

TEST(HtmlReader, ScriptsStylesAndCommentsAreNoText) {
  ASSERT_OK_AND_ASSIGN(
      const std::vector<Table> tables,
      Read("<script>var t='<table><tr><td>x';</script><style>td{}</style><table><tr><td>甲<!-- <td>否 -->"
           "<script>1</script><td>乙</table>"));
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("甲|乙"));
}

TEST(HtmlReader, TextBetweenTablesIsThePreambleOfTheNext) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<title>首页</title><body><h2>(一)目录</h2><table><tr><td>1</"
                            "table><p>(二)另一目录<table><caption>表二</caption>"
                            "<tr><td>2</table>页脚"));
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_THAT(tables[0].preamble, ElementsAre("首页", "(一)目录"));
  EXPECT_THAT(tables[1].preamble, ElementsAre("(二)另一目录", "表二"));
  EXPECT_EQ(tables[1].number, 2);
}

TEST(HtmlReader, TheFirstWebLinkOfACellIsKept) {
  ASSERT_OK_AND_ASSIGN(
      const std::vector<Table> tables,
      Read("<table><tr><td><a href='javascript:x()'>甲</a><a href=\"https://example.cn/?a=1&amp;b=2\">乙</a>"
           "<a href='http://no.cn'>丙</a><td><a href='/relative'>丁</a></table>"));
  EXPECT_EQ(tables[0].rows[0].cells[0].link, "https://example.cn/?a=1&b=2");
  EXPECT_EQ(tables[0].rows[0].cells[0].text, "甲乙丙");
  EXPECT_EQ(tables[0].rows[0].cells[1].link, "");
}

TEST(HtmlReader, ALayoutTableIsOnlyText) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<table><tr><td>某县人民政府<tr><td><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>"
                            "6</table><tr><td>页脚</table>"));
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("1|2|3", "4|5|6"));
  EXPECT_THAT(tables[0].preamble, ElementsAre("某县人民政府"));
}

TEST(HtmlReader, ASmallTableInACellIsItsText) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<table><tr><td>1<td>2<td>3<tr><td>4<td><table><tr><td>■网站<td>□公报<tr><td>"
                            "■电视</table><td>6</table>"));
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0].rows[1].cells[1].text, "■网站 □公报\n■电视");
}

TEST(HtmlReader, AGridInACellOfAGridIsATableToo) {
  const std::string grid = "<table><tr><td>a<td>b<td>c<tr><td>d<td>e<td>f</table>";
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read(absl::StrCat("<table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6", grid, "</table>")));
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("1|2|3", "4|5|6"));
  EXPECT_THAT(Drawn(tables[1]), ElementsAre("a|b|c", "d|e|f"));
}

TEST(HtmlReader, TextInATableButInNoCellIsPreamble) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read("<table>题<tr><td>1<td>2</tr>注<tr><td>3</table>"));
  EXPECT_THAT(Drawn(tables[0]), ElementsAre("1|2", "3"));
  EXPECT_THAT(tables[0].preamble, ElementsAre("题", "注"));
}

TEST(HtmlReader, APageWithoutTableIsNone) {
  EXPECT_THAT(Read("<html><body><p>无表</body></html>"), HasReason("NO_TABLE"));
}

TEST(HtmlReader, ACutPageIsTruncated) {
  EXPECT_THAT(Read("<html><body><table><tr><td>1<td>2<tr><td>3"), HasReason("TRUNCATED_FILE"));
  EXPECT_THAT(Read("<table><tr><td>1<td class=\"x"), HasReason("TRUNCATED_FILE"));
  EXPECT_OK(Read("<html><body><table><tr><td>1</body></html>"));
}

TEST(HtmlReader, DeeplyNestedDivsCostNothing) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables,
                       Read(absl::StrCat(Repeated("<div>", 100'000), "<table><tr><td>1</table>",
                                         Repeated("</div>", 100'000))));
  EXPECT_EQ(tables.size(), 1u);
}

TEST(HtmlReader, DeeplyNestedTablesAreRefused) {
  EXPECT_THAT(Read(Repeated("<table><tr><td>", 100'000)), HasReason("NESTED_TOO_DEEPLY"));
  EXPECT_OK(Read(absl::StrCat(Repeated("<table><tr><td>", 60), "1", Repeated("</table>", 60))));
  // These are not nested: each ends the one before.
  EXPECT_OK(Read(absl::StrCat(Repeated("<table>", 100'000), "<tr><td>1</table>")));
}

TEST(HtmlReader, UnclosedFormattingDoesNotMultiply) {
  std::string html = "<table><tr><td>1<td>";
  for (int i = 0; i < 2000; ++i) absl::StrAppend(&html, "<b id=x", i, "><i class=y", i, ">");
  absl::StrAppend(&html, Repeated("<p>x", 100'000 / 4), "</table>", Repeated("<svg><td>", 1000));
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> tables, Read(html));
  EXPECT_EQ(tables[0].rows[0].cells.size(), 2u);
}

TEST(HtmlReader, LimitsStopTheReading) {
  ReadLimits limits;
  limits.html_tags = 100;
  EXPECT_THAT(Read(absl::StrCat("<table>", Repeated("<tr><td>", 60), "</table>"), limits),
              HasReason("TOO_MANY_CELLS"));
  limits = {};
  limits.cells = 1000;
  EXPECT_THAT(Read(absl::StrCat("<table>", Repeated("<tr><td colspan=100>", 60), "</table>"), limits),
              HasReason("TOO_MANY_CELLS"));
  EXPECT_THAT(Read(absl::StrCat("<table><tr>", Repeated("<td>", 201), "</table>")),
              HasReason("TOO_MANY_COLUMNS"));
  limits = {};
  limits.cell_bytes = 10;
  EXPECT_THAT(Read("<table><tr><td>01234567890</table>", limits), HasReason("CELL_TOO_LONG"));
}

TEST(MetaCharset, IsReadFromBothFormsOfMeta) {
  EXPECT_EQ(MetaCharset("<meta charset=\"UTF-8\">"), "utf-8");
  EXPECT_EQ(MetaCharset("<meta http-equiv=x content='text/html; charset=gb2312'>"), "gb2312");
  EXPECT_EQ(MetaCharset("<p>charset"), "");
}

}  // namespace
}  // namespace disclosure::catalog
