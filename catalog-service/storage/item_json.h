// An item as the JSON text kept in draft_items.item, so that the database can be read by people.
#pragma once

#include <string>
#include <string_view>

#include "catalog-service/domain/item.h"
#include "common/base/status.h"

namespace disclosure::catalog {

std::string ToJson(const Item& item);
// DATA_LOSS if the text is not an item.
absl::StatusOr<Item> ItemFromJson(std::string_view text);

}  // namespace disclosure::catalog
