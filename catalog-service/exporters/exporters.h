// A catalogue edition in the official form (基层政务公开标准目录): as CSV, as a workbook, for printing.
//
// All three can be imported again without loss (importers/reader.h): the title stands before the table, the
// header has the national form's two rows, and cells are written as the import rules read them.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

struct ExportedCatalogue {
  std::string title;          // 滨江区义务教育领域基层政务公开标准目录
  std::string domain_name;    // 义务教育
  std::string division_name;  // 滨江区
  int edition = 0;            // 0 for a draft
  std::string publish_date;   // "2026-03-01", or ""
  bool sample = false;        // marked 示例数据
  std::vector<Item> items;    // in the order of the form
};

// UTF-8 with byte order mark and CRLF, so that Excel opens it as it is. A cell that begins with = + - @, or
// with apostrophes before one of them, gets an apostrophe in front, lest a spreadsheet run it as a formula;
// the CSV reader takes exactly that one off again.
std::string ExportCsv(const ExportedCatalogue& catalogue);

// One sheet: title, header of two rows (frozen, repeated on each page), 一级事项 merged, A3 landscape. Texts
// are written as texts, never as formulas. Error INVALID_ARGUMENT with reason CELL_TOO_LONG if a cell has more
// than the 32,767 characters that Excel holds; INTERNAL if no temporary file can be written.
absl::StatusOr<std::string> ExportXlsx(const ExportedCatalogue& catalogue);

// A page that needs nothing beside itself, for printing in A3 landscape.
std::string ExportPrintHtml(const ExportedCatalogue& catalogue);

}  // namespace disclosure::catalog
