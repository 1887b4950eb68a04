#include "catalog-service/importers/html_reader.h"

#include <gumbo.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_split.h"
#include "catalog-service/importers/html_reduce.h"
#include "common/base/status.h"
#include "common/tables/encoding.h"

namespace disclosure::catalog {
namespace {

constexpr size_t kGridRows = 2;
constexpr size_t kGridColumns = 3;

// Recursion below is bounded: ReduceHtml leaves no more levels than ReadLimits::html_depth.
bool Is(const GumboNode* node, GumboTag tag) {
  return node->type == GUMBO_NODE_ELEMENT && node->v.element.tag == tag;
}

std::vector<const GumboNode*> ChildrenOf(const GumboNode* node) {
  if (node->type != GUMBO_NODE_ELEMENT && node->type != GUMBO_NODE_DOCUMENT) return {};
  const GumboVector& children =
      node->type == GUMBO_NODE_DOCUMENT ? node->v.document.children : node->v.element.children;
  std::vector<const GumboNode*> nodes(children.length);
  for (unsigned i = 0; i < children.length; ++i) nodes[i] = static_cast<const GumboNode*>(children.data[i]);
  return nodes;
}

// The <tr> of a table, not those of tables within.
std::vector<const GumboNode*> RowsOf(const GumboNode* table) {
  std::vector<const GumboNode*> rows;
  for (const GumboNode* child : ChildrenOf(table)) {
    if (Is(child, GUMBO_TAG_TR)) rows.push_back(child);
    if (!Is(child, GUMBO_TAG_TBODY)) continue;
    for (const GumboNode* row : ChildrenOf(child)) {
      if (Is(row, GUMBO_TAG_TR)) rows.push_back(row);
    }
  }
  return rows;
}

std::vector<const GumboNode*> CellsOf(const GumboNode* row) {
  std::vector<const GumboNode*> cells = ChildrenOf(row);
  std::erase_if(cells, [](const GumboNode* node) { return !Is(node, GUMBO_TAG_TD); });
  return cells;
}

bool HasGrid(const GumboNode* table) {
  size_t rows = 0;
  size_t columns = 0;
  for (const GumboNode* row : RowsOf(table)) {
    ++rows;
    columns = std::max(columns, CellsOf(row).size());
  }
  return rows >= kGridRows && columns >= kGridColumns;
}

void AppendText(const GumboNode* node, std::string* text) {
  if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) *text += node->v.text.text;
  if (Is(node, GUMBO_TAG_TABLE) && HasGrid(node)) return;
  if (Is(node, GUMBO_TAG_TR) || Is(node, GUMBO_TAG_TABLE)) *text += '\n';
  if (Is(node, GUMBO_TAG_TD)) *text += ' ';
  for (const GumboNode* child : ChildrenOf(node)) AppendText(child, text);
  if (Is(node, GUMBO_TAG_TABLE)) *text += '\n';
}

// Blank lines, and blanks around lines, are layout.
std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    std::string clean = CleanCell({line.data(), line.size()});
    if (!clean.empty()) lines.push_back(std::move(clean));
  }
  return lines;
}

std::string TextOf(const GumboNode* cell) {
  std::string raw;
  for (const GumboNode* child : ChildrenOf(cell)) AppendText(child, &raw);
  std::string text;
  for (const std::string& line : Lines(raw)) {
    if (!text.empty()) text += '\n';
    text += line;
  }
  return text;
}

bool HoldsGrid(const GumboNode* node) {
  for (const GumboNode* child : ChildrenOf(node)) {
    if ((Is(child, GUMBO_TAG_TABLE) && HasGrid(child)) || HoldsGrid(child)) return true;
  }
  return false;
}

// A table around others that has no grid of text itself.
bool IsLayout(const GumboNode* table) {
  if (!HoldsGrid(table)) return false;
  size_t full_rows = 0;
  for (const GumboNode* row : RowsOf(table)) {
    const std::vector<const GumboNode*> cells = CellsOf(row);
    const auto full = std::count_if(cells.begin(), cells.end(),
                                    [](const GumboNode* cell) { return !TextOf(cell).empty(); });
    if (static_cast<size_t>(full) >= kGridColumns) ++full_rows;
  }
  return full_rows < kGridRows;
}

int64_t Span(const GumboNode* cell, const char* name) {
  const GumboAttribute* attribute = gumbo_get_attribute(&cell->v.element.attributes, name);
  return attribute == nullptr ? 1 : std::strtol(attribute->value, nullptr, 10);
}

// Lays the cells of a table into its grid (HTML standard, "forming a table", without the errors).
class GridBuilder {
 public:
  GridBuilder(const GumboNode* table, ReadBudget* budget) : rows_(RowsOf(table)), budget_(budget) {
    for (const GumboNode* row : rows_) {
      int64_t width = 0;
      for (const GumboNode* cell : CellsOf(row)) {
        const int64_t span = Span(cell, "colspan");
        width += span > budget->limits().columns ? 1 : std::max<int64_t>(span, 1);
      }
      width_ = std::max(width_, width);
    }
  }

  absl::StatusOr<std::vector<Row>> Build() {
    std::vector<Row> rows;
    RETURN_IF_ERROR(budget_->CheckColumns(width_));
    for (size_t i = 0; i < rows_.size(); ++i) {
      RETURN_IF_ERROR(budget_->AddRow());
      Row& row = rows.emplace_back();
      row.number = static_cast<int>(i + 1);
      for (const GumboNode* cell : CellsOf(rows_[i])) RETURN_IF_ERROR(Place(cell, rows_.size() - i, &row));
      FillToTheLastReach(&row);
      RETURN_IF_ERROR(budget_->CheckColumns(static_cast<int64_t>(row.cells.size())));
      RETURN_IF_ERROR(budget_->AddCells(static_cast<int64_t>(row.cells.size())));
    }
    return rows;
  }

 private:
  // A column that a cell above reaches down into.
  struct Reach {
    int64_t rows_left = 0;
    int up = 0;
    int left = 0;
  };

  bool Covered(size_t column) const { return column < reach_.size() && reach_[column].rows_left > 0; }

  // Puts spanned cells as long as cells above reach into the next column.
  void FillSpanned(Row* row) {
    while (Covered(row->cells.size())) {
      Reach& reach = reach_[row->cells.size()];
      --reach.rows_left;
      row->cells.push_back({.row_span_of = ++reach.up, .col_span_of = reach.left});
    }
  }

  // A short row is filled up to the last column that a cell above reaches into.
  void FillToTheLastReach(Row* row) {
    size_t end = reach_.size();
    while (end > 0 && !Covered(end - 1)) --end;
    FillSpanned(row);
    while (row->cells.size() < end) {
      row->cells.emplace_back();
      FillSpanned(row);
    }
  }

  absl::Status Place(const GumboNode* cell, size_t rows_left, Row* row) {
    FillSpanned(row);
    const size_t column = row->cells.size();
    int64_t columns = Span(cell, "colspan");
    if (columns > budget_->limits().columns) columns = width_ - static_cast<int64_t>(column);
    columns = std::max<int64_t>(columns, 1);
    RETURN_IF_ERROR(budget_->CheckColumns(static_cast<int64_t>(column) + columns));
    int64_t rows = Span(cell, "rowspan");  // 0 means down to the end (HTML standard, attr-tdth-rowspan)
    if (rows == 0 || rows > static_cast<int64_t>(rows_left)) rows = static_cast<int64_t>(rows_left);
    Cell own;
    own.text = TextOf(cell);
    RETURN_IF_ERROR(budget_->AddText(own.text.size()));
    if (const GumboAttribute* link = gumbo_get_attribute(&cell->v.element.attributes, "title"))
      own.link = CleanCell(link->value);
    row->cells.push_back(std::move(own));
    if (reach_.size() < column + columns) reach_.resize(column + columns);
    reach_[column] = {rows - 1, 0, 0};
    for (int left = 1; left < columns && !Covered(row->cells.size()); ++left) {
      reach_[row->cells.size()] = {rows - 1, 0, left};
      row->cells.push_back({.col_span_of = left});
    }
    return absl::OkStatus();
  }

  const std::vector<const GumboNode*> rows_;
  ReadBudget* const budget_;
  int64_t width_ = 0;
  std::vector<Reach> reach_;
};

class PageReader {
 public:
  explicit PageReader(ReadBudget* budget) : budget_(budget) {}

  absl::Status Walk(const GumboNode* node) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE) pending_ += node->v.text.text;
    if (Is(node, GUMBO_TAG_TD) || Is(node, GUMBO_TAG_CAPTION)) pending_ += '\n';
    if (Is(node, GUMBO_TAG_TABLE)) {
      pending_ += '\n';
      if (!IsLayout(node)) return Emit(node);
    }
    for (const GumboNode* child : ChildrenOf(node)) RETURN_IF_ERROR(Walk(child));
    return absl::OkStatus();
  }

  std::vector<Table> tables() && { return std::move(tables_); }

 private:
  absl::Status Emit(const GumboNode* node) {
    for (const GumboNode* child : ChildrenOf(node)) {
      if (Is(child, GUMBO_TAG_CAPTION)) RETURN_IF_ERROR(Walk(child));
    }
    Table table;
    table.preamble = Lines(std::exchange(pending_, ""));
    for (const std::string& line : table.preamble) RETURN_IF_ERROR(budget_->AddText(line.size()));
    ASSIGN_OR_RETURN(table.rows, GridBuilder(node, budget_).Build());
    if (!table.rows.empty()) {
      table.number = static_cast<int>(tables_.size() + 1);
      tables_.push_back(std::move(table));
    }
    return EmitGridsWithin(node);
  }

  absl::Status EmitGridsWithin(const GumboNode* node) {
    for (const GumboNode* child : ChildrenOf(node)) {
      if (Is(child, GUMBO_TAG_TABLE) && HasGrid(child)) {
        RETURN_IF_ERROR(Walk(child));
      } else {
        RETURN_IF_ERROR(EmitGridsWithin(child));
      }
    }
    return absl::OkStatus();
  }

  ReadBudget* const budget_;
  std::vector<Table> tables_;
  std::string pending_;  // text since the last table
};

}  // namespace

absl::StatusOr<std::vector<Table>> ReadHtml(std::string_view html, ReadBudget* budget) {
  ASSIGN_OR_RETURN(const std::string reduced, ReduceHtml(html, budget->limits()));
  GumboOptions options = kGumboDefaultOptions;
  options.max_errors = 0;  // else every markup error of the page is kept in memory
  const auto destroy = [&](GumboOutput* output) { gumbo_destroy_output(&options, output); };
  const std::unique_ptr<GumboOutput, decltype(destroy)> page(
      gumbo_parse_with_options(&options, reduced.data(), reduced.size()), destroy);
  PageReader reader(budget);
  RETURN_IF_ERROR(reader.Walk(page->document));
  std::vector<Table> tables = std::move(reader).tables();
  if (tables.empty()) return ReadError("NO_TABLE", "the page holds no table");
  return tables;
}

}  // namespace disclosure::catalog
