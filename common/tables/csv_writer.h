// CSV as spreadsheets open it: UTF-8 with byte order mark, CRLF.
#pragma once

#include <string>
#include <vector>

namespace disclosure {

using TextRow = std::vector<std::string>;

// A cell that a spreadsheet would run as a formula gets an apostrophe in front, as do those that begin with apostrophes
// before such a sign, so that a reader can take exactly one off (csv_reader.h does).
std::string CsvRecord(const TextRow& row);

// The first record, behind the byte order mark.
std::string CsvHead(const TextRow& columns);

}  // namespace disclosure
