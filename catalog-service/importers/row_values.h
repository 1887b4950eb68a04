// The values of one data row by column, with merged cells, blanks that mean "continued", and 同上 resolved
// from the rows above in the same section of the same table.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/importers/header.h"
#include "common/tables/table.h"

namespace disclosure::catalog {

// Why a row, or a value of it, is remarkable. Row 0 says the whole table.
struct RowNote {
  int row = 0;
  std::string column;  // as printed in the header, or ""
  std::string reason;  // Chinese
  bool operator==(const RowNote&) const = default;
};

struct Value {
  std::string text;
  std::string link;
  bool own = false;      // printed in this row
  bool spanned = false;  // a merged cell of a row above reaches down here
};

// One row, cut to the header's columns.
struct RowValues {
  int number = 0;
  std::vector<Value> values;      // one per header column
  std::vector<RowNote> warnings;

  std::string_view Text(const Header& header, Column column) const;
};

class RowReader {
 public:
  // The section's rows begin at `first`: no span or carry reaches above it.
  void BeginSection(const Table& table, size_t first);

  // The values of table.rows[index] under `header`. A row that lost its 一级事项 cell (one cell short,
  // everything else moved left by one) is put right with a warning.
  RowValues Read(const Table& table, size_t index, const Header& header);

  // The header column whose cell is longer than any 公开内容 (20,000 bytes), if there is one. Such a row is
  // not resolved and nothing is carried from it.
  static std::optional<size_t> TooLong(const RowValues& row);

  // Why the row cannot be read column by column; "" if it can. Chinese. `column` says where.
  static std::string Displacement(const Row& row, const RowValues& values, const Header& header, std::string* column);

 private:
  void ResolveNames(const Header& header, RowValues& row);
  void ResolveText(const Header& header, Column column, bool same_group, RowValues& row);

  struct Carried {
    std::string text;
    int row = 0;
  };
  size_t first_ = 0;
  std::map<Column, Carried> carried_;
};

}  // namespace disclosure::catalog
