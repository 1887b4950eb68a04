// Reads a catalogue file of any known format into tables.
#pragma once

#include <string_view>

#include "absl/status/statusor.h"
#include "catalog-service/importers/document.h"
#include "common/tables/read_limits.h"

namespace disclosure::catalog {

// Reads the XLSX, HTML or CSV file `bytes`; the format is told by the content, `file_name` only decides in
// doubt and becomes Document::file. Converted pages are folded (fold.h).
//
// Errors are INVALID_ARGUMENT with a reason:
//   NOT_A_CATALOGUE     the file is empty
//   NO_TABLE            nothing in it is a table
//   UNSUPPORTED_FORMAT  .xls, .doc, PDF, images, archives …: to be saved as XLSX or CSV
//   WRONG_ENCODING      metadata offset: the first byte that is neither UTF-8, UTF-16 nor GB18030
//   TRUNCATED_FILE      metadata part: where the file is cut off or damaged
//   FILE_TOO_LARGE, ZIP_BOMB, NESTED_TOO_DEEPLY, TOO_MANY_… and CELL_TOO_LONG: a limit, in metadata limit
//   UNTERMINATED_QUOTE (CSV, metadata line), MALFORMED_XML, UNSAFE_XML, XML_ELEMENT_TOO_LARGE (XLSX)
// INTERNAL if OpenCC's data are not installed.
absl::StatusOr<Document> ReadDocument(std::string_view file_name, std::string_view bytes,
                                      const ReadLimits& limits = {});

}  // namespace disclosure::catalog
