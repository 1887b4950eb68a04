// An annual report as a workbook: its cells are texts and numbers, never formulas. As HTML and DOCX: common/papers.
#pragma once

#include <string>

#include "common/base/status.h"
#include "request-service/documents/report_grid.h"

namespace disclosure::request {

// A sheet for each section that has tables, and one for the texts. INTERNAL if libxlsxwriter fails; BAD_REQUEST
// (CELL_TOO_LONG) for a paragraph beyond the 32767 characters of a cell.
absl::StatusOr<std::string> ReportXlsx(const Paper& report);

}  // namespace disclosure::request
