// word/document.xml as every document of ours writes it: paragraphs by their styles, tables with lines around, an A4 page.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <vector>

#include "common/base/status.h"

namespace disclosure {

// All lengths in twentieths of a point.
class DocxBody {
 public:
  struct Margins {
    int top, right, bottom, left;
  };

  DocxBody();

  pugi::xml_node node() const { return body_; }

  // <name w:val="value"/>
  static pugi::xml_node Child(pugi::xml_node parent, const char* name, const char* value);

  // A paragraph in `parent`, the body or a cell; the lines of `text` stay in it.
  pugi::xml_node Line(pugi::xml_node parent, const char* style, const std::string& text);

  // A table without rows.
  pugi::xml_node Table(int width, const std::vector<int>& columns);
  // A cell without its paragraphs, of which it must have one; its properties, for more of them.
  static pugi::xml_node Cell(pugi::xml_node row, int width);

  // The page ends the body; the package. BAD_REQUEST naming `field` if a text has a character that XML cannot hold.
  absl::StatusOr<std::string> Package(const Margins& margins, const char* field);

 private:
  pugi::xml_document xml_;
  pugi::xml_node body_;
  bool clean_ = true;
};

}  // namespace disclosure
