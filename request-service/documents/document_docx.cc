#include "request-service/documents/document_docx.h"

#include <pugixml.hpp>

#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "common/papers/docx_package.h"

namespace disclosure::request {
namespace {

constexpr char kNamespace[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr int kTextWidth = 8844;  // 156mm in twentieths of a point
constexpr int kNameWidth = 2400;  // first column of a form
constexpr int kOrdinalWidth = 780;
constexpr int kLine = 560;
constexpr int kSlipRow = 1200;  // to write in by hand

pugi::xml_node Child(pugi::xml_node parent, const char* name, const char* value) {
  pugi::xml_node child = parent.append_child(name);
  child.append_attribute("w:val") = value;
  return child;
}

class DocxWriter {
 public:
  explicit DocxWriter(const Document& document) : document_(document) {}

  // BAD_REQUEST if a text cannot be written.
  absl::StatusOr<std::string> Write() {
    pugi::xml_node declaration = xml_.prepend_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "UTF-8";
    declaration.append_attribute("standalone") = "yes";
    pugi::xml_node root = xml_.append_child("w:document");
    root.append_attribute("xmlns:w") = kNamespace;
    body_ = root.append_child("w:body");
    Line("Title", absl::StrJoin(TitleLines(document_), "\n"));
    if (!document_.number.empty()) Line("Number", document_.number);
    if (!document_.addressee.empty()) AddAddressee();
    for (const Block& block : document_.blocks) std::visit([this](const auto& value) { Add(value); }, block);
    // A body may not end with a table.
    if (!document_.blocks.empty() && std::holds_alternative<Table>(document_.blocks.back())) Line("Cell", "");
    AddPage();
    if (!clean_) return error::BadRequest({{"document", "a text has characters that XML cannot hold"}});
    std::ostringstream out;
    xml_.save(out, "", pugi::format_raw, pugi::encoding_utf8);
    return out.str();
  }

 private:
  pugi::xml_node Line(const char* style, const std::string& text) { return LineIn(body_, style, text); }

  // A paragraph; the lines of `text` stay in it.
  pugi::xml_node LineIn(pugi::xml_node parent, const char* style, const std::string& text) {
    clean_ = clean_ && IsCleanText(text);
    pugi::xml_node paragraph = parent.append_child("w:p");
    Child(paragraph.append_child("w:pPr"), "w:pStyle", style);
    pugi::xml_node run = paragraph.append_child("w:r");
    bool first = true;
    for (const absl::string_view line : absl::StrSplit(text, '\n')) {
      if (!first) run.append_child("w:br");
      first = false;
      pugi::xml_node written = run.append_child("w:t");
      written.append_attribute("xml:space") = "preserve";
      written.text() = std::string(line).c_str();
    }
    return paragraph;
  }

  static void SpaceAbove(pugi::xml_node paragraph, int space) {
    paragraph.child("w:pPr").append_child("w:spacing").append_attribute("w:before") = space;
  }

  static void KeepWithNext(pugi::xml_node paragraph) {
    pugi::xml_node properties = paragraph.child("w:pPr");
    if (properties) properties.insert_child_after("w:keepNext", properties.child("w:pStyle"));
  }

  void AddAddressee() {
    const pugi::xml_node line = Line("Addressee", document_.addressee + "：");
    if (document_.number.empty()) SpaceAbove(line, kLine);
  }

  void Add(const Paragraph& paragraph) { Line("Body", paragraph.text); }
  void Add(const Heading& heading) {
    Line("Heading", heading.text);
    row_height_ = kSlipRow;
  }
  void Add(const Remedy& remedy) { Line("Body", remedy.text); }

  void Add(const List& list) {
    for (const std::string& item : Numbered(list.items)) Line("Body", item);
  }

  void Add(const Table& table) {
    const size_t columns = table.head.empty() ? table.rows.front().size() : table.head.size();
    const std::vector<int> widths = Widths(columns, !table.head.empty());
    pugi::xml_node node = body_.append_child("w:tbl");
    AddTableProperties(node, widths);
    if (!table.head.empty()) AddRow(node, table.head, widths, true);
    for (const std::vector<std::string>& row : table.rows) AddRow(node, row, widths, false);
  }

  // The first column of a form holds names, that of a manifest numbers.
  static std::vector<int> Widths(size_t columns, bool manifest) {
    if (columns < 2) return {kTextWidth};
    const int first = manifest ? kOrdinalWidth : kNameWidth;
    std::vector<int> widths(columns, (kTextWidth - first) / static_cast<int>(columns - 1));
    widths.front() = first;
    return widths;
  }

  static void AddTableProperties(pugi::xml_node table, const std::vector<int>& widths) {
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
    pugi::xml_node grid = table.append_child("w:tblGrid");
    for (const int column : widths) grid.append_child("w:gridCol").append_attribute("w:w") = column;
  }

  void AddRow(pugi::xml_node table, const std::vector<std::string>& cells, const std::vector<int>& widths,
              bool head) {
    pugi::xml_node row = table.append_child("w:tr");
    pugi::xml_node properties = row.append_child("w:trPr");
    properties.append_child("w:cantSplit");
    if (row_height_ > 0) Child(properties, "w:trHeight", std::to_string(row_height_).c_str());
    if (head) properties.append_child("w:tblHeader");
    for (size_t i = 0; i < cells.size(); ++i) {
      pugi::xml_node cell = row.append_child("w:tc");
      pugi::xml_node cell_properties = cell.append_child("w:tcPr");
      pugi::xml_node width = cell_properties.append_child("w:tcW");
      width.append_attribute("w:w") = widths[i];
      width.append_attribute("w:type") = "dxa";
      Child(cell_properties, "w:vAlign", "center");
      LineIn(cell, head ? "CellHead" : "Cell", cells[i]);
    }
  }

  // A signature does not stand alone on a page.
  void Add(const Signature& signature) {
    KeepWithNext(body_.last_child());
    bool first = true;
    for (const std::string& line : AttachmentLines(document_)) {
      const pugi::xml_node paragraph = Line("Attachment", line);
      KeepWithNext(paragraph);
      if (first) SpaceAbove(paragraph, kLine);
      first = false;
    }
    const pugi::xml_node organ = Line("Signature", signature.organ);
    KeepWithNext(organ);
    SpaceAbove(organ, 2 * kLine);
    Line("Signature", signature.date);
  }

  // A4; 天头37mm，订口28mm。
  void AddPage() {
    pugi::xml_node section = body_.append_child("w:sectPr");
    pugi::xml_node size = section.append_child("w:pgSz");
    size.append_attribute("w:w") = 11906;
    size.append_attribute("w:h") = 16838;
    pugi::xml_node margins = section.append_child("w:pgMar");
    margins.append_attribute("w:top") = 2098;
    margins.append_attribute("w:right") = 1474;
    margins.append_attribute("w:bottom") = 1984;
    margins.append_attribute("w:left") = 1588;
    margins.append_attribute("w:header") = 851;
    margins.append_attribute("w:footer") = 992;
    margins.append_attribute("w:gutter") = 0;
  }

  const Document& document_;
  pugi::xml_document xml_;
  pugi::xml_node body_;
  int row_height_ = 0;  // at least; 0: as the text needs
  bool clean_ = true;
};

}  // namespace

absl::StatusOr<std::string> DocumentDocx(const Document& document) {
  ASSIGN_OR_RETURN(const std::string xml, DocxWriter(document).Write());
  return DocxPackage(xml);
}

}  // namespace disclosure::request
