// Requests as a table, in the columns of the ledger (台账): as CSV, and as a workbook. Both are made row by row.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace disclosure::request {

// The first eleven are what the ledger's import reads.
inline constexpr std::string_view kTableColumns[] = {"number",     "organ",   "applicant_class", "applicant_name", "id_type",
                                                     "id_number",  "channel", "received_on",     "subject",        "outcome",
                                                     "replied_on", "state",   "due_on",          "handler",        "document_number"};
using TableRow = std::vector<std::string>;

// UTF-8 with byte order mark and CRLF. A cell that a spreadsheet would run as a formula gets an apostrophe in front, as do
// those that begin with apostrophes before such a sign, so that a reader can take exactly one off.
std::string CsvHead();
std::string CsvRecord(const TableRow& row);

// A workbook under way, in a temporary file. A sheet that is full is followed by another.
class RequestWorkbook {
 public:
  // INTERNAL if no temporary file can be made. `rows_per_sheet`: with the head; at most what Excel holds.
  static absl::StatusOr<std::unique_ptr<RequestWorkbook>> Create(size_t rows_per_sheet = 1'048'576);
  virtual ~RequestWorkbook() = default;

  // Texts are written as texts, never as formulas.
  virtual absl::Status Append(const TableRow& row) = 0;
  // No more rows: the bytes of the file follow.
  virtual absl::Status Close() = 0;
  // The next bytes, at most `most`; "" at the end.
  virtual absl::StatusOr<std::string> Read(size_t most) = 0;
};

}  // namespace disclosure::request
