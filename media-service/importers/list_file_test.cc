#include "media-service/importers/list_file.h"

#include "common/tables/workbook_writer.h"
#include "common/tables/zip_fixture.h"
#include "common/testing/matchers.h"
#include "media-service/domain/data_files_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

absl::StatusOr<ListFile> Read(std::string_view bytes) {
  return ReadListFile(bytes, [](std::string_view head) { return Imports().ColumnOf(head); }, {"account_name", "platform|platform_type"});
}

TEST(ListFiles, HeadsAreEnglishOrChineseInAnyOrder) {
  ASSERT_OK_AND_ASSIGN(const ListFile english, Read("platform,account_name,host_organ\n新浪微博,滨江教育,区教育局\n"));
  ASSERT_OK_AND_ASSIGN(const ListFile chinese, Read("新媒体名称,责任单位,新媒体类型\n滨江教育,区教育局,新浪微博\n"));
  ASSERT_EQ(english.rows.size(), 1u);
  EXPECT_EQ(english.rows[0].cells, chinese.rows[0].cells);
  EXPECT_EQ(chinese.heads.at("host_organ"), "责任单位");
}

TEST(ListFiles, TitlesStandAboveTheHeadAndBlankRowsAreNone) {
  ASSERT_OK_AND_ASSIGN(const ListFile list, Read("滨江区政务新媒体台账,\n填报日期,2026年9月\n平台,账号名称\n新浪微博,滨江教育\n,\n抖音,滨江教育\n"));
  ASSERT_EQ(list.rows.size(), 2u);
  EXPECT_EQ(list.rows[0].number, 4);
  EXPECT_EQ(list.rows[1].number, 6);
}

TEST(ListFiles, WhatIsNotTakenIsSaidOnce) {
  ASSERT_OK_AND_ASSIGN(const ListFile list, Read("序号,平台,账号名称,粉丝数,吉祥物,名称\n1,新浪微博,滨江教育,100,鹿,教育\n"));
  std::vector<std::string> codes;
  for (const auto& [row, remark] : list.remarks) codes.push_back(remark.column + " " + remark.code);
  EXPECT_THAT(codes, ElementsAre("粉丝数 COLUMN_NOT_TAKEN", "吉祥物 COLUMN_UNKNOWN", "名称 COLUMN_TWICE"));
  EXPECT_THAT(list.rows[0].cells, ElementsAre(Pair("account_name", "滨江教育"), Pair("platform", "新浪微博")));
}

TEST(ListFiles, AFileWithoutAHeadIsNoList) {
  EXPECT_THAT(Read("姓名,电话\n某人,0000\n"), HasReason("NO_HEADER"));
  EXPECT_THAT(Read("%PDF-1.7"), HasReason("UNSUPPORTED_FORMAT"));
}

TEST(ListFiles, ACommaWithoutQuotesMakesARowTooWide) {
  ASSERT_OK_AND_ASSIGN(const ListFile list, Read("平台,账号名称\n新浪微博,滨江,教育\n"));
  EXPECT_TRUE(list.rows[0].too_wide);
}

TEST(ListFiles, MergedCellsCountForEveryRowThatTheyCover) {
  const auto cell = [](const char* at, const char* text) {
    return std::string("<c r=\"") + at + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  };
  const std::string sheet = "<worksheet><sheetData><row r=\"1\">" + cell("A1", "平台") + cell("B1", "账号名称") + "</row><row r=\"2\">" +
                            cell("A2", "新浪微博") + cell("B2", "滨江教育") + "</row><row r=\"3\">" + cell("B3", "滨江民政") +
                            "</row></sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>";
  ASSERT_OK_AND_ASSIGN(const ListFile list, Read(ZipOf(WorkbookParts(sheet))));
  ASSERT_EQ(list.rows.size(), 2u);
  EXPECT_EQ(list.rows[1].cells.at("platform"), "新浪微博");
}

TEST(ListFiles, EverySheetWithAHeadIsReadUnderItsName) {
  ASSERT_OK_AND_ASSIGN(const auto workbook, WorkbookWriter::Create("微博", {"平台", "账号名称"}, /*rows_per_sheet=*/2));
  ASSERT_OK(workbook->Append({"新浪微博", "滨江教育"}));
  ASSERT_OK(workbook->Append({"新浪微博", "滨江民政"}));
  ASSERT_OK(workbook->Close());
  ASSERT_OK_AND_ASSIGN(const std::string bytes, workbook->Read(1 << 20));
  ASSERT_OK_AND_ASSIGN(const ListFile list, Read(bytes));
  ASSERT_EQ(list.rows.size(), 2u);
  EXPECT_EQ(list.rows[1].table, "微博2");
  EXPECT_EQ(list.rows[1].number, 2);
}

}  // namespace
}  // namespace disclosure::media
