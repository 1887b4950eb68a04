#include "request-service/documents/document_docx.h"

#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "common/papers/docx_body.h"

namespace disclosure::request {
namespace {

constexpr int kTextWidth = 8844;  // 156mm in twentieths of a point
constexpr DocxBody::Margins kMargins = {.top = 2098, .right = 1474, .bottom = 1984, .left = 1588};  // 天头37mm，订口28mm
constexpr int kNameWidth = 2400;  // first column of a form
constexpr int kOrdinalWidth = 780;
constexpr int kLine = 560;
constexpr int kSlipRow = 1200;  // to write in by hand

class DocumentWriter {
 public:
  explicit DocumentWriter(const Document& document) : document_(document) {}

  // BAD_REQUEST if a text cannot be written.
  absl::StatusOr<std::string> Write() {
    Line("Title", absl::StrJoin(TitleLines(document_), "\n"));
    if (!document_.number.empty()) Line("Number", document_.number);
    if (!document_.addressee.empty()) AddAddressee();
    for (const Block& block : document_.blocks) std::visit([this](const auto& value) { Add(value); }, block);
    // A body may not end with a table.
    if (!document_.blocks.empty() && std::holds_alternative<Table>(document_.blocks.back())) Line("Cell", "");
    return body_.Package(kMargins, "document");
  }

 private:
  pugi::xml_node Line(const char* style, const std::string& text) { return body_.Line(body_.node(), style, text); }

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
    pugi::xml_node node = body_.Table(kTextWidth, widths);
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

  void AddRow(pugi::xml_node table, const std::vector<std::string>& cells, const std::vector<int>& widths,
              bool head) {
    pugi::xml_node row = table.append_child("w:tr");
    pugi::xml_node properties = row.append_child("w:trPr");
    properties.append_child("w:cantSplit");
    if (row_height_ > 0) DocxBody::Child(properties, "w:trHeight", std::to_string(row_height_).c_str());
    if (head) properties.append_child("w:tblHeader");
    for (size_t i = 0; i < cells.size(); ++i) {
      pugi::xml_node cell = DocxBody::Cell(row, widths[i]);
      DocxBody::Child(cell, "w:vAlign", "center");
      body_.Line(cell.parent(), head ? "CellHead" : "Cell", cells[i]);
    }
  }

  // A signature does not stand alone on a page.
  void Add(const Signature& signature) {
    KeepWithNext(body_.node().last_child());
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

  const Document& document_;
  DocxBody body_;
  int row_height_ = 0;  // at least; 0: as the text needs
};

}  // namespace

absl::StatusOr<std::string> DocumentDocx(const Document& document) { return DocumentWriter(document).Write(); }

}  // namespace disclosure::request
