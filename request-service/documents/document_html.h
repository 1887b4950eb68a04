// A document for printing from a browser: A4 with the margins and sizes of GB/T 9704-2012, without scripts, and
// nothing it would have to fetch.
#pragma once

#include <string>

#include "request-service/documents/document.h"

namespace disclosure::request {

// UTF-8; every text escaped.
std::string DocumentHtml(const Document& document);

}  // namespace disclosure::request
