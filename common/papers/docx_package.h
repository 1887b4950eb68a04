// The parts of a DOCX that are the same for every document, and the zip around them.
#pragma once

#include <string>

#include "common/base/status.h"

namespace disclosure {

// The package with `document_xml` as word/document.xml. Styles for it: Title, Number, Addressee, Body, Heading,
// Attachment, Signature, Cell, CellHead. INTERNAL if libzip fails.
absl::StatusOr<std::string> DocxPackage(const std::string& document_xml);

}  // namespace disclosure
