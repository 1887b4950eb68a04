#include "common/papers/docx_body.h"

#include <sstream>
#include <utility>

#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/text_limits.h"
#include "common/papers/docx_package.h"

namespace disclosure {
namespace {

constexpr char kNamespace[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
constexpr int kPageWidth = 11906;
constexpr int kPageHeight = 16838;
constexpr int kHeader = 851;
constexpr int kFooter = 992;

void SetWidth(pugi::xml_node node, int width) {
  node.append_attribute("w:w") = width;
  node.append_attribute("w:type") = "dxa";
}

}  // namespace

DocxBody::DocxBody() {
  pugi::xml_node declaration = xml_.prepend_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  declaration.append_attribute("standalone") = "yes";
  pugi::xml_node root = xml_.append_child("w:document");
  root.append_attribute("xmlns:w") = kNamespace;
  body_ = root.append_child("w:body");
}

pugi::xml_node DocxBody::Child(pugi::xml_node parent, const char* name, const char* value) {
  pugi::xml_node child = parent.append_child(name);
  child.append_attribute("w:val") = value;
  return child;
}

pugi::xml_node DocxBody::Line(pugi::xml_node parent, const char* style, const std::string& text) {
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

pugi::xml_node DocxBody::Table(int width, const std::vector<int>& columns) {
  pugi::xml_node table = body_.append_child("w:tbl");
  pugi::xml_node properties = table.append_child("w:tblPr");
  SetWidth(properties.append_child("w:tblW"), width);
  pugi::xml_node borders = properties.append_child("w:tblBorders");
  for (const char* side : {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"}) {
    pugi::xml_node border = Child(borders, side, "single");
    border.append_attribute("w:sz") = 4;
    border.append_attribute("w:space") = 0;
    border.append_attribute("w:color") = "000000";
  }
  properties.append_child("w:tblLayout").append_attribute("w:type") = "fixed";
  pugi::xml_node grid = table.append_child("w:tblGrid");
  for (const int column : columns) grid.append_child("w:gridCol").append_attribute("w:w") = column;
  return table;
}

pugi::xml_node DocxBody::Cell(pugi::xml_node row, int width) {
  pugi::xml_node properties = row.append_child("w:tc").append_child("w:tcPr");
  SetWidth(properties.append_child("w:tcW"), width);
  return properties;
}

absl::StatusOr<std::string> DocxBody::Package(const Margins& margins, const char* field) {
  pugi::xml_node section = body_.append_child("w:sectPr");
  pugi::xml_node size = section.append_child("w:pgSz");
  size.append_attribute("w:w") = kPageWidth;
  size.append_attribute("w:h") = kPageHeight;
  pugi::xml_node written = section.append_child("w:pgMar");
  const std::pair<const char*, int> sides[] = {{"w:top", margins.top},   {"w:right", margins.right}, {"w:bottom", margins.bottom},
                                               {"w:left", margins.left}, {"w:header", kHeader},      {"w:footer", kFooter},
                                               {"w:gutter", 0}};
  for (const auto& [side, twips] : sides) written.append_attribute(side) = twips;
  if (!clean_) return error::BadRequest({{field, "a text has characters that XML cannot hold"}});
  std::ostringstream out;
  xml_.save(out, "", pugi::format_raw, pugi::encoding_utf8);
  return DocxPackage(out.str());
}

}  // namespace disclosure
