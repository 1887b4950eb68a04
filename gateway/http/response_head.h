// The header block of a response that a handler made.
#pragma once

#include <string>
#include <string_view>

#include "gateway/http/message.h"

namespace disclosure::gateway {

enum class BodyFraming { kLength, kChunked, kUntilClose };

// Everything from "HTTP/1.1 …" to the empty line: the handler's headers, the security headers it did not set
// itself, `extra_lines` and the framing. Headers that belong to the connection are the gateway's own and
// left out; so is one whose value could break the block (a control character).
std::string ResponseHead(const Response& response, std::string_view date_line, std::string_view extra_lines,
                         BodyFraming framing, bool close);

// Whether a response of `status` has no body by definition.
inline bool IsBodiless(int status) { return status == 204 || status == 304 || status < 200; }

}  // namespace disclosure::gateway
