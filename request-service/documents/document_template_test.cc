#include "request-service/documents/document_template.h"

#include <algorithm>
#include <string>
#include <vector>

#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "request-service/documents/document_fixture.h"
#include "request-service/domain/law_files_testing.h"

namespace disclosure::request {
namespace {

using ::disclosure::request::testing::BadFields;
using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<TemplateFile> Files() {
  return ReadTemplateFiles(DISCLOSURE_SOURCE_DIR + std::string(testing::kTemplates)).value();
}

// The real templates with `text` in the place of R01.txt.
absl::Status ParsedWith(const std::string& text, const std::string& name = "R01.txt") {
  std::vector<TemplateFile> files = Files();
  for (TemplateFile& file : files) {
    if (file.name == name) file.text = text;
  }
  return DocumentTemplates::Parse(files, testing::Tables().elements, testing::Tables().replies).status();
}

std::string Described(const absl::Status& status) {
  std::string all;
  const error::Info info = error::GetInfo(status).value_or(error::Info{});
  for (const error::Violation& v : info.violations) all += v.description + "\n";
  return all;
}

TEST(Templates, AreThereForEveryDocument) {
  for (const std::string& code : testing::AllCodes()) {
    ASSERT_NE(testing::Tables().templates.Find(code), nullptr) << code;
    EXPECT_EQ(testing::Tables().templates.Find(code)->code, code);
  }
  EXPECT_EQ(testing::Tables().templates.Find("opening"), nullptr);
}

TEST(Templates, AMissingFileIsNamed) {
  std::vector<TemplateFile> files = Files();
  files.erase(std::remove_if(files.begin(), files.end(), [](const TemplateFile& f) { return f.name == "T05.txt"; }),
              files.end());
  const auto parsed = DocumentTemplates::Parse(files, testing::Tables().elements, testing::Tables().replies);
  EXPECT_THAT(BadFields(parsed.status()), ElementsAre("T05.txt"));
}

TEST(Templates, AllBadLinesAreNamedByFileAndLine) {
  const absl::Status status = ParsedWith(
      "title {organ}\n"
      "paragraph x\n"
      "text\n"
      "text {nobody}\n"
      "text {organ\n"
      "text organ}\n"
      "text {a{organ}}\n"
      "text [organ\n"
      "text [nobody] x\n");
  EXPECT_THAT(BadFields(status), ElementsAre("R01.txt:2", "R01.txt:3", "R01.txt:4", "R01.txt:5", "R01.txt:6",
                                             "R01.txt:7", "R01.txt:8", "R01.txt:9"));
  EXPECT_THAT(Described(status), HasSubstr("no statement is called paragraph"));
  EXPECT_THAT(Described(status), HasSubstr("nothing is called nobody"));
}

TEST(Templates, ConditionsMustBeKnownAndClosed) {
  EXPECT_THAT(BadFields(ParsedWith("title {organ}\nif nobody\nelse\nelse\nend\nend\nif part nothing\nend\n")),
              ElementsAre("R01.txt:2", "R01.txt:4", "R01.txt:6", "R01.txt:7"));
  EXPECT_THAT(BadFields(ParsedWith("title {organ}\nif organ\n")), ElementsAre("R01.txt"));
}

TEST(Templates, ADocumentHasOneTitle) {
  EXPECT_THAT(BadFields(ParsedWith("text x\n")), ElementsAre("R01.txt"));
  EXPECT_THAT(BadFields(ParsedWith("title x\ntitle y\n")), ElementsAre("R01.txt"));
}

TEST(Templates, RowsOfOneTableHaveOneNumberOfCells) {
  EXPECT_THAT(BadFields(ParsedWith("title x\nhead a|b\nrow 1|2\nrow 1|2|3\n")), ElementsAre("R01.txt:4"));
  EXPECT_THAT(ParsedWith("title x\nrow 1|2\ntext y\nrow 1|2|3\n"), ::disclosure::testing::IsOk());
}

TEST(Templates, TheManifestIsOnlyInRowsForIt) {
  EXPECT_THAT(BadFields(ParsedWith("title x\ntext {withheld.reason}\neach {withheld.reason}\n")),
              ElementsAre("R01.txt:2"));
}

TEST(Templates, AnIncludedFileIncludesNoOtherAndIsNamedOnce) {
  EXPECT_THAT(BadFields(ParsedWith("include closing\n", "opening.txt")), ElementsAre("opening.txt:1"));
  EXPECT_THAT(BadFields(ParsedWith("title x\ninclude R02\ninclude nothing\n")),
              ElementsAre("R01.txt:2", "R01.txt:3"));
  EXPECT_THAT(BadFields(ParsedWith("end\n", "closing.txt")), ElementsAre("closing.txt:1"));
}

TEST(Article32, ATemplateThatHidesTheApplicantCannotNameThem) {
  EXPECT_THAT(BadFields(ParsedWith("hides applicant\ntitle x\nto {applicant}\ntext {request_restated}\n"
                                   "row 地址|{applicant_address}\n")),
              ElementsAre("R01.txt:3", "R01.txt:4", "R01.txt:5"));
  EXPECT_THAT(BadFields(ParsedWith("title x\nhides applicant\nhides organ\n")),
              ElementsAre("R01.txt:2", "R01.txt:3"));
}

TEST(Templates, MustBeCleanUtf8) {
  EXPECT_THAT(BadFields(ParsedWith("title x\r\n")), ElementsAre("R01.txt", "R01.txt"));
  EXPECT_FALSE(ParsedWith("title \xff\n").ok());
}

TEST(TemplateFiles, OfADirectoryThatIsNotThereAreNotFound) {
  const ::disclosure::testing::TempDir directory;
  EXPECT_THAT(ReadTemplateFiles(directory.path() / "none"), HasReason("NOT_FOUND"));
  EXPECT_TRUE(ReadTemplateFiles(directory.path())->empty());
}

}  // namespace
}  // namespace disclosure::request
