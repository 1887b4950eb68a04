#include "common/tables/table_file.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"
#include "common/tables/xlsx_reader.h"

namespace disclosure {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view format;
};

// Without this list they would be called a wrong encoding.
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

}  // namespace

absl::Status RefuseOtherFormats(std::string_view bytes) {
  for (const Magic& magic : kUnsupported) {
    if (bytes.substr(0, magic.bytes.size()) != magic.bytes) continue;
    const std::string format(magic.format);
    return ReadError("UNSUPPORTED_FORMAT", absl::StrCat("this is ", format, "; save the table as XLSX or CSV and upload that"),
                     {{"format", format}});
  }
  return absl::OkStatus();
}

absl::Status CheckFileSize(std::string_view bytes, const ReadLimits& limits) {
  if (bytes.empty()) return ReadError("EMPTY_FILE", "the file is empty");
  if (static_cast<int64_t>(bytes.size()) <= limits.bytes) return absl::OkStatus();
  return ReadError("FILE_TOO_LARGE", absl::StrCat("the file is larger than ", limits.bytes, " bytes; split it"),
                   {{"limit", std::to_string(limits.bytes)}});
}

absl::StatusOr<std::vector<Table>> ReadTableFile(std::string_view bytes, const ReadLimits& limits) {
  RETURN_IF_ERROR(CheckFileSize(bytes, limits));
  RETURN_IF_ERROR(RefuseOtherFormats(bytes));
  ReadBudget budget(limits);
  if (bytes.substr(0, 4) == "PK\x03\x04") return ReadXlsx(bytes, &budget);
  ASSIGN_OR_RETURN(const std::string text, DecodeText(bytes));
  std::vector<Table> tables(1);
  ASSIGN_OR_RETURN(tables[0], ReadCsv(text, &budget));
  return tables;
}

}  // namespace disclosure
