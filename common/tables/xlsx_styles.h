// How a number of a worksheet is printed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace disclosure {

// For each cell style, how many digits it pads a whole number to: 4 for the number format "0000", which is how
// a 序号 such as 0505 is kept in a workbook; 0 for any other format.
absl::StatusOr<std::vector<int>> PaddingOfStyles(std::string_view styles_xml);

// A number as Excel shows it in a cell of general format: whole numbers without .0, at most 15 digits.
// Text that is no number comes back as it is.
std::string PrintNumber(const std::string& value, int padding);

}  // namespace disclosure
