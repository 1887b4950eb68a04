#include "catalog-service/importers/reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "catalog-service/importers/fold.h"
#include "catalog-service/importers/html_reader.h"
#include "catalog-service/importers/html_reduce.h"
#include "catalog-service/importers/xlsx_reader.h"
#include "common/base/status.h"
#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kSniffBytes = 64 << 10;

struct Magic {
  std::string_view bytes;
  std::string_view format;
};

// Formats that people upload by mistake; without this list they would be called a wrong encoding.
constexpr Magic kUnsupported[] = {
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel or Word file (.xls, .doc) or a protected workbook"},
    {"%PDF", "a PDF"},
    {"{\\rtf", "a rich text file (.rtf)"},
    {"\x89PNG", "an image"},
    {"\xFF\xD8\xFF", "an image"},
    {"Rar!", "an archive (.rar)"},
    {"7z\xBC\xAF", "an archive (.7z)"},
    {"\x1F\x8B", "an archive (.gz)"},
    {"MIME-Version:", "a web archive (.mht)"},
};

absl::Status Unsupported(std::string_view format) {
  return ReadError(
      "UNSUPPORTED_FORMAT",
      absl::StrCat("this is ", std::string(format), "; save the table as XLSX or CSV and upload that"),
      {{"format", std::string(format)}});
}

bool StartsLikeMarkup(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\r\n");
  if (first == text.npos || first + 1 >= text.size() || text[first] != '<') return false;
  const unsigned char next = text[first + 1];
  return next == '!' || next == '?' || absl::ascii_isalpha(next);
}

bool IsMarkup(std::string_view file_name, std::string_view text) {
  const absl::string_view name(file_name.data(), file_name.size());
  const bool named = absl::EndsWithIgnoreCase(name, ".html") || absl::EndsWithIgnoreCase(name, ".htm");
  const std::string head = absl::AsciiStrToLower({text.data(), std::min(text.size(), kSniffBytes)});
  return named || StartsLikeMarkup(text) || absl::StrContains(head, "<table");
}

absl::StatusOr<std::vector<Table>> ReadTables(std::string_view file_name, std::string_view bytes,
                                              ReadBudget* budget) {
  for (const Magic& magic : kUnsupported) {
    if (bytes.substr(0, magic.bytes.size()) == magic.bytes) return Unsupported(magic.format);
  }
  if (bytes.substr(0, 4) == "PK\x03\x04") return ReadXlsx(bytes, budget);
  ASSIGN_OR_RETURN(const std::string text, DecodeText(bytes, MetaCharset(bytes)));
  if (text.size() <= kSniffBytes && CleanCell(text).empty()) {
    return ReadError("NOT_A_CATALOGUE", "the file holds nothing but blanks");
  }
  if (absl::StrContains(text.substr(0, kSniffBytes), "urn:schemas-microsoft-com:office:spreadsheet")) {
    return Unsupported("an XML spreadsheet of Excel 2003");
  }
  if (IsMarkup(file_name, text)) return ReadHtml(text, budget);
  std::vector<Table> tables(1);
  ASSIGN_OR_RETURN(tables[0], ReadCsv(text, budget));
  return tables;
}

}  // namespace

absl::StatusOr<Document> ReadDocument(std::string_view file_name, std::string_view bytes,
                                      const ReadLimits& limits) {
  if (bytes.empty()) return ReadError("NOT_A_CATALOGUE", "the file is empty");
  if (static_cast<int64_t>(bytes.size()) > limits.bytes) {
    return ReadError("FILE_TOO_LARGE",
                     absl::StrCat("the file is larger than ", limits.bytes, " bytes; split it"),
                     {{"limit", std::to_string(limits.bytes)}});
  }
  ReadBudget budget(limits);
  Document document;
  document.file = file_name;
  ASSIGN_OR_RETURN(document.tables, ReadTables(file_name, bytes, &budget));
  RETURN_IF_ERROR(FoldDocument(limits, &document));
  return document;
}

}  // namespace disclosure::catalog
