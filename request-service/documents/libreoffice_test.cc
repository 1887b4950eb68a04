// Every document opens in LibreOffice, and what it prints says what the document says.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "request-service/documents/document_docx.h"
#include "request-service/documents/document_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::TempDir;
using ::testing::AllOf;
using ::testing::HasSubstr;

bool Succeeds(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

std::string ReadWhole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Lines and pages break where the paper wants it.
std::string WithoutBlanks(std::string text) {
  text = absl::StrReplaceAll(text, {{"　", ""}});
  text.erase(std::remove_if(text.begin(), text.end(), [](unsigned char c) { return absl::ascii_isspace(c); }), text.end());
  return text;
}

TEST(LibreOffice, PrintsEveryDocumentWithAllItSays) {
  if (!Succeeds("{ command -v soffice && command -v pdftotext; }")) {
    GTEST_SKIP() << "soffice or pdftotext is not installed (libreoffice-writer-nogui, poppler-utils of deploy/packages-test.txt)";
  }
  const TempDir directory;
  const std::string in = directory.path().string();
  for (const std::string& code : testing::AllCodes()) {
    ASSERT_OK_AND_ASSIGN(const Document document, Compose(code, testing::FullFacts(code), testing::Tables()));
    ASSERT_OK_AND_ASSIGN(const std::string bytes, DocumentDocx(document));
    std::ofstream(directory.path() / (code + ".docx"), std::ios::binary) << bytes;
  }
  const auto convert = [&](const std::string& to) {
    return Succeeds(absl::StrCat("soffice -env:UserInstallation=file://", in, "/profile --headless --convert-to '", to, "' --outdir ", in, " ", in, "/*.docx"));
  };
  ASSERT_TRUE(convert("txt:Text (encoded):UTF8"));
  ASSERT_TRUE(convert("pdf"));
  for (const std::string& code : testing::AllCodes()) {
    ASSERT_OK_AND_ASSIGN(const Document document, Compose(code, testing::FullFacts(code), testing::Tables()));
    const std::string read = WithoutBlanks(ReadWhole(directory.path() / (code + ".txt")));
    std::istringstream lines(absl::StrReplaceAll(testing::PlainText(document), {{"|", "\n"}}));
    for (std::string line; std::getline(lines, line);) EXPECT_THAT(read, HasSubstr(WithoutBlanks(line))) << code;
    ASSERT_TRUE(Succeeds(absl::StrCat("pdftotext -enc UTF-8 ", in, "/", code, ".pdf ", in, "/", code, ".printed"))) << code;
    // Lines of cells stand side by side on the page: the text above is whole, here is what stands alone.
    const std::string printed = WithoutBlanks(ReadWhole(directory.path() / (code + ".printed")));
    EXPECT_THAT(printed, AllOf(HasSubstr(WithoutBlanks(document.title)), HasSubstr(document.number), HasSubstr("330108-jyj-2026-12"),
                               HasSubstr("2026年3月26日")))
        << code;
  }
}

}  // namespace
}  // namespace disclosure::request
