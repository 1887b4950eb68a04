// A document as DOCX (Office Open XML, ECMA-376), as GB/T 9704-2012 wants it set.
#pragma once

#include <string>

#include "request-service/documents/document.h"

namespace disclosure::request {

// The same document gives the same bytes, so that its hash can be kept: nothing is compressed, and the entries
// have one fixed time. BAD_REQUEST if a text has a character that XML cannot hold.
absl::StatusOr<std::string> DocumentDocx(const Document& document);

}  // namespace disclosure::request
