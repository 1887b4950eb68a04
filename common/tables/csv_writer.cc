#include "common/tables/csv_writer.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "absl/strings/str_cat.h"

namespace disclosure {
namespace {

// Programs that open tables take a full-width sign for a formula too.
constexpr std::string_view kFormulaSigns[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

std::string Guarded(const std::string& text) {
  const std::string_view behind = std::string_view(text).substr(std::min(text.find_first_not_of('\''), text.size()));
  const bool formula = std::any_of(std::begin(kFormulaSigns), std::end(kFormulaSigns), [&](std::string_view sign) { return behind.starts_with(sign); });
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
