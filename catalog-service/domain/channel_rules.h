// Channels (公开渠道和载体) of a catalogue cell: which are ticked, and which of the 13 each one is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

struct ChannelList {
  std::vector<ChannelUse> uses;
  std::string remarks;                // notes inside the cell (注:…), not channels
  std::vector<std::string> warnings;  // Chinese
};

// Reads a cell. If any box glyph occurs, only ticked names count; otherwise every listed name counts.
// A name outside the 13 and their aliases becomes kOther with its text. ▲ gives stage 1.
ChannelList ParseChannels(std::string_view text);

// The channel that `name` is or is an alias of; kOther for 其他 with or without text; kUnspecified if
// the name is unknown.
Channel ChannelOf(std::string_view name);

}  // namespace disclosure::catalog
