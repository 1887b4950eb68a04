// A composed document as the JSON text it is kept as.
#pragma once

#include <string>
#include <string_view>

#include "request-service/documents/document.h"

namespace disclosure::request {

std::string ToJson(const Document& document);
// DATA_LOSS if the text is no document.
absl::StatusOr<Document> DocumentFromJson(std::string_view text);

}  // namespace disclosure::request
