// The pages on which a citizen asks for information (依申请公开): the form and its progress. The form itself is the script
// client/src/request; without it the page says how else to apply (条例第二十九条).
#pragma once

#include <string>

#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// `organ` is the resource name of the organ chosen; one that is not known counts as none.
void WriteNewRequest(const Snapshot& snapshot, const std::string& organ, PageBuilder& page);
void WriteTrack(const Snapshot& snapshot, PageBuilder& page);

}  // namespace disclosure::gateway
