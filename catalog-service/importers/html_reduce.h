// Reduces a page to its tables and text before a tree is built from it.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"

namespace disclosure::catalog {

// The page with nothing left but <table>, <caption>, <tr>, <td rowspan colspan title> and text: other tags
// are dropped, block elements and <br> become \n, scripts and styles go with their content, `title` holds the
// first http(s) link of a cell. Text that stands inside a table but in no cell becomes a <caption>.
//
// Why: gumbo's tree builder needs quadratic time and memory for hostile pages (unclosed <b> with attributes
// are copied into every paragraph) and recurses without a limit; with these tags alone it is linear, and the
// depth is known here. Deeply nested <div> cost nothing.
// Errors: NESTED_TOO_DEEPLY, TOO_MANY_CELLS, TOO_MUCH_TEXT; TRUNCATED_FILE if the page ends inside a tag, or
// inside a table although it opened <html> or <body> and never closed them.
absl::StatusOr<std::string> ReduceHtml(std::string_view html, const ReadLimits& limits);

// The charset that a <meta> in the first kilobytes names, in lower case, or "".
std::string MetaCharset(std::string_view bytes);

}  // namespace disclosure::catalog
