// A workbook made row by row, however many there are.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "common/tables/csv_writer.h"

namespace disclosure {

// A workbook under way, in a temporary file. A sheet that is full is followed by another with the same head.
class WorkbookWriter {
 public:
  // INTERNAL if no temporary file can be made. `rows_per_sheet`: with the head; at most what Excel holds.
  static absl::StatusOr<std::unique_ptr<WorkbookWriter>> Create(std::string sheet, TextRow head, size_t rows_per_sheet = 1'048'576);
  virtual ~WorkbookWriter() = default;

  // Texts are written as texts, never as formulas.
  virtual absl::Status Append(const TextRow& row) = 0;
  // No more rows: the bytes of the file follow.
  virtual absl::Status Close() = 0;
  // The next bytes, at most `most`; "" at the end.
  virtual absl::StatusOr<std::string> Read(size_t most) = 0;
};

}  // namespace disclosure
