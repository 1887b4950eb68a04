// Undoes what converters of mirror sites do to a page: doubled readings and traditional characters.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "catalog-service/importers/document.h"
#include "common/tables/read_limits.h"

namespace disclosure::catalog {

// How many Han characters of `text` are followed by their own reading in parentheses, as in 內(nèi).
int CountDoubledReadings(std::string_view text);

// `text` without those readings. A parenthesis after a Han character is a reading if it holds one syllable
// of Latin letters with a tone mark, or a toneless syllable that has no other use (們(men)).
std::string RemoveDoubledReadings(std::string_view text);

// Folds all texts of the document in place: doubled readings if it has several (sets doubled_readings), then
// traditional to simplified characters (OpenCC, t2s) if it looks traditional. A single 於 or 乾 in a
// simplified document stays. TOO_MUCH_TEXT for a traditional document above
// ReadLimits::traditional_bytes; INTERNAL if OpenCC's data are not installed.
absl::Status FoldDocument(const ReadLimits& limits, Document* document);

}  // namespace disclosure::catalog
