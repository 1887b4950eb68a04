#include "catalog-service/importers/row_values.h"

#include <algorithm>

#include "catalog-service/domain/scope_rules.h"
#include "catalog-service/domain/text_folding.h"
#include "catalog-service/importers/cells.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kMaxCellBytes = 20'000;  // the longest 公开内容 seen is under 5,000

constexpr Column kTextColumns[] = {Column::kContents, Column::kBases, Column::kTimeLimit, Column::kBody,
                                   Column::kChannels};

// The cell, or the one above whose merge covers it; nothing across `first`.
Value ValueAt(const Table& table, size_t index, size_t c, size_t first) {
  Value value;
  const Row& row = table.rows[index];
  if (c >= row.cells.size()) return value;
  const Cell& cell = row.cells[c];
  if (!cell.spanned()) {
    value.text = cell.text;
    value.link = cell.link;
    value.own = !cell.text.empty();
    return value;
  }
  if (cell.col_span_of != 0 || cell.row_span_of <= 0) return value;
  const size_t up = static_cast<size_t>(cell.row_span_of);
  if (up > index || index - up < first || c >= table.rows[index - up].cells.size()) return value;
  const Cell& origin = table.rows[index - up].cells[c];
  value.text = origin.text;
  value.link = origin.link;
  value.spanned = true;
  return value;
}

bool HasBox(std::string_view text) { return ContainsAny(text, {"■", "□", "▲", "◆", "▄"}); }

// Marks of a row whose cells stand one column too far left.
bool IsMovedLeft(const RowValues& row, const Header& header) {
  if (HasBox(row.Text(header, Column::kBody)) || HasBox(row.Text(header, Column::kTimeLimit))) return true;
  return std::any_of(std::begin(kTextColumns), std::end(kTextColumns),
                     [&](Column column) { return IsOnlyTicks(row.Text(header, column)); });
}

}  // namespace

std::string_view RowValues::Text(const Header& header, Column column) const {
  const auto at = header.Find(column);
  return at && *at < values.size() ? std::string_view(values[*at].text) : std::string_view();
}

void RowReader::BeginSection(const Table& table, size_t first) {
  first_ = std::min(first, table.rows.size());
  carried_.clear();
}

RowValues RowReader::Read(const Table& table, size_t index, const Header& header) {
  RowValues row;
  row.number = table.rows[index].number;
  const size_t width = header.columns.size();
  for (size_t c = 0; c < width; ++c) row.values.push_back(ValueAt(table, index, c, first_));
  if (TooLong(row)) return row;
  const auto level_one = header.Find(Column::kLevelOne);
  if (table.rows[index].cells.size() + 1 == width && level_one && IsMovedLeft(row, header)) {
    RowValues moved = row;
    moved.values.insert(moved.values.begin() + static_cast<std::ptrdiff_t>(*level_one), Value{});
    moved.values.resize(width);
    if (!IsMovedLeft(moved, header)) {
      row = std::move(moved);
      row.warnings.push_back({row.number, header.names[*level_one], "本行缺一级事项一格，其余各格按右移一列读取"});
    }
  }
  ResolveNames(header, row);
  return row;
}

std::optional<size_t> RowReader::TooLong(const RowValues& row) {
  const auto it = std::find_if(row.values.begin(), row.values.end(),
                               [](const Value& value) { return value.text.size() > kMaxCellBytes; });
  if (it == row.values.end()) return std::nullopt;
  return static_cast<size_t>(it - row.values.begin());
}

std::string RowReader::Displacement(const Row& row, const RowValues& values, const Header& header,
                                    std::string* column) {
  for (const Column text_column : kTextColumns) {
    if (!IsOnlyTicks(values.Text(header, text_column))) continue;
    *column = header.names[*header.Find(text_column)];
    return "该列只有勾选符号，本行各格与表头错位，请取得原件";
  }
  std::vector<size_t> ticks;
  for (size_t c = 0; c < header.columns.size(); ++c) {
    if (IsTickColumn(header.columns[c])) ticks.push_back(c);
  }
  int ticked = 0;
  bool gap = false;
  for (const size_t c : ticks) {
    if (CountTicks(values.values[c].text) > 1 && IsOnlyTicks(values.values[c].text)) {
      *column = header.names[c];
      return "一格内有多个√，无法对应到列，请取得原件";
    }
    if (c >= row.cells.size()) continue;
    ticked += IsOnlyTicks(row.cells[c].text) ? 1 : 0;
    gap |= row.cells[c].text.empty();
  }
  // A row without empty cells between its ticks and with cells missing at the end was flattened.
  const bool short_row = !ticks.empty() && row.cells.size() <= ticks.back();
  if (short_row && ticked >= 2 && !gap) {
    *column = header.names[ticks.front()];
    return "勾选列缺格，√无法对应到列，请取得原件";
  }
  return "";
}

void RowReader::ResolveNames(const Header& header, RowValues& row) {
  const auto at = [&](Column column) -> Value* {
    const auto c = header.Find(column);
    return c ? &row.values[*c] : nullptr;
  };
  for (Value& value : row.values) {
    if (IsDash(value.text)) value.text.clear();
  }
  Value none;
  Value* one = at(Column::kLevelOne);
  if (one == nullptr) one = at(Column::kItemName);
  if (one == nullptr) one = at(Column::kCombinedItem);
  if (one == nullptr) one = &none;
  const Column one_column = at(Column::kLevelOne) ? Column::kLevelOne
                            : at(Column::kItemName) ? Column::kItemName : Column::kCombinedItem;
  Value* two = at(Column::kLevelTwo);
  Value* three = at(Column::kLevelThree);
  Value* serial = at(Column::kSerial);
  const bool one_printed = one->own && !IsSameAsAbove(one->text);
  const bool two_printed = two != nullptr && (two->own || two->spanned) && !IsSameAsAbove(two->text);
  const bool three_printed = three != nullptr && three->own;
  const std::string before = carried_[one_column].text;

  if (!one_printed && (one->text.empty() || IsSameAsAbove(one->text))) one->text = before;
  const bool same_group = !one->text.empty() && FoldForCompare(one->text) == FoldForCompare(before);
  // Nothing but the rest of the row is printed: the row goes on with the item above.
  const bool continued = !one_printed && !two_printed && (serial == nullptr || !serial->own);
  if (two != nullptr && (two->text.empty() || IsSameAsAbove(two->text)) && same_group &&
      (continued || (three_printed && !one_printed) || IsSameAsAbove(two->text))) {
    two->text = carried_[Column::kLevelTwo].text;
  }
  if (three != nullptr && three->text.empty() && continued && !three_printed) {
    three->text = carried_[Column::kLevelThree].text;
  }
  if (serial != nullptr && serial->text.empty() && continued && same_group) {
    serial->text = carried_[Column::kSerial].text;
  }
  carried_[one_column] = {one->text, row.number};
  if (two != nullptr) carried_[Column::kLevelTwo] = {two->text, row.number};
  if (three != nullptr) carried_[Column::kLevelThree] = {three->text, row.number};
  if (serial != nullptr) carried_[Column::kSerial] = {serial->text, row.number};
  for (const Column column : kTextColumns) ResolveText(header, column, same_group, row);
  for (const Column column : {Column::kAudienceText, Column::kMethodText, Column::kMethodAttribute,
                              Column::kLevelText}) {
    ResolveText(header, column, false, row);
  }
}

void RowReader::ResolveText(const Header& header, Column column, bool same_group, RowValues& row) {
  const auto c = header.Find(column);
  if (!c) return;
  Value& value = row.values[*c];
  Carried& above = carried_[column];
  if (IsSameAsAbove(value.text)) {
    if (above.text.empty()) {
      row.warnings.push_back({row.number, header.names[*c], "“同上”之上没有可沿用的内容"});
      return;
    }
    value.text = above.text;
  } else if (ContainsSameAsAbove(value.text)) {
    row.warnings.push_back({row.number, header.names[*c], "文字中有“同上”，只部分沿用，原文保留，请核对"});
  } else if (value.text.empty() && same_group && column != Column::kContents && !above.text.empty()) {
    row.warnings.push_back(
        {row.number, header.names[*c], "空白，按合并单元格沿用第" + std::to_string(above.row) + "行"});
    value.text = above.text;
  }
  if (!value.text.empty()) above = {value.text, value.own ? row.number : above.row};
}

}  // namespace disclosure::catalog
