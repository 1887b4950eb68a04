#include "common/tables/csv_writer.h"

#include <string_view>

#include "absl/strings/str_cat.h"

namespace disclosure {
namespace {

std::string Guarded(const std::string& text) {
  const size_t behind = text.find_first_not_of('\'');
  const bool formula = behind != std::string::npos && std::string_view("=+-@\t\r").find(text[behind]) != std::string_view::npos;
  return formula ? "'" + text : text;
}

std::string Field(const std::string& raw) {
  const std::string text = Guarded(raw);
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + "\"";
}

}  // namespace

std::string CsvRecord(const TextRow& row) {
  std::string record;
  for (size_t i = 0; i < row.size(); ++i) absl::StrAppend(&record, i == 0 ? "" : ",", Field(row[i]));
  return record + "\r\n";
}

std::string CsvHead(const TextRow& columns) { return "\xEF\xBB\xBF" + CsvRecord(columns); }

}  // namespace disclosure
