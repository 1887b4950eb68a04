// What a file may cost before the reading stops, and how a refused file is named.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "absl/status/status.h"

namespace disclosure {

// Every limit counts over the whole file unless it says otherwise.
struct ReadLimits {
  int64_t bytes = 32 << 20;
  int64_t rows = 300'000;
  int columns = 200;  // of one table
  int64_t cells = 5'000'000;
  int64_t cell_bytes = 100'000;         // text of one cell
  int64_t text_bytes = 64 << 20;        // text of all cells: one shared string may fill many cells
  int64_t traditional_bytes = 4 << 20;  // text of a traditional page: OpenCC folds about 1 MiB a second
  int html_depth = 256;                 // levels of nested table, row and cell elements
  int64_t html_tags = 1'500'000;        // tags of tables, rows and cells: each becomes a node of the tree
  int64_t unzipped_bytes = 256 << 20;
  int zip_ratio = 200;  // unzipped to zipped size of one entry
  int zip_entries = 10'000;
};

// INVALID_ARGUMENT with `reason` and what changes from case to case in `metadata`.
absl::Status ReadError(std::string_view reason, std::string_view message,
                       std::map<std::string, std::string> metadata = {});

// Counts what a file costs. Errors: TOO_MANY_ROWS, TOO_MANY_COLUMNS, TOO_MANY_CELLS, CELL_TOO_LONG,
// TOO_MUCH_TEXT.
class ReadBudget {
 public:
  explicit ReadBudget(const ReadLimits& limits) : limits_(limits) {}
  const ReadLimits& limits() const { return limits_; }

  absl::Status AddRow();
  absl::Status AddCells(int64_t count);
  absl::Status AddText(size_t bytes);
  absl::Status CheckColumns(int64_t columns) const;

 private:
  const ReadLimits limits_;
  int64_t rows_ = 0;
  int64_t cells_ = 0;
  int64_t text_bytes_ = 0;
};

}  // namespace disclosure
