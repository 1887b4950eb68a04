// The files of offices' lists: a workbook or CSV, heads in English or Chinese, wherever they stand.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/status.h"
#include "common/tables/table_file.h"
#include "media-service/domain/import_tables.h"

namespace disclosure::media {

struct ListRow {
  int number = 0;  // as a person counts in its table
  std::string table;  // name of the sheet, "" if the file has only one list
  ListCells cells;
  bool too_wide = false;  // has more fields than the head: a comma without quotes, so no column can be trusted
};

struct ListFile {
  std::vector<ListRow> rows;  // those that have a text
  std::map<std::string, std::string> heads;  // by column: as it is written
  std::vector<std::pair<int, RowRemark>> remarks;  // of the head: its row, and columns that are not taken, by their heads
};

// What a head means; nullptr for one that nobody knows.
using ColumnOfHead = std::function<const ListColumn*(std::string_view head)>;

// Every table that has all of `required` ("account_name", "platform|platform_type": either) among its heads is read, its head
// being one of the first rows. Merged cells count for every row that they cover. NO_HEADER naming what is required; those of common/tables/table_file.h.
absl::StatusOr<ListFile> ReadListFile(std::string_view bytes, const ColumnOfHead& column_of, const std::vector<std::string>& required,
                                      const ReadLimits& limits = {});

}  // namespace disclosure::media
