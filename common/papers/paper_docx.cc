#include <algorithm>
#include <pugixml.hpp>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "common/papers/docx_package.h"
#include "common/papers/paper.h"

namespace disclosure {
namespace {

constexpr char kNamespace[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr int kTextWidth = 9638;  // 170mm in twentieths of a point
constexpr char kSmall[] = "18";   // half points: 小五, so that ten columns fit
constexpr int kSmallLine = 240;   // twentieths of a point

pugi::xml_node Child(pugi::xml_node parent, const char* name, const char* value) {
  pugi::xml_node child = parent.append_child(name);
  child.append_attribute("w:val") = value;
  return child;
}

// The cell that covers a place of the grid.
const GridCell* CellAt(const Grid& grid, int row, int column) {
  const auto found = std::find_if(grid.cells.begin(), grid.cells.end(), [&](const GridCell& cell) {
    return row >= cell.row && row < cell.row + cell.rows && column >= cell.column && column < cell.column + cell.columns;
  });
  return found == grid.cells.end() ? nullptr : &*found;
}

class DocxWriter {
 public:
  absl::StatusOr<std::string> Write(const Paper& paper) {
    pugi::xml_node declaration = xml_.prepend_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node root = xml_.append_child("w:document");
    root.append_attribute("xmlns:w") = kNamespace;
    body_ = root.append_child("w:body");
    Line(body_, "Title", paper.title);
    for (const PaperSection& section : paper.sections) {
      if (!section.title.empty()) Line(body_, "Body", section.title);
      for (const std::string& paragraph : section.paragraphs) Line(body_, "Body", paragraph);
      for (const Grid& grid : section.grids) AddGrid(grid);
    }
    if (!paper.closing.empty()) Line(body_, "Signature", paper.closing);
    AddPage();
    if (!clean_) return error::BadRequest({{"texts", "a text has characters that XML cannot hold"}});
    std::ostringstream out;
    xml_.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
  }

 private:
  pugi::xml_node Line(pugi::xml_node parent, const char* style, const std::string& text) {
    clean_ = clean_ && IsCleanText(text);
    pugi::xml_node paragraph = parent.append_child("w:p");
    Child(paragraph.append_child("w:pPr"), "w:pStyle", style);
    pugi::xml_node run = paragraph.append_child("w:r");
    pugi::xml_node written = run.append_child("w:t");
    written.append_attribute("xml:space") = "preserve";
    written.text() = text.c_str();
    return paragraph;
  }

  void SmallLine(pugi::xml_node parent, const GridCell& cell) {
    pugi::xml_node paragraph = Line(parent, "Cell", cell.text);
    pugi::xml_node properties = paragraph.child("w:pPr");
    pugi::xml_node spacing = properties.append_child("w:spacing");
    spacing.append_attribute("w:line") = kSmallLine;
    spacing.append_attribute("w:lineRule") = "exact";
    if (cell.heading || cell.number) Child(properties, "w:jc", "center");
    pugi::xml_node run = paragraph.child("w:r");
    pugi::xml_node size = run.prepend_child("w:rPr");
    Child(size, "w:sz", kSmall);
    Child(size, "w:szCs", kSmall);
  }

  void AddGrid(const Grid& grid) {
    pugi::xml_node table = body_.append_child("w:tbl");
    AddTableProperties(table, grid);
    for (int row = 0; row < grid.rows; ++row) {
      pugi::xml_node line = table.append_child("w:tr");
      pugi::xml_node properties = line.append_child("w:trPr");
      properties.append_child("w:cantSplit");
      if (row < grid.heading_rows) properties.append_child("w:tblHeader");
      for (int column = 0; column < grid.columns;) {
        const GridCell* cell = CellAt(grid, row, column);
        if (cell == nullptr) break;
        AddCell(line, grid, *cell, row);
        column = cell->column + cell->columns;
      }
    }
    // Two tables in a row would become one.
    Line(body_, "Cell", "");
  }

  static void AddTableProperties(pugi::xml_node table, const Grid& grid) {
    pugi::xml_node properties = table.append_child("w:tblPr");
    pugi::xml_node width = properties.append_child("w:tblW");
    width.append_attribute("w:w") = kTextWidth;
    width.append_attribute("w:type") = "dxa";
    pugi::xml_node borders = properties.append_child("w:tblBorders");
    for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
      pugi::xml_node border = Child(borders, side, "single");
      border.append_attribute("w:sz") = 4;
      border.append_attribute("w:space") = 0;
      border.append_attribute("w:color") = "000000";
    }
    properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
    pugi::xml_node columns = table.append_child("w:tblGrid");
    for (const int share : grid.widths) columns.append_child("w:gridCol").append_attribute("w:w") = kTextWidth * share / 100;
  }

  // A cell that spans rows stands in each of them; its text in the first.
  void AddCell(pugi::xml_node line, const Grid& grid, const GridCell& cell, int row) {
    pugi::xml_node node = line.append_child("w:tc");
    pugi::xml_node properties = node.append_child("w:tcPr");
    int width = 0;
    for (int i = 0; i < cell.columns; ++i) width += kTextWidth * grid.widths[cell.column + i] / 100;
    pugi::xml_node size = properties.append_child("w:tcW");
    size.append_attribute("w:w") = width;
    size.append_attribute("w:type") = "dxa";
    if (cell.columns > 1) Child(properties, "w:gridSpan", absl::StrCat(cell.columns).c_str());
    const bool first = row == cell.row;
    if (cell.rows > 1) Child(properties, "w:vMerge", first ? "restart" : "continue");
    Child(properties, "w:vAlign", "center");
    if (first) return SmallLine(node, cell);
    SmallLine(node, {.text = ""});
  }

  void AddPage() {
    pugi::xml_node section = body_.append_child("w:sectPr");
    pugi::xml_node size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = 11906;
    size.append_attribute("w:h") = 16838;
    pugi::xml_node margins = section.append_child("w:pgMar");
    const std::pair<const char*, int> sides[] = {{"w:top", 1417},  {"w:right", 1134},  {"w:bottom", 1417}, {"w:left", 1134},
                                                 {"w:header", 851}, {"w:footer", 992}, {"w:gutter", 0}};
    for (const auto& [side, twips] : sides) margins.append_attribute(side) = twips;
  }

  pugi::xml_document xml_;
  pugi::xml_node body_;
  bool clean_ = true;
};

}  // namespace

absl::StatusOr<std::string> PaperDocx(const Paper& paper) {
  ASSIGN_OR_RETURN(const std::string xml, DocxWriter().Write(paper));
  return DocxPackage(xml);
}

}  // namespace disclosure
