// A catalogue as the official form prints it, one of its editions, and one item.
#pragma once

#include <string>

#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// The edition in force; only items that contain every word of `filter`.
void WriteCatalogue(const Snapshot& snapshot, const catalog::v1::Edition& edition, const std::string& filter,
                    PageBuilder& page);
// Any readable edition (版次); one that was withdrawn (撤回) shows its reason instead of items.
void WriteEdition(const Snapshot& snapshot, const catalog::v1::Edition& edition, PageBuilder& page);
// `item` is one of the edition's.
void WriteItem(const Snapshot& snapshot, const catalog::v1::Edition& edition, const catalog::v1::Item& item,
               PageBuilder& page);

// The breadcrumb down to the catalogue; `here`: the page is the catalogue itself.
void AddCatalogueCrumbs(const Snapshot& snapshot, const std::string& catalogue, const std::string& title, bool here,
                        PageBuilder& page);

}  // namespace disclosure::gateway
