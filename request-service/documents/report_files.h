// An annual report as files. Every text is escaped; a workbook's cells are texts and numbers, never formulas.
#pragma once

#include <string>

#include "common/base/status.h"
#include "request-service/documents/report_grid.h"

namespace disclosure::request {

// For printing from a browser: A4, without scripts, and nothing it would have to fetch.
std::string ReportHtml(const ReportPrint& report);

// BAD_REQUEST if a text has a character that XML cannot hold.
absl::StatusOr<std::string> ReportDocx(const ReportPrint& report);

// A sheet for each section that has tables, and one for the texts. INTERNAL if libxlsxwriter fails; BAD_REQUEST
// (CELL_TOO_LONG) for a paragraph beyond the 32767 characters of a cell.
absl::StatusOr<std::string> ReportXlsx(const ReportPrint& report);

}  // namespace disclosure::request
