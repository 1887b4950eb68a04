// The tables of a file that an office has: a workbook, or CSV in whatever encoding.
#pragma once

#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"
#include "common/tables/table.h"

namespace disclosure {

// UNSUPPORTED_FORMAT for what people send by mistake: .xls, .doc, PDF, images, archives …
absl::Status RefuseOtherFormats(std::string_view bytes);

// FILE_TOO_LARGE; EMPTY_FILE for one without bytes.
absl::Status CheckFileSize(std::string_view bytes, const ReadLimits& limits);

// Reads XLSX, which is told by its content, or CSV. Errors: those of CheckFileSize, RefuseOtherFormats, ReadXlsx, DecodeText
// and ReadCsv.
absl::StatusOr<std::vector<Table>> ReadTableFile(std::string_view bytes, const ReadLimits& limits = {});

}  // namespace disclosure
