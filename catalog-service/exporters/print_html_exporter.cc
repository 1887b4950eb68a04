#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "catalog-service/exporters/exporters.h"
#include "catalog-service/exporters/official_form.h"

namespace disclosure::catalog {
namespace {

constexpr char kStyle[] = R"(
@page { size: A3 landscape; margin: 12mm 10mm; }
body { font-family: "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; font-size: 10.5pt; line-height: 1.45; color: #000; margin: 1em; }
h1 { font-family: "Noto Sans CJK SC", "Source Han Sans SC", SimHei, sans-serif; font-size: 18pt; text-align: center; margin: 0 0 .3em; }
p { text-align: center; margin: 0 0 .6em; }
.sample { font-weight: bold; border: 1px solid #000; display: inline-block; padding: 0 .6em; }
table { border-collapse: collapse; width: 100%; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #000; padding: 2pt 3pt; vertical-align: middle; overflow-wrap: anywhere; }
th { background: #eee; font-weight: bold; }
td.c { text-align: center; }
@media print { body { margin: 0; font-size: 9pt; } th { background: none; } }
)";

std::string Escaped(const std::string& text) {
  return absl::StrReplaceAll(
      text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}, {"\n", "<br>"}});
}

std::string Span(const char* name, size_t cells) {
  return cells > 1 ? absl::StrCat(" ", name, "=\"", cells, "\"") : "";
}

std::string Columns(const OfficialForm& form) {
  double total = 0;
  for (const FormColumn& column : form.columns) total += column.width;
  std::string html = "<colgroup>";
  for (const FormColumn& column : form.columns) {
    absl::StrAppend(&html, "<col style=\"width:", static_cast<int>(column.width * 1000 / total) / 10.0,
                    "%\">");
  }
  return absl::StrCat(html, "</colgroup>\n");
}

std::string Header(const OfficialForm& form) {
  std::string upper, lower;
  for (size_t column = 0; column < form.columns.size();) {
    const FormColumn& first = form.columns[column];
    const size_t columns = form.ColumnsOfGroup(column);
    if (first.group.empty()) {
      absl::StrAppend(&upper, "<th rowspan=\"2\">", Escaped(first.name), "</th>");
    } else {
      absl::StrAppend(&upper, "<th", Span("colspan", columns), ">", Escaped(first.group), "</th>");
      for (size_t i = 0; i < columns; ++i)
        absl::StrAppend(&lower, "<th>", Escaped(form.columns[column + i].name), "</th>");
    }
    column += columns;
  }
  return absl::StrCat("<thead>\n<tr>", upper, "</tr>\n<tr>", lower, "</tr>\n</thead>\n");
}

std::string Body(const OfficialForm& form) {
  std::string html = "<tbody>\n";
  size_t next_level_one = 0;  // row where the next 一级事项 begins
  for (size_t row = 0; row < form.rows.size(); ++row) {
    const size_t rows = row == next_level_one ? form.RowsOfLevelOne(row) : 0;
    next_level_one += rows;
    html += "<tr>";
    for (size_t column = 0; column < form.columns.size(); ++column) {
      const bool level_one = column == form.level_one_column;
      if (level_one && rows == 0) continue;
      absl::StrAppend(&html, "<td", form.columns[column].centred ? " class=\"c\"" : "",
                      level_one ? Span("rowspan", rows) : "", ">", Escaped(form.rows[row][column]), "</td>");
    }
    html += "</tr>\n";
  }
  return html + "</tbody>\n";
}

std::string Caption(const ExportedCatalogue& catalogue) {
  std::string line;
  if (catalogue.edition > 0) absl::StrAppend(&line, "第", catalogue.edition, "版");
  if (!catalogue.publish_date.empty())
    absl::StrAppend(&line, line.empty() ? "" : "　", "发布日期：", Escaped(catalogue.publish_date));
  return line.empty() ? "" : absl::StrCat("<p>", line, "</p>\n");
}

}  // namespace

std::string ExportPrintHtml(const ExportedCatalogue& catalogue) {
  const OfficialForm form = MakeOfficialForm(catalogue);
  const std::string sample =
      catalogue.sample ? "<p><span class=\"sample\">示例数据，不是正式公布的目录</span></p>\n" : "";
  return absl::StrCat("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
                      Escaped(form.title), "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n", sample,
                      Caption(catalogue), "<h1>", Escaped(form.title), "</h1>\n<table>\n", Columns(form),
                      Header(form), Body(form), "</table>\n</body>\n</html>\n");
}

}  // namespace disclosure::catalog
