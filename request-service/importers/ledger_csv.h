// The CSV files of offices' ledgers: UTF-8 (with or without a byte order mark), UTF-16 or GB18030; quoted fields; any line
// end.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/ledger.h"

namespace disclosure::request {

struct LedgerRow {
  int number = 0;  // in the file, the header is 1
  LedgerCells cells;
  bool too_wide = false;  // has more fields than the header: a comma without quotes, so no column can be trusted
};

// The rows below the header; blank ones are left out. Errors: those of common/tables (WRONG_ENCODING, UNTERMINATED_QUOTE,
// NO_TABLE, the limits) and of ReadLedgerHeader.
absl::StatusOr<std::vector<LedgerRow>> ReadLedgerCsv(LedgerKind kind, std::string_view bytes);

}  // namespace disclosure::request
