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
#include "common/base/status.h"
#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"
#include "common/tables/table_file.h"
#include "common/tables/xlsx_reader.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kSniffBytes = 64 << 10;

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
  RETURN_IF_ERROR(RefuseOtherFormats(bytes));
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
  RETURN_IF_ERROR(CheckFileSize(bytes, limits));
  ReadBudget budget(limits);
  Document document;
  document.file = file_name;
  ASSIGN_OR_RETURN(document.tables, ReadTables(file_name, bytes, &budget));
  RETURN_IF_ERROR(FoldDocument(limits, &document));
  return document;
}

}  // namespace disclosure::catalog
