// One worksheet of a workbook.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "common/tables/read_limits.h"
#include "common/tables/table.h"
#include "common/tables/xml_scan.h"

namespace disclosure {

// What the sheets of a workbook share.
struct Workbook {
  std::vector<std::string> strings;  // sharedStrings.xml
  std::vector<int> padding;          // by cell style (xlsx_styles.h)
};

// Target by relationship id, external http(s) ones for hyperlinks.
using Relationships = std::map<std::string, std::string, std::less<>>;

// Rows with text, spans and links of one worksheet part, all as wide as the widest.
absl::StatusOr<std::vector<Row>> ReadSheet(std::string_view part, std::string_view xml,
                                           const Workbook& workbook, const Relationships& links,
                                           ReadBudget* budget);

// The text of an <si> or <is> element: its runs joined, without phonetic guides (rPh).
std::string RunsText(pugi::xml_node node);

// `text` with escapes such as _x000D_ resolved: so are control characters written (ECMA-376, ST_Xstring).
std::string UnescapeXstring(std::string_view text);

}  // namespace disclosure
