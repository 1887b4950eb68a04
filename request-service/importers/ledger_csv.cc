#include "request-service/importers/ledger_csv.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/tables/csv_reader.h"
#include "common/tables/encoding.h"

namespace disclosure::request {
namespace {

bool IsBlankFrom(const disclosure::Row& row, size_t column) {
  const auto first = row.cells.begin() + static_cast<ptrdiff_t>(std::min(column, row.cells.size()));
  return std::all_of(first, row.cells.end(), [](const Cell& cell) { return cell.text.empty(); });
}

}  // namespace

absl::StatusOr<std::vector<LedgerRow>> ReadLedgerCsv(LedgerKind kind, std::string_view bytes) {
  ReadBudget budget{ReadLimits{}};
  if (static_cast<int64_t>(bytes.size()) > budget.limits().bytes) {
    return ReadError("FILE_TOO_LARGE", absl::StrCat("the file has more than ", budget.limits().bytes >> 20, " MiB"));
  }
  ASSIGN_OR_RETURN(const std::string text, DecodeText(bytes));
  ASSIGN_OR_RETURN(const disclosure::Table table, ReadCsv(text, &budget));
  std::vector<std::string> header;
  for (const Cell& cell : table.rows[0].cells) header.push_back(cell.text);
  ASSIGN_OR_RETURN(const std::vector<std::string> columns, ReadLedgerHeader(kind, header));
  std::vector<LedgerRow> rows;
  for (size_t i = 1; i < table.rows.size(); ++i) {
    const disclosure::Row& row = table.rows[i];
    if (IsBlankFrom(row, 0)) continue;
    LedgerRow& out = rows.emplace_back(LedgerRow{.number = row.number, .cells = {}, .too_wide = !IsBlankFrom(row, columns.size())});
    for (size_t k = 0; k < std::min(columns.size(), row.cells.size()); ++k) {
      if (!columns[k].empty()) out.cells.emplace(columns[k], row.cells[k].text);
    }
  }
  return rows;
}

}  // namespace disclosure::request
