#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/papers/docx_body.h"
#include "common/papers/paper.h"

namespace disclosure {
namespace {

constexpr int kTextWidth = 9638;  // 170mm in twentieths of a point
constexpr DocxBody::Margins kMargins = {.top = 1417, .right = 1134, .bottom = 1417, .left = 1134};
constexpr char kSmall[] = "18";  // half points: 小五, so that ten columns fit
constexpr int kSmallLine = 240;  // twentieths of a point

// The cell that covers a place of the grid.
const GridCell* CellAt(const Grid& grid, int row, int column) {
  const auto found = std::find_if(grid.cells.begin(), grid.cells.end(), [&](const GridCell& cell) {
    return row >= cell.row && row < cell.row + cell.rows && column >= cell.column && column < cell.column + cell.columns;
  });
  return found == grid.cells.end() ? nullptr : &*found;
}

class PaperWriter {
 public:
  absl::StatusOr<std::string> Write(const Paper& paper) {
    body_.Line(body_.node(), "Title", paper.title);
    for (const PaperSection& section : paper.sections) {
      if (!section.title.empty()) body_.Line(body_.node(), "Body", section.title);
      for (const std::string& paragraph : section.paragraphs) body_.Line(body_.node(), "Body", paragraph);
      for (const Grid& grid : section.grids) AddGrid(grid);
    }
    if (!paper.closing.empty()) body_.Line(body_.node(), "Signature", paper.closing);
    return body_.Package(kMargins, "texts");
  }

 private:
  void SmallLine(pugi::xml_node parent, const GridCell& cell) {
    pugi::xml_node paragraph = body_.Line(parent, "Cell", cell.text);
    pugi::xml_node properties = paragraph.child("w:pPr");
    pugi::xml_node spacing = properties.append_child("w:spacing");
    spacing.append_attribute("w:line") = kSmallLine;
    spacing.append_attribute("w:lineRule") = "exact";
    if (cell.heading || cell.number) DocxBody::Child(properties, "w:jc", "center");
    pugi::xml_node run = paragraph.child("w:r");
    pugi::xml_node size = run.prepend_child("w:rPr");
    DocxBody::Child(size, "w:sz", kSmall);
    DocxBody::Child(size, "w:szCs", kSmall);
  }

  void AddGrid(const Grid& grid) {
    std::vector<int> widths;
    for (const int share : grid.widths) widths.push_back(kTextWidth * share / 100);
    pugi::xml_node table = body_.Table(kTextWidth, widths);
    for (int row = 0; row < grid.rows; ++row) {
      pugi::xml_node line = table.append_child("w:tr");
      pugi::xml_node properties = line.append_child("w:trPr");
      properties.append_child("w:cantSplit");
      if (row < grid.heading_rows) properties.append_child("w:tblHeader");
      for (int column = 0; column < grid.columns;) {
        const GridCell* cell = CellAt(grid, row, column);
        if (cell == nullptr) break;
        AddCell(line, widths, *cell, row);
        column = cell->column + cell->columns;
      }
    }
    // Two tables in a row would become one.
    body_.Line(body_.node(), "Cell", "");
  }

  // A cell that spans rows stands in each of them; its text in the first.
  void AddCell(pugi::xml_node line, const std::vector<int>& widths, const GridCell& cell, int row) {
    int width = 0;
    for (int i = 0; i < cell.columns; ++i) width += widths[cell.column + i];
    pugi::xml_node properties = DocxBody::Cell(line, width);
    if (cell.columns > 1) DocxBody::Child(properties, "w:gridSpan", absl::StrCat(cell.columns).c_str());
    const bool first = row == cell.row;
    if (cell.rows > 1) DocxBody::Child(properties, "w:vMerge", first ? "restart" : "continue");
    DocxBody::Child(properties, "w:vAlign", "center");
    if (first) return SmallLine(properties.parent(), cell);
    SmallLine(properties.parent(), {.text = ""});
  }

  DocxBody body_;
};

}  // namespace

absl::StatusOr<std::string> PaperDocx(const Paper& paper) { return PaperWriter().Write(paper); }

}  // namespace disclosure
