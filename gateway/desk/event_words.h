// What was recorded with an event, for people.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "disclosure/request/v1/request.pb.h"
#include "gateway/desk/reply_tables.h"

namespace disclosure::gateway {

// Label and text of each detail worth reading, in a fixed order. What only proves something (digests) is left out.
std::vector<std::pair<std::string, std::string>> DetailsOf(const request::v1::Event& event, const ReplyTables& tables);

}  // namespace disclosure::gateway
