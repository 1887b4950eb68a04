// The official tables of an annual report (国办公开办函〔2021〕30号, and the form of 2019) as cells with their merges: what the
// HTML, DOCX and XLSX of a report are drawn from.
#pragma once

#include <string>
#include <vector>

#include "request-service/domain/report_form.h"
#include "request-service/domain/report_paper.h"

namespace disclosure::request {

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
  int heading_rows = 0;             // repeated on every page
  std::vector<GridCell> cells;      // by row, then column; together they cover the grid
  std::vector<int> widths;          // of the columns, in hundredths of the whole
};

// One of 一 to 六.
struct ReportSection {
  std::string name;   // "三", a sheet
  std::string title;  // 三、收到和处理政府信息公开申请情况
  std::vector<std::string> paragraphs;
  std::vector<Grid> grids;
};

struct ReportPrint {
  std::string title;  // 杭州市滨江区教育局2024年政府信息公开工作年度报告
  std::vector<ReportSection> sections;
  std::string closing;  // 发布日期, or that it is a draft
};

ReportPrint PrintOf(const ReportPaper& paper, const ReportForm& form);

}  // namespace disclosure::request
