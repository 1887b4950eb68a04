// What stands behind the cells of an annual report: as it is now, or as a published report keeps it.
#pragma once

#include <cstdint>
#include <vector>

#include "request-service/api/report_work.h"

namespace disclosure::request {

// The cell that is asked for, from 0.
struct CellAsked {
  int section = 0;
  int row = 0;
  int column = 0;
};
// BAD_REQUEST for one that is not on the form of `tables`.
absl::StatusOr<CellAsked> ParseCell(const v1::ListReportCellRequest& request, const ReportTables& tables);

// All that a cell counts, and a part of it by organ and number: `limit` from `first` on.
struct CellPart {
  int64_t total = 0;
  std::vector<v1::CellEntry> entries;
};
absl::StatusOr<CellPart> ReadCellPart(Reader& reader, const Law& law, const ReportOwner& owner, const StandingReport& report,
                                      const CellAsked& cell, size_t first, size_t limit);

// Keeps what every cell of the report counts, and returns the tables that it adds up to: they are counted from the same
// rows, so that no list ever differs from its cell.
absl::StatusOr<ReportTables> KeepEntries(Writer& writer, const Law& law, const ReportOwner& owner, ReportFormat format);

}  // namespace disclosure::request
