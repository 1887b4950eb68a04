// How a page is sent: revalidated by ETag, compressed where the client can read that.
#pragma once

#include <string>

#include "gateway/http/message.h"

namespace disclosure::gateway {

// `html` with `status`. A page of status 200 carries a weak ETag over its text, and becomes a 304 if the
// request names it. `more` are further headers.
Response PageResponse(const Request& request, int status, std::string html, Headers more = {});

Response PlainTextResponse(std::string text);

}  // namespace disclosure::gateway
