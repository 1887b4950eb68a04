#include "common/tables/workbook_writer.h"

#include "common/tables/xlsx_reader.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

TEST(WorkbookWriter, AFullSheetIsFollowedByAnotherWithItsHeadAndNoTextIsAFormula) {
  ASSERT_OK_AND_ASSIGN(const auto workbook, WorkbookWriter::Create("台账", {"编号", "名称"}, /*rows_per_sheet=*/3));
  for (const char* text : {"=1+1", "乙", "丙"}) ASSERT_OK(workbook->Append({text, ""}));
  ASSERT_OK(workbook->Close());
  std::string bytes;
  while (true) {
    ASSERT_OK_AND_ASSIGN(const std::string piece, workbook->Read(1000));
    if (piece.empty()) break;
    bytes += piece;
  }
  ReadBudget budget{ReadLimits{}};
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> sheets, ReadXlsx(bytes, &budget));
  ASSERT_EQ(sheets.size(), 2u);
  EXPECT_EQ(sheets[1].name, "台账2");
  EXPECT_EQ(sheets[0].rows[1].cells[0].text, "=1+1") << "a text: a formula would have no value yet";
  EXPECT_EQ(sheets[1].rows[0].cells[1].text, "名称");
  EXPECT_EQ(sheets[1].rows[1].cells[0].text, "丙");
}

}  // namespace
}  // namespace disclosure
