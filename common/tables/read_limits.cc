#include "common/tables/read_limits.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace disclosure {
namespace {

absl::Status TooMuch(std::string_view reason, std::string_view what, int64_t limit) {
  return ReadError(
      reason,
      absl::StrCat("the file has more than ", limit, " ", std::string(what), "; split it into several files"),
      {{"limit", std::to_string(limit)}});
}

}  // namespace

absl::Status ReadError(std::string_view reason, std::string_view message,
                       std::map<std::string, std::string> metadata) {
  return error::Make(absl::StatusCode::kInvalidArgument, message,
                     {.reason = std::string(reason), .metadata = std::move(metadata)});
}

absl::Status ReadBudget::AddRow() {
  if (++rows_ <= limits_.rows) return absl::OkStatus();
  return TooMuch("TOO_MANY_ROWS", "rows", limits_.rows);
}

absl::Status ReadBudget::AddCells(int64_t count) {
  cells_ += count;
  if (cells_ <= limits_.cells) return absl::OkStatus();
  return TooMuch("TOO_MANY_CELLS", "cells", limits_.cells);
}

absl::Status ReadBudget::AddText(size_t bytes) {
  if (static_cast<int64_t>(bytes) > limits_.cell_bytes) {
    return TooMuch("CELL_TOO_LONG", "bytes of text in one cell", limits_.cell_bytes);
  }
  text_bytes_ += static_cast<int64_t>(bytes);
  if (text_bytes_ <= limits_.text_bytes) return absl::OkStatus();
  return TooMuch("TOO_MUCH_TEXT", "bytes of text", limits_.text_bytes);
}

absl::Status ReadBudget::CheckColumns(int64_t columns) const {
  if (columns <= limits_.columns) return absl::OkStatus();
  return TooMuch("TOO_MANY_COLUMNS", "columns in one table", limits_.columns);
}

}  // namespace disclosure
