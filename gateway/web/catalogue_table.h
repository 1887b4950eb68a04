// The table of the official form (基层政务公开标准目录).
#pragma once

#include <string_view>
#include <vector>

#include "gateway/compose/snapshot.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// Fills an include of the template "table" into `parent` with `items`, in their order; neighbours of the same
// 一级事项 share its cell. Columns that the form has only sometimes (三级事项, 市级, 村级) are there if an item uses
// them. An item that `in_force` has is linked to its page; it may be null.
void AddCatalogueTable(const Snapshot& snapshot, const std::vector<const catalog::v1::Item*>& items,
                       const catalog::v1::Edition* in_force, std::string_view caption, Dictionary& parent);

}  // namespace disclosure::gateway
