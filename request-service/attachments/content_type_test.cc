#include "request-service/attachments/content_type.h"

#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "request-service/attachments/files_testing.h"
#include "request-service/documents/document_docx.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using testing::AZip;

constexpr char kDocx[] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

std::string TypeOf(const std::string& bytes) {
  const absl::StatusOr<std::string> type = ContentTypeOf(bytes);
  return type.ok() ? *type : error::Reason(type.status());
}

TEST(ContentType, IsFoundInTheContent) {
  EXPECT_EQ(TypeOf(testing::APdf()), "application/pdf");
  EXPECT_EQ(TypeOf(testing::AJpeg()), "image/jpeg");
  EXPECT_EQ(TypeOf(testing::APng()), "image/png");
  EXPECT_EQ(TypeOf(testing::ATiff()), "image/tiff");
  EXPECT_EQ(TypeOf("关于公开学区划分方案的申请说明"), "text/plain");
  EXPECT_EQ(TypeOf("甲,乙\n1,2\n3,4\n5,6\n7,8\n9,10\n11,12\n"), "text/plain");
  EXPECT_EQ(TypeOf("<!DOCTYPE html><html><script>alert(1)</script></html>"), "text/html");
  EXPECT_EQ(TypeOf(std::string("MZ") + std::string(200, '\0')), "application/x-dosexec");
}

TEST(ContentType, OfficeDocumentsAreToldApartByTheirParts) {
  const Document document{.code = "T01", .title = "回执", .blocks = {Paragraph{"甲"}}};
  ASSERT_OK_AND_ASSIGN(const std::string docx, DocumentDocx(document));
  EXPECT_EQ(TypeOf(docx), kDocx);
  EXPECT_EQ(TypeOf(AZip({{"[Content_Types].xml", "<x/>"}, {"xl/workbook.xml", "<x/>"}})),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  EXPECT_EQ(TypeOf(AZip({{"OFD.xml", "<x/>"}})), "application/ofd");
  EXPECT_EQ(TypeOf(AZip({{"a.txt", "甲"}})), "application/zip");
  EXPECT_EQ(TypeOf(testing::ACompoundFile("WordDocument")), "application/msword");
  EXPECT_EQ(TypeOf(testing::ACompoundFile("Workbook")), "application/vnd.ms-excel");
  EXPECT_EQ(TypeOf(testing::ACompoundFile("Something")), "application/x-ole-storage");
}

TEST(ContentType, BombsAreRefusedWhileTheyUnpack) {
  EXPECT_EQ(TypeOf(AZip({{"word/document.xml", std::string(8 << 20, '0')}})), "ATTACHMENT_BOMB") << "8 MiB of zeros";
  EXPECT_EQ(TypeOf(AZip({{"word/document.xml", "<x/>"}, {"word/media/a.bin", AZip({{"b", "c"}})}})), "ATTACHMENT_BOMB") << "an archive inside";
  const std::string modest = AZip({{"word/document.xml", std::string(1000, '0')}, {"b", "c"}});
  EXPECT_EQ(TypeOf(modest), kDocx);
  const std::string sheet = AZip({{"xl/workbook.xml", "<x/>"}});
  EXPECT_EQ(TypeOf(AZip({{"word/document.xml", "<x/>"}, {"word/embeddings/a.xlsx", sheet}})),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document") << "a sheet in a document is ordinary";
  EXPECT_EQ(TypeOf(AZip({{"word/document.xml", "<x/>"}, {"word/embeddings/a.zip", AZip({{"b", "c"}})}})), "ATTACHMENT_BOMB");
  const std::string nested = AZip({{"xl/workbook.xml", "<x/>"}, {"xl/embeddings/b.xlsx", sheet}});
  EXPECT_EQ(TypeOf(AZip({{"word/document.xml", "<x/>"}, {"word/embeddings/a.xlsx", nested}})), "ATTACHMENT_BOMB") << "a second level";
  EXPECT_EQ(TypeOf(AZip({{"word/document.xml", "<x/>"}, {"word/embeddings/a.xlsx", AZip({{"xl/workbook.xml", std::string(8 << 20, '0')}})}})),
            "ATTACHMENT_BOMB");
  EXPECT_THAT(ContentTypeOf(modest, {.entries = 1}), HasReason("ATTACHMENT_BOMB"));
  EXPECT_THAT(ContentTypeOf(modest, {.unpacked_bytes = 500}), HasReason("ATTACHMENT_BOMB"));
}

TEST(ContentType, ADamagedDocumentIsToldAsOne) {
  const std::string whole = AZip({{"word/document.xml", "<x>一些内容</x>"}});
  EXPECT_EQ(TypeOf(whole.substr(0, whole.size() / 2)), "ATTACHMENT_DAMAGED");
  std::string changed = whole;
  changed[45] ^= 0x55;
  EXPECT_EQ(TypeOf(changed), "ATTACHMENT_DAMAGED");
}

}  // namespace
}  // namespace disclosure::request
