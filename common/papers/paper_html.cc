#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/papers/paper.h"

namespace disclosure {
namespace {

constexpr char kStyle[] = R"(
@page { size: A4; margin: 25mm 20mm; }
* { box-sizing: border-box; }
body { font-family: "FangSong", "仿宋", "FangSong_GB2312", "STFangsong", "SimSun", "宋体", "Noto Serif CJK SC", serif;
  font-size: 16pt; line-height: 28pt; color: #000; background: #fff; margin: 0; overflow-wrap: anywhere; }
h1 { font-size: 22pt; line-height: 34pt; text-align: center; margin: 0 0 14pt; }
h2 { font-family: "SimHei", "黑体", "Noto Sans CJK SC", sans-serif; font-size: 16pt; font-weight: normal; margin: 14pt 0 7pt;
  break-after: avoid; }
p { margin: 0; text-indent: 2em; text-align: justify; }
p.closing { text-align: right; text-indent: 0; margin-top: 28pt; }
table { border-collapse: collapse; table-layout: fixed; width: 100%; margin: 7pt 0; font-size: 10.5pt; line-height: 15pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { border: 1px solid #000; padding: 3pt; vertical-align: middle; text-align: left; }
th { font-weight: normal; text-align: center; }
td.number { text-align: center; }
@media screen { body { width: 210mm; margin: 0 auto; padding: 25mm 20mm; } }
)";

std::string Escaped(const std::string& text) {
  return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
}

std::string CellHtml(const GridCell& cell) {
  const char* tag = cell.heading ? "th" : "td";
  const std::string rows = cell.rows > 1 ? absl::StrCat(" rowspan=\"", cell.rows, "\"") : "";
  const std::string columns = cell.columns > 1 ? absl::StrCat(" colspan=\"", cell.columns, "\"") : "";
  return absl::StrCat("<", tag, cell.number ? " class=\"number\"" : "", rows, columns, ">", Escaped(cell.text), "</", tag, ">");
}

std::string RowsHtml(const Grid& grid, int first, int last) {
  std::string html;
  for (int row = first; row < last; ++row) {
    html += "<tr>";
    for (int column = 0; column < grid.columns; ++column) {
      for (const GridCell& cell : grid.cells) {
        if (cell.row == row && cell.column == column) html += CellHtml(cell);
      }
    }
    html += "</tr>\n";
  }
  return html;
}

std::string GridHtml(const Grid& grid) {
  std::string html = "<table>\n<colgroup>";
  for (const int width : grid.widths) absl::StrAppend(&html, "<col style=\"width:", width, "%\">");
  absl::StrAppend(&html, "</colgroup>\n<thead>\n", RowsHtml(grid, 0, grid.heading_rows), "</thead>\n<tbody>\n",
                  RowsHtml(grid, grid.heading_rows, grid.rows), "</tbody>\n</table>\n");
  return html;
}

}  // namespace

std::string PaperHtml(const Paper& paper) {
  std::string html = absl::StrCat("<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>", Escaped(paper.title),
                                  "</title>\n<style>", kStyle, "</style>\n</head>\n<body>\n<h1>", Escaped(paper.title), "</h1>\n");
  for (const PaperSection& section : paper.sections) {
    if (!section.title.empty()) absl::StrAppend(&html, "<h2>", Escaped(section.title), "</h2>\n");
    for (const std::string& paragraph : section.paragraphs) absl::StrAppend(&html, "<p>", Escaped(paragraph), "</p>\n");
    for (const Grid& grid : section.grids) html += GridHtml(grid);
  }
  if (!paper.closing.empty()) absl::StrAppend(&html, "<p class=\"closing\">", Escaped(paper.closing), "</p>\n");
  return absl::StrCat(html, "</body>\n</html>\n");
}

}  // namespace disclosure
