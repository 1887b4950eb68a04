// The grid of the official form, before it becomes a file.
#pragma once

#include <string>
#include <vector>

#include "catalog-service/exporters/exporters.h"

namespace disclosure::catalog {

struct FormColumn {
  std::string group;  // 公开对象 over 全社会, or "" for a column of its own
  std::string name;
  double width = 10;  // in characters of the default font
  bool centred = false;
};

struct OfficialForm {
  std::string title;  // says 示例数据 if the catalogue is a sample
  std::vector<FormColumn> columns;
  std::vector<std::vector<std::string>> rows;  // one per item, as wide as `columns`
  size_t level_one_column = 0;

  // Rows from `row` on that can share one merged 一级事项 cell: at least 1.
  size_t RowsOfLevelOne(size_t row) const;
  // Columns from `column` on that share its group: at least 1.
  size_t ColumnsOfGroup(size_t column) const;
};

// Columns of the national form; 三级事项, 市级, 村级, 链接, 备注 and columns beyond the form only if an item has
// them. Levels that were derived from the bodies are left blank, and 公开层级 is left out if all were: the source
// does not say them, and the next import derives them again.
OfficialForm MakeOfficialForm(const ExportedCatalogue& catalogue);

// The channel cell: all 13 with ■ or □ (▲ for the second stage), then those beyond the 13.
std::string ChannelCell(const std::vector<ChannelUse>& channels);

}  // namespace disclosure::catalog
