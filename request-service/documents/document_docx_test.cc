#include "request-service/documents/document_docx.h"

#include <pugixml.hpp>
#include <zip.h>

#include <cstdlib>
#include <map>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "gtest/gtest.h"
#include "request-service/documents/document_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::request::testing::AllCodes;
using ::disclosure::request::testing::BadFields;
using ::disclosure::request::testing::FullFacts;
using ::disclosure::request::testing::PlainText;
using ::disclosure::request::testing::Tables;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Document ADocument(const std::string& code) { return Compose(code, FullFacts(code), Tables()).value(); }

// The parts of a package by name, as libzip reads them.
std::map<std::string, std::string> Unzipped(const std::string& bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  const std::unique_ptr<zip_t, void (*)(zip_t*)> archive(
      zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error), zip_discard);
  std::map<std::string, std::string> parts;
  if (archive == nullptr) return parts;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive.get(), 0); ++i) {
    zip_stat_t stat;
    if (zip_stat_index(archive.get(), i, 0, &stat) != 0) continue;
    std::string content(stat.size, '\0');
    zip_file_t* const file = zip_fopen_index(archive.get(), i, 0);
    if (zip_fread(file, content.data(), content.size()) == static_cast<zip_int64_t>(content.size())) {
      parts[stat.name] = content;
    }
    zip_fclose(file);
  }
  return parts;
}

// The text of a node with a line for each paragraph that is in no table, and for each row.
void AddLines(const pugi::xml_node& node, std::string& text) {
  const std::string name = node.name();
  if (name == "w:t") text += node.text().get();
  if (name == "w:br") text += "\n";
  for (const pugi::xml_node& child : node.children()) AddLines(child, text);
  const std::string parent = node.parent().name();
  if (name == "w:tc" && node.next_sibling("w:tc")) text += "|";
  if (name == "w:tr" || (name == "w:p" && parent == "w:body")) text += "\n";
}

std::string TextOfPackage(const std::string& bytes) {
  pugi::xml_document xml;
  const std::string part = Unzipped(bytes)["word/document.xml"];
  EXPECT_TRUE(xml.load_string(part.c_str(), pugi::parse_default | pugi::parse_ws_pcdata));
  std::string text;
  AddLines(xml.child("w:document").child("w:body"), text);
  return text;
}

TEST(DocumentDocx, EveryDocumentIsAPackageThatHoldsItsText) {
  for (const std::string& code : AllCodes()) {
    const Document document = ADocument(code);
    ASSERT_OK_AND_ASSIGN(const std::string bytes, DocumentDocx(document));
    std::string expected = PlainText(document);
    if (code == "T05") expected += "\n";  // a body does not end with a table
    EXPECT_EQ(TextOfPackage(bytes), expected) << code;
  }
}

TEST(DocumentDocx, EveryPartIsWellFormedAndTypedAndPointedTo) {
  ASSERT_OK_AND_ASSIGN(const std::string bytes, DocumentDocx(ADocument("R03")));
  const std::map<std::string, std::string> parts = Unzipped(bytes);
  ASSERT_EQ(parts.size(), 5u);
  for (const auto& [name, content] : parts) {
    pugi::xml_document xml;
    EXPECT_TRUE(xml.load_string(content.c_str())) << name;
  }
  const std::string& types = parts.at("[Content_Types].xml");
  EXPECT_THAT(types, HasSubstr("PartName=\"/word/document.xml\""));
  EXPECT_THAT(types, HasSubstr("PartName=\"/word/styles.xml\""));
  EXPECT_THAT(parts.at("_rels/.rels"), HasSubstr("Target=\"word/document.xml\""));
  EXPECT_THAT(parts.at("word/_rels/document.xml.rels"), HasSubstr("Target=\"styles.xml\""));
  EXPECT_THAT(parts.at("word/styles.xml"), HasSubstr("w:eastAsia=\"仿宋\""));
  EXPECT_THAT(parts.at("word/document.xml"), HasSubstr("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"));
}

TEST(DocumentDocx, EveryStyleThatIsUsedIsThere) {
  for (const char* code : {"T02", "T05", "R03"}) {
    ASSERT_OK_AND_ASSIGN(const std::string bytes, DocumentDocx(ADocument(code)));
    const std::map<std::string, std::string> parts = Unzipped(bytes);
    pugi::xml_document xml;
    ASSERT_TRUE(xml.load_string(parts.at("word/document.xml").c_str()));
    for (const pugi::xpath_node& style : xml.select_nodes("//w:pStyle")) {
      EXPECT_THAT(parts.at("word/styles.xml"),
                  HasSubstr(absl::StrCat("w:styleId=\"", style.node().attribute("w:val").value(), "\"")));
    }
  }
}

TEST(DocumentDocx, TheSameDocumentGivesTheSameBytesInEveryTimeZone) {
  ASSERT_OK_AND_ASSIGN(const std::string once, DocumentDocx(ADocument("R04")));
  const char* const zone = std::getenv("TZ");
  const std::string before = zone == nullptr ? "" : zone;
  setenv("TZ", "Pacific/Kiritimati", 1);
  tzset();
  const absl::StatusOr<std::string> again = DocumentDocx(ADocument("R04"));
  zone == nullptr ? unsetenv("TZ") : setenv("TZ", before.c_str(), 1);
  tzset();
  ASSERT_OK(again);
  EXPECT_EQ(once, *again);
}

TEST(DocumentDocx, MarkupInATextIsText) {
  Document document = ADocument("R05");
  document.title = "<w:b/>&amp;]]>\"'";
  ASSERT_OK_AND_ASSIGN(const std::string bytes, DocumentDocx(document));
  EXPECT_THAT(TextOfPackage(bytes), ::testing::StartsWith("<w:b/>&amp;]]>\"'\n"));
  EXPECT_THAT(Unzipped(bytes)["word/document.xml"], Not(HasSubstr("<w:b/>")));
}

TEST(DocumentDocx, RareCharactersAndEmojiAreKept) {
  Document document = ADocument("R05");
  document.addressee = "𠮷田𠀀😀";
  ASSERT_OK_AND_ASSIGN(const std::string bytes, DocumentDocx(document));
  EXPECT_THAT(TextOfPackage(bytes), HasSubstr("𠮷田𠀀😀：\n"));
}

TEST(DocumentDocx, CharactersThatXmlCannotHoldAreRefused) {
  const std::string texts[] = {"a\x01", std::string("a\0b", 3), "\x1b", "\xff", "\xEF\xBF\xBF"};
  for (const std::string& bad : texts) {
    Document document = ADocument("R03");
    document.blocks.push_back(Table{.rows = {{"x", bad}}});
    EXPECT_THAT(BadFields(DocumentDocx(document).status()), ElementsAre("document"));
    document = ADocument("R03");
    document.attachments->push_back(bad);
    EXPECT_FALSE(DocumentDocx(document).ok());
  }
}

}  // namespace
}  // namespace disclosure::request
