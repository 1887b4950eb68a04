// The search over what is published: items and accounts, as PortalService finds them.
#pragma once

#include <string_view>

#include "disclosure/portal/v1/portal_service.pb.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// What the page's address asks for: q, division, domain, organ, page. A division, domain or organ that nobody knows counts as none.
portal::v1::SearchPortalRequest SearchAsked(const Snapshot& snapshot, std::string_view query);

// What is shown when nothing could be asked.
portal::v1::SearchPortalResponse NothingAvailable();

// `found` null: nothing has been asked yet, or, with `refused`, there is no word in what was.
void WriteSearch(const Snapshot& snapshot, const portal::v1::SearchPortalRequest& asked, const portal::v1::SearchPortalResponse* found,
                 bool refused, PageBuilder& page);

}  // namespace disclosure::gateway
