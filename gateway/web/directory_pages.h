// The portal, a division's page and an organ's contact card.
#pragma once

#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

void WritePortal(const Snapshot& snapshot, PageBuilder& page);
void WriteDivision(const Snapshot& snapshot, const catalog::v1::Division& division, PageBuilder& page);

// The contact card of an organ (条例第十二条): an include of the template "contact" into `parent`.
void AddContactCard(const catalog::v1::Organ& organ, Dictionary& parent);

// An edition in force, in a list.
void AddCatalogueRow(const Snapshot& snapshot, const catalog::v1::Edition& head, Dictionary& row);

// 首页 and, where given, the division, the catalogue: the outer steps of the breadcrumb.
void AddDivisionCrumbs(const Snapshot& snapshot, std::string_view division, bool here, PageBuilder& page);

}  // namespace disclosure::gateway
