// The columns of requests as a table (台账): as CSV and as a workbook.
#pragma once

#include "common/tables/csv_writer.h"

namespace disclosure::request {

// The first eleven are what the ledger's import reads.
TextRow TableColumns();

}  // namespace disclosure::request
