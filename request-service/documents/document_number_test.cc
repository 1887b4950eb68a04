#include "request-service/documents/document_number.h"

#include <string>

#include "common/testing/matchers.h"
#include "request-service/documents/document_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::request::testing::BadFields;
using ::disclosure::testing::IsOkAndHolds;
using ::testing::ElementsAre;

SeriesTable Series() { return SeriesTable::Parse(testing::LawFile("series.csv")).value(); }

TEST(DocumentNumber, HasTheYearInItsBracketsAndNoLeadingZeros) {
  EXPECT_THAT(FormatDocumentNumber({"滨教", "公复", 2026, 12}), IsOkAndHolds("滨教公复〔2026〕12号"));
  EXPECT_THAT(FormatDocumentNumber({"滨政办", "公告", 2026, 1}), IsOkAndHolds("滨政办公告〔2026〕1号"));
}

TEST(DocumentNumber, AllThatIsMissingIsNamed) {
  EXPECT_THAT(BadFields(FormatDocumentNumber({}).status()),
              ElementsAre("document_prefix", "series", "year", "serial"));
  EXPECT_THAT(BadFields(FormatDocumentNumber({"滨教", "公复", 26, -1}).status()), ElementsAre("year", "serial"));
}

TEST(Series, EveryDocumentButTheReceiptHasOne) {
  const SeriesTable table = Series();
  for (const std::string& code : testing::AllCodes()) EXPECT_EQ(table.Series(code).empty(), code == "T01") << code;
  EXPECT_EQ(table.Series("R04"), "公复");
  EXPECT_EQ(table.Series("T02"), "公告");
}

TEST(Series, NamesAllBadLines) {
  EXPECT_THAT(BadFields(SeriesTable::Parse("document,series,note\nR01,,\nR02,甲,\nR02,乙,\n").status()),
              ElementsAre("series.csv:2", "series.csv:4"));
}

}  // namespace
}  // namespace disclosure::request
