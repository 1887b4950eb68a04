// The editions (版次) of a catalogue and what changed between two of them.
#pragma once

#include <string>

#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

// `editions` newest first, without their items; one page of them.
void WriteEditions(const Snapshot& snapshot, const std::string& catalogue,
                   const catalog::v1::ListEditionsResponse& editions, PageBuilder& page);
void WriteDiff(const Snapshot& snapshot, const catalog::v1::EditionDiff& diff, PageBuilder& page);

}  // namespace disclosure::gateway
