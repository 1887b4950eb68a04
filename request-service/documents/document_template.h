// How a document reads: data/request/templates/<code>.txt, UTF-8, one statement a line.
//
//   # a comment; blank lines mean nothing
//   hides applicant                 nothing of the applicant may stand in this document
//   include NAME                    the lines of NAME.txt (a name that is no document's code)
//
//   title TEXT                      标题
//   to TEXT                         addressee, printed before a colon
//   text TEXT                       a paragraph; each line of a filled-in text becomes one
//   heading TEXT                    a centred heading on a page of its own, for a slip to fill in
//   list NAME                       the lines of a filled-in text, numbered
//   head CELL|CELL                  table: its header,
//   row CELL|CELL                     a row,
//   each CELL|CELL                    a row for every entry of the manifest, with {withheld.*}
//   remedy [WORD]                   the remedy clause; WORD stands for its 本答复
//   attachments                     附件, as far as the reply says what is attached
//   sign                            organ and date; the attachments stand before it
//
//   if NAME / if part LEAF / if also LEAF … else … end
//                                   NAME is filled in; a part of the reply ends as LEAF; one does, and LEAF has
//                                   a document other than this one
//
// {name} is filled in: an element of document_elements.csv or a name of kFactNames. A full stop at the end of
// what is filled in gives way to the punctuation that follows. [a,b] before a TEXT or a first CELL says
// that the line is the mandatory element a and b; a filled-in element needs no such mark.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "request-service/domain/document_elements.h"
#include "request-service/domain/reply_table.h"

namespace disclosure::request {

// "第{a}条": text, name, text.
struct TemplatePiece {
  bool filled_in = false;
  std::string text;  // or the name
};
using TemplateText = std::vector<TemplatePiece>;

struct TemplateCondition {
  enum class Kind { kFilledIn, kPart, kAlso };
  Kind kind = Kind::kFilledIn;
  std::string name;
  bool wanted = true;  // false below `else`
};

struct TemplateLine {
  enum class Kind { kTitle, kTo, kText, kHeading, kList, kHead, kRow, kEach, kRemedy, kAttachments, kSign };
  Kind kind = Kind::kText;
  std::vector<TemplateCondition> conditions;  // all must hold
  std::set<std::string> elements;             // that the line itself is
  std::vector<TemplateText> cells;            // one for what is no row
};

struct DocumentTemplate {
  std::string code;
  bool hides_applicant = false;
  std::vector<TemplateLine> lines;
};

struct TemplateFile {
  std::string name;  // "R04.txt"
  std::string text;
};

// The *.txt of `directory`, by name. NOT_FOUND if it cannot be read.
absl::StatusOr<std::vector<TemplateFile>> ReadTemplateFiles(const std::filesystem::path& directory);

// Immutable; thread safe.
class DocumentTemplates {
 public:
  // BAD_REQUEST with every bad line ("R04.txt:12"), and every document of `elements` that has no file.
  static absl::StatusOr<DocumentTemplates> Parse(const std::vector<TemplateFile>& files,
                                                 const DocumentElements& elements, const ReplyTable& replies);

  const DocumentTemplate* Find(std::string_view code) const;  // or null

 private:
  std::map<std::string, DocumentTemplate, std::less<>> templates_;
};

}  // namespace disclosure::request
