#include "common/tables/table_file.h"

#include "common/tables/zip_fixture.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;

TEST(TableFile, TheContentTellsWorkbooksFromCsv) {
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> csv, ReadTableFile("名称,平台\n甲,微博\n"));
  EXPECT_EQ(csv[0].rows[1].cells[1].text, "微博");
  const std::string sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>名称</t></is></c></row></sheetData></worksheet>";
  ASSERT_OK_AND_ASSIGN(const std::vector<Table> xlsx, ReadTableFile(ZipOf(WorkbookParts(sheet))));
  EXPECT_EQ(xlsx[0].rows[0].cells[0].text, "名称");
}

TEST(TableFile, WhatIsNoTableIsNamed) {
  EXPECT_THAT(ReadTableFile(""), HasReason("EMPTY_FILE"));
  EXPECT_THAT(ReadTableFile("%PDF-1.7"), HasReason("UNSUPPORTED_FORMAT"));
  EXPECT_THAT(ReadTableFile("名称,平台\n", {.bytes = 4}), HasReason("FILE_TOO_LARGE"));
  EXPECT_THAT(ReadTableFile("只有一列\n"), HasReason("NO_TABLE"));
}

}  // namespace
}  // namespace disclosure
