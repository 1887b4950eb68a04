// From tables to catalogue items: the import of 基层政务公开标准目录 in all the forms they are published in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "catalog-service/domain/domain_directory.h"
#include "catalog-service/domain/item.h"
#include "catalog-service/importers/document.h"
#include "catalog-service/importers/row_values.h"
#include "common/base/import_accounting.h"

namespace disclosure::catalog {

// One section: the rows of one table that belong to one domain.
struct ImportedTable {
  int table = 0;       // 1-based within the file
  std::string domain;  // "03"; "" if the title names none, several, or one beyond the 26
  std::string title;   // as printed, or the sheet's name
  std::vector<Item> items;
  std::vector<RowNote> warnings;     // the rows are imported; row 0 or a header row: the whole table
  std::vector<RowNote> quarantined;  // the rows are set aside; one row may have several notes
  ImportAccounting accounting;       // adds up to the data rows read
};

struct ImportOptions {
  const DomainDirectory* domains = nullptr;  // required
  std::optional<Level> level;                // the division's; rows of other levels are out of scope
  std::string domain;                        // of sections that do not say whose they are
};

// Reads every catalogue table of `document`. Header, title, footer and blank rows are no data rows; each
// data row is imported, warned, quarantined or out of scope, once.
// Errors: NOT_A_CATALOGUE if no table has a catalogue's header; CATALOGUE_TOO_LARGE beyond 50,000 rows or
// 32 MiB of row text with merged cells repeated; DOMAIN_CONFLICT if a section with rows names another known
// domain than `options.domain`, which is given to sections whose title names none or several, and to a
// file's only section if it names an unknown one.
absl::StatusOr<std::vector<ImportedTable>> ImportDocument(const Document& document, const ImportOptions& options);

}  // namespace disclosure::catalog
