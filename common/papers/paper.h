// A printed paper of titled sections with paragraphs and tables, as HTML and DOCX: annual reports, bulletins, notices. Every
// text is escaped.
#pragma once

#include <string>
#include <vector>

#include "common/base/status.h"

namespace disclosure {

struct GridCell {
  int row = 0;
  int column = 0;
  int rows = 1;  // that it spans
  int columns = 1;
  std::string text;
  bool number = false;
  bool heading = false;
};

struct Grid {
  int rows = 0;
  int columns = 0;
  int heading_rows = 0;         // repeated on every page
  std::vector<GridCell> cells;  // by row, then column; together they cover the grid
  std::vector<int> widths;      // of the columns, in hundredths of the whole
};

struct PaperSection {
  std::string name;   // "三", a sheet
  std::string title;  // 三、收到和处理政府信息公开申请情况; "": none is printed
  std::vector<std::string> paragraphs;
  std::vector<Grid> grids;
};

struct Paper {
  std::string title;  // 杭州市滨江区教育局2024年政府信息公开工作年度报告
  std::vector<PaperSection> sections;
  std::string closing;  // 发布日期, or that it is a draft; "": none
};

// For printing from a browser: A4, without scripts, and nothing it would have to fetch.
std::string PaperHtml(const Paper& paper);

// BAD_REQUEST if a text has a character that XML cannot hold.
absl::StatusOr<std::string> PaperDocx(const Paper& paper);

}  // namespace disclosure
