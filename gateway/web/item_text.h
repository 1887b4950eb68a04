// Parts of an item that several pages show alike.
#pragma once

#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "gateway/compose/snapshot.h"
#include "gateway/web/page_templates.h"

namespace disclosure::gateway {

// Each fills sections of `parent`, which the template repeats.

// CONTENT_ELEMENT {TEXT}.
void AddContents(const catalog::v1::Item& item, Dictionary& parent);
// BASIS {TEXT, KIND?}.
void AddBases(const catalog::v1::Item& item, Dictionary& parent);
// LIMIT_TEXT?, and LIMIT {TEXT} for every clause that the printed words do not say already.
void AddTimeLimit(const catalog::v1::Item& item, Dictionary& parent);
// BODY {BODY_LINK {TEXT, HREF} or BODY_PLAIN {TEXT}}: linked if its organ is known.
void AddBodies(const Snapshot& snapshot, const catalog::v1::Item& item, Dictionary& parent);
// CHANNEL {MARK, TEXT}: the channels used; ▲ marks a second stage.
void AddChannels(const catalog::v1::Item& item, Dictionary& parent);
// LINK {LINK_OPEN {HREF} or LINK_PLAIN {TEXT}}: only http and https addresses can be followed.
void AddLinks(const catalog::v1::Item& item, Dictionary& parent);

}  // namespace disclosure::gateway
