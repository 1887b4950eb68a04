#include "common/tables/xlsx_sheet.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/tables/encoding.h"
#include "common/tables/xlsx_styles.h"

namespace disclosure {
namespace {

constexpr int kExcelRows = 1 << 20;
constexpr int kExcelColumns = 1 << 14;

struct Position {
  int row = 0;     // 1-based
  int column = 0;  // 0-based
};

// "AB12" to row 12, column 27; nothing if it is no reference of a cell.
std::optional<Position> ParseReference(std::string_view reference) {
  Position position;
  size_t i = 0;
  int column = 0;
  for (; i < reference.size() && absl::ascii_isalpha(static_cast<unsigned char>(reference[i])); ++i) {
    column = column * 26 + absl::ascii_toupper(static_cast<unsigned char>(reference[i])) - 'A' + 1;
    if (column > kExcelColumns) return std::nullopt;
  }
  const std::string_view row = reference.substr(i);
  if (column == 0 || !absl::SimpleAtoi(absl::string_view(row.data(), row.size()), &position.row))
    return std::nullopt;
  if (position.row < 1 || position.row > kExcelRows) return std::nullopt;
  position.column = column - 1;
  return position;
}

struct Range {
  Position first;
  Position last;
};

std::optional<Range> ParseRange(std::string_view reference) {
  const size_t colon = reference.find(':');
  const std::optional<Position> first = ParseReference(reference.substr(0, colon));
  if (colon == reference.npos) return first ? std::optional<Range>({*first, *first}) : std::nullopt;
  const std::optional<Position> last = ParseReference(reference.substr(colon + 1));
  if (!first || !last || last->row < first->row || last->column < first->column) return std::nullopt;
  return Range{*first, *last};
}

class SheetReader {
 public:
  SheetReader(std::string_view part, const Workbook& workbook, const Relationships& links, ReadBudget* budget)
      : part_(part), workbook_(workbook), links_(links), budget_(budget) {}

  absl::StatusOr<std::vector<Row>> Read(std::string_view xml) {
    RETURN_IF_ERROR(
        ForEachElement(part_, xml, {"row", "mergeCell", "hyperlink"}, [this](pugi::xml_node node) {
          const std::string_view name = LocalName(node.name());
          if (name == "row") return ReadRow(node);
          if (name == "mergeCell") return KeepMerge(node);
          KeepLink(node);
          return absl::OkStatus();
        }));
    PlaceLinks();
    RETURN_IF_ERROR(PlaceMerges());
    std::vector<Row> rows;
    rows.reserve(rows_.size());
    for (auto& [number, row] : rows_) {
      RETURN_IF_ERROR(budget_->AddRow());
      RETURN_IF_ERROR(Widen(&row, width_));
      rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status Malformed(std::string_view what) const {
    return ReadError("MALFORMED_XML", absl::StrCat(std::string(part_), ": ", std::string(what)),
                     {{"part", std::string(part_)}});
  }

  absl::Status ReadRow(pugi::xml_node node) {
    Position here{row_ + 1, -1};
    if (const std::string_view number = AttributeNamed(node, "r"); !number.empty()) {
      if (!absl::SimpleAtoi(absl::string_view(number.data(), number.size()), &here.row))
        return Malformed("row without number");
    }
    if (here.row < 1 || here.row > kExcelRows) return Malformed("row number out of range");
    row_ = here.row;
    for (const pugi::xml_node cell : node.children()) {
      if (LocalName(cell.name()) != "c") continue;
      ++here.column;
      if (const std::string_view reference = AttributeNamed(cell, "r"); !reference.empty()) {
        const std::optional<Position> position = ParseReference(reference);
        if (!position || position->row != here.row) return Malformed("a cell does not stand in its row");
        here.column = position->column;
      }
      RETURN_IF_ERROR(KeepText(here, TextOf(cell)));
    }
    return absl::OkStatus();
  }

  absl::Status KeepText(Position here, std::string text) {
    if (text.empty()) return absl::OkStatus();
    RETURN_IF_ERROR(budget_->AddText(text.size()));
    RETURN_IF_ERROR(budget_->CheckColumns(here.column + 1));
    Row& row = rows_[here.row];
    row.number = here.row;
    RETURN_IF_ERROR(Widen(&row, here.column + 1));
    row.cells[here.column].text = std::move(text);
    return absl::OkStatus();
  }

  absl::Status Widen(Row* row, int columns) {
    const int more = columns - static_cast<int>(row->cells.size());
    if (more <= 0) return absl::OkStatus();
    RETURN_IF_ERROR(budget_->AddCells(more));
    row->cells.resize(columns);
    width_ = std::max(width_, columns);
    return absl::OkStatus();
  }

  std::string TextOf(pugi::xml_node cell) const {
    const std::string_view type = AttributeNamed(cell, "t");
    if (type == "inlineStr") return CleanCell(UnescapeXstring(RunsText(ChildNamed(cell, "is"))));
    const std::string value = ChildNamed(cell, "v").text().get();
    if (type == "s") {
      size_t index = 0;
      return absl::SimpleAtoi(value, &index) && index < workbook_.strings.size() ? workbook_.strings[index]
                                                                                 : "";
    }
    if (type == "b") return value == "1" ? "TRUE" : "FALSE";
    if (type.empty() || type == "n") return PrintNumber(value, PaddingOf(cell));
    return CleanCell(UnescapeXstring(value));
  }

  int PaddingOf(pugi::xml_node cell) const {
    const std::string_view text = AttributeNamed(cell, "s");
    size_t style = 0;
    const bool known = absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &style) &&
                       style < workbook_.padding.size();
    return known ? workbook_.padding[style] : 0;
  }

  absl::Status KeepMerge(pugi::xml_node node) {
    const std::optional<Range> range = ParseRange(AttributeNamed(node, "ref"));
    if (!range) return Malformed("a merged range is no range");
    merges_.push_back(*range);
    return budget_->AddCells(1);
  }

  void KeepLink(pugi::xml_node node) {
    const std::optional<Range> range = ParseRange(AttributeNamed(node, "ref"));
    const auto target = links_.find(AttributeNamed(node, "id"));
    if (range && target != links_.end()) link_at_.emplace_back(range->first, target->second);
  }

  void PlaceLinks() {
    for (const auto& [position, target] : link_at_) {
      const auto row = rows_.find(position.row);
      if (row == rows_.end() || position.column >= static_cast<int>(row->second.cells.size())) continue;
      Cell& cell = row->second.cells[position.column];
      if (cell.link.empty()) cell.link = target;
    }
  }

  // Marks the cells under each merged range, down the rows that are kept and across the columns in use.
  absl::Status PlaceMerges() {
    for (const Range& range : merges_) {
      const auto first = rows_.lower_bound(range.first.row);
      if (first == rows_.end() || first->first != range.first.row) continue;  // merged, but empty
      const int columns = std::min(range.last.column + 1, width_);
      int up = 0;
      for (auto row = first; row != rows_.end() && row->first <= range.last.row; ++row, ++up) {
        RETURN_IF_ERROR(Widen(&row->second, columns));
        RETURN_IF_ERROR(budget_->AddCells(1));  // ranges may overlap: the work counts too
        for (int column = range.first.column; column < columns; ++column) {
          Cell& cell = row->second.cells[column];
          const int left = column - range.first.column;
          if ((up == 0 && left == 0) || !cell.text.empty() || cell.spanned()) continue;
          cell.row_span_of = up;
          cell.col_span_of = left;
        }
      }
    }
    return absl::OkStatus();
  }

  const std::string_view part_;
  const Workbook& workbook_;
  const Relationships& links_;
  ReadBudget* const budget_;
  std::map<int, Row> rows_;
  std::vector<Range> merges_;
  std::vector<std::pair<Position, std::string>> link_at_;
  int row_ = 0;
  int width_ = 0;
};

}  // namespace

std::string UnescapeXstring(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = text.substr(i, 7);
    const bool escape = rest.size() == 7 && rest.substr(0, 4) == "_x00" && rest[6] == '_' &&
                        absl::ascii_isxdigit(static_cast<unsigned char>(rest[4])) &&
                        absl::ascii_isxdigit(static_cast<unsigned char>(rest[5]));
    if (!escape) {
      out += text[i];
      continue;
    }
    int code = 0;
    if (absl::SimpleHexAtoi(absl::string_view(rest.data() + 4, 2), &code) && code != 0 && code < 0x80)
      out += static_cast<char>(code);
    i += 6;
  }
  return out;
}

std::string RunsText(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (LocalName(child.name()) == "t") text += child.text().get();
    if (LocalName(child.name()) == "r") text += ChildNamed(child, "t").text().get();
  }
  return text;
}

absl::StatusOr<std::vector<Row>> ReadSheet(std::string_view part, std::string_view xml,
                                           const Workbook& workbook, const Relationships& links,
                                           ReadBudget* budget) {
  return SheetReader(part, workbook, links, budget).Read(xml);
}

}  // namespace disclosure
