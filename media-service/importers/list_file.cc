#include "media-service/importers/list_file.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"

namespace disclosure::media {
namespace {

constexpr size_t kHeadWithin = 15;  // rows: titles and notes stand above

struct Head {
  size_t index = 0;                   // of its row
  std::vector<std::string> columns;   // by position; "" for one that is not taken
  std::map<std::string, std::string> written;
  std::vector<RowRemark> remarks;
};

// A merged cell's text stands in its first row and column only.
const std::string& TextAt(const Table& table, size_t row, size_t column) {
  static const std::string* const kNothing = new std::string;
  const std::vector<Cell>& cells = table.rows[row].cells;
  if (column >= cells.size()) return *kNothing;
  const Cell& cell = cells[column];
  const size_t up = static_cast<size_t>(cell.row_span_of), left = static_cast<size_t>(cell.col_span_of);
  if (!cell.spanned() || up > row || left > column) return cell.text;
  const std::vector<Cell>& first = table.rows[row - up].cells;
  return column - left < first.size() ? first[column - left].text : *kNothing;
}

void TakeHead(const std::string& text, const ColumnOfHead& column_of, Head& head) {
  const ListColumn* column = text.empty() ? nullptr : column_of(text);
  head.columns.emplace_back();
  if (text.empty()) return;
  if (column == nullptr) {
    head.remarks.push_back({text, "COLUMN_UNKNOWN", "不认识这一栏，没有读"});
  } else if (column->column.empty()) {
    if (!column->remark.empty()) head.remarks.push_back({text, "COLUMN_NOT_TAKEN", column->remark});
  } else if (!head.written.emplace(column->column, text).second) {
    head.remarks.push_back({text, "COLUMN_TWICE", absl::StrCat("与“", head.written.at(column->column), "”是同一栏，没有读")});
  } else {
    head.columns.back() = column->column;
  }
}

bool HasOneOf(const std::string& columns, const Head& head) {
  const std::vector<std::string> alternatives = absl::StrSplit(columns, '|');
  return std::any_of(alternatives.begin(), alternatives.end(), [&](const std::string& column) { return head.written.count(column) > 0; });
}

std::optional<Head> HeadOf(const Table& table, const ColumnOfHead& column_of, const std::vector<std::string>& required) {
  for (size_t i = 0; i < std::min(kHeadWithin, table.rows.size()); ++i) {
    Head head{.index = i, .columns = {}, .written = {}, .remarks = {}};
    for (size_t k = 0; k < table.rows[i].cells.size(); ++k) TakeHead(table.rows[i].cells[k].text, column_of, head);
    const bool whole = std::all_of(required.begin(), required.end(), [&](const std::string& columns) { return HasOneOf(columns, head); });
    if (whole) return head;
  }
  return std::nullopt;
}

void TakeRow(const Table& table, size_t index, const Head& head, const std::string& name, ListFile& out) {
  ListRow row{.number = table.rows[index].number, .table = name, .cells = {}};
  bool blank = true;
  for (size_t k = 0; k < table.rows[index].cells.size(); ++k) {
    const std::string& text = TextAt(table, index, k);
    if (text.empty()) continue;
    // What only goes on from the rows above is no row of its own.
    if (!table.rows[index].cells[k].spanned()) blank = false;
    if (k >= head.columns.size()) {
      row.too_wide = true;
    } else if (!head.columns[k].empty()) {
      row.cells.emplace(head.columns[k], text);
    }
  }
  if (!blank) out.rows.push_back(std::move(row));
}

}  // namespace

absl::StatusOr<ListFile> ReadListFile(std::string_view bytes, const ColumnOfHead& column_of, const std::vector<std::string>& required,
                                      const ReadLimits& limits) {
  ASSIGN_OR_RETURN(const std::vector<Table> tables, ReadTableFile(bytes, limits));
  std::vector<std::pair<const Table*, Head>> lists;
  for (const Table& table : tables) {
    if (std::optional<Head> head = HeadOf(table, column_of, required)) lists.emplace_back(&table, *std::move(head));
  }
  if (lists.empty()) {
    const std::string columns = absl::StrJoin(required, ", ");
    return ReadError("NO_HEADER", absl::StrCat("no row of the file is a head with the columns ", columns), {{"columns", columns}});
  }
  ListFile out;
  for (const auto& [table, head] : lists) {
    const std::string name = lists.size() == 1 ? "" : table->name;
    out.heads.insert(head.written.begin(), head.written.end());
    for (const RowRemark& remark : head.remarks) out.remarks.emplace_back(table->rows[head.index].number, remark);
    for (size_t i = head.index + 1; i < table->rows.size(); ++i) TakeRow(*table, i, head, name, out);
  }
  return out;
}

}  // namespace disclosure::media
