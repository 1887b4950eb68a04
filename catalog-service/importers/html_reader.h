// The tables of a web page.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"
#include "common/tables/table.h"

namespace disclosure::catalog {

// Reads all tables of `html` (UTF-8) in the order of the page, spans expanded into the grid, and the text
// between them as preamble. A nested table with a grid of its own (two rows, three columns) is a table; a
// smaller one is text of its cell. A table that only holds other tables is layout: its text is preamble.
// Span values beyond the table are cut to it; a column span above the limit means the rest of the row.
// Errors: NO_TABLE, those of ReduceHtml, the limits.
absl::StatusOr<std::vector<Table>> ReadHtml(std::string_view html, ReadBudget* budget);

}  // namespace disclosure::catalog
