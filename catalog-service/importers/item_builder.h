// From the values of one row to an item.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"
#include "catalog-service/importers/header.h"
#include "catalog-service/importers/row_values.h"

namespace disclosure::catalog {

// An item, or the reason why the row must be looked at by a person.
struct BuiltItem {
  Item item;
  std::vector<RowNote> warnings;
  std::vector<RowNote> quarantine;  // not empty: `item` is not to be imported
};

BuiltItem BuildItem(const RowValues& row, const Header& header, std::string_view file, int table);

}  // namespace disclosure::catalog
