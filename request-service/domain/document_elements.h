// What a document must contain: data/request/document_elements.csv. A document that lacks an element is
// refused with the list of all that are missing.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"

namespace disclosure::request {

struct DocumentElement {
  std::string applies_to;  // a document (R04), its kind (R, T) or a leaf (denied_third_party)
  std::string element;
  std::string label;
  std::string article;
};

// Immutable; thread safe.
class DocumentElements {
 public:
  // "applies_to,element,label,article,note"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<DocumentElements> Parse(std::string_view csv);

  const std::vector<DocumentElement>& elements() const { return elements_; }

  // What `document` must contain, as in the file: the elements of its kind, its own, and those of its
  // `parts`: leaves and their documents (ElementKeys of reply_table.h). An element stands once, as the
  // document itself words it. Empty for an unknown document. Points into this table.
  std::vector<const DocumentElement*> Required(std::string_view document, const std::set<std::string>& parts) const;

  // Of these the ones that are not among `present`.
  std::vector<const DocumentElement*> Missing(std::string_view document, const std::set<std::string>& parts,
                                              const std::set<std::string>& present) const;

  // OK, or FAILED_PRECONDITION (DOCUMENT_INCOMPLETE) with one violation per missing element.
  // NOT_FOUND for an unknown document.
  absl::Status CheckComplete(std::string_view document, const std::set<std::string>& parts,
                             const std::set<std::string>& present) const;

 private:
  bool Knows(std::string_view document) const;

  std::vector<DocumentElement> elements_;
};

}  // namespace disclosure::request
