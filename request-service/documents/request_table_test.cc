#include "request-service/documents/request_table.h"

#include "common/testing/matchers.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "zip.h"

namespace disclosure::request {
namespace {

using ::testing::HasSubstr;

std::string Part(const std::string& bytes, const char* name) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) return "";
  std::string text;
  if (zip_file_t* file = zip_fopen(archive, name, 0)) {
    char buffer[4096];
    for (zip_int64_t read; (read = zip_fread(file, buffer, sizeof(buffer))) > 0;) text.append(buffer, static_cast<size_t>(read));
    zip_fclose(file);
  }
  zip_close(archive);
  return text;
}

TEST(RequestTable, TheHeadHasTheColumnsOfTheLedgerFirst) {
  EXPECT_EQ(CsvHead(),
            "\xEF\xBB\xBFnumber,organ,applicant_class,applicant_name,id_type,id_number,channel,received_on,subject,outcome,replied_on,"
            "state,due_on,handler,document_number\r\n");
}

TEST(RequestTable, NoCellIsAFormula) {
  EXPECT_EQ(CsvRecord({"=HYPERLINK(1)", "+1", "-1", "@x", "'=1", "普通"}), "'=HYPERLINK(1),'+1,'-1,'@x,''=1,普通\r\n");
  EXPECT_EQ(CsvRecord({"＝1＋1", "＋1", "－1", "＠x", "'＝1", "1＝1"}), "'＝1＋1,'＋1,'－1,'＠x,''＝1,1＝1\r\n");
  EXPECT_EQ(CsvRecord({"\n=1", "\r=1", "\t=1", "'", ""}), "\"'\n=1\",\"'\r=1\",'\t=1,',\r\n");
  EXPECT_EQ(CsvRecord({"a,b", "引\"号", "两\n行"}), "\"a,b\",\"引\"\"号\",\"两\n行\"\r\n");
}

TEST(RequestTable, AFullSheetIsFollowedByAnother) {
  ASSERT_OK_AND_ASSIGN(const auto workbook, RequestWorkbook::Create(/*rows_per_sheet=*/3));
  for (const char* text : {"=1+1", "乙", "丙"}) ASSERT_OK(workbook->Append({text}));
  ASSERT_OK(workbook->Close());
  std::string bytes;
  while (true) {
    ASSERT_OK_AND_ASSIGN(const std::string piece, workbook->Read(1000));
    if (piece.empty()) break;
    bytes += piece;
  }
  EXPECT_THAT(Part(bytes, "xl/worksheets/sheet1.xml"), HasSubstr("<is><t>=1+1</t></is>")) << "a text, no formula";
  EXPECT_THAT(Part(bytes, "xl/worksheets/sheet2.xml"), HasSubstr("丙"));
  EXPECT_THAT(Part(bytes, "xl/worksheets/sheet2.xml"), HasSubstr("number")) << "with its head";
}

}  // namespace
}  // namespace disclosure::request
