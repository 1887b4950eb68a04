#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/exporters/exporters.h"
#include "catalog-service/exporters/official_form.h"

namespace disclosure::catalog {
namespace {

std::string Guarded(const std::string& text) {
  const size_t behind = text.find_first_not_of('\'');
  const bool formula =
      behind != std::string::npos && std::string_view("=+-@").find(text[behind]) != std::string_view::npos;
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

void AppendRecord(const std::vector<std::string>& cells, std::string* csv) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) *csv += ',';
    *csv += Field(cells[i]);
  }
  *csv += "\r\n";
}

}  // namespace

std::string ExportCsv(const ExportedCatalogue& catalogue) {
  const OfficialForm form = MakeOfficialForm(catalogue);
  const size_t width = form.columns.size();
  std::vector<std::string> title(width), upper(width), lower(width);
  title[0] = form.title;
  for (size_t column = 0; column < width; column += form.ColumnsOfGroup(column)) {
    const bool grouped = !form.columns[column].group.empty();
    upper[column] = grouped ? form.columns[column].group : form.columns[column].name;
  }
  for (size_t column = 0; column < width; ++column) {
    if (!form.columns[column].group.empty()) lower[column] = form.columns[column].name;
  }
  std::string csv = "\xEF\xBB\xBF";
  AppendRecord(title, &csv);
  AppendRecord(upper, &csv);
  AppendRecord(lower, &csv);
  for (const std::vector<std::string>& row : form.rows) AppendRecord(row, &csv);
  return csv;
}

}  // namespace disclosure::catalog
