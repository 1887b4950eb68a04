// CSV (RFC 4180) and its cousins with tabs or semicolons.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"
#include "common/tables/table.h"

namespace disclosure {

// Reads `text` (UTF-8) as one table without a name; the delimiter is told from the text. Rows are records,
// the first is row 1; blank records at the end are left out. One apostrophe before = + - @, full-width
// ones too (or before another such apostrophe), is taken off: it is how spreadsheets, and our exporter, keep text from being
// taken for a formula.
// Errors: UNTERMINATED_QUOTE with the line; NO_TABLE if no record has two fields; the limits.
absl::StatusOr<Table> ReadCsv(std::string_view text, ReadBudget* budget);

}  // namespace disclosure
