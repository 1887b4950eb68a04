// Excel workbooks (Office Open XML).
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"
#include "common/tables/table.h"

namespace disclosure {

// Reads the visible sheets of `bytes` (a zip archive), one table for each that has text. Row numbers are
// Excel's; rows without any text are left out, and span markers count the rows that are kept. All rows of a
// table are equally wide. Formulas give their cached value, hyperlinks their http(s) target, merged cells
// become spans.
// Errors: UNSUPPORTED_FORMAT if the archive is no workbook, NO_TABLE, those of ZipArchive and ForEachElement,
// WRONG_ENCODING, the limits.
absl::StatusOr<std::vector<Table>> ReadXlsx(std::string_view bytes, ReadBudget* budget);

}  // namespace disclosure
