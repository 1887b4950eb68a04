// How a reader wants the pages: large type (适老化), English. Chosen by a link and remembered by a cookie, so that it
// works without any script.
#pragma once

#include <string>

#include "gateway/http/message.h"

namespace disclosure::gateway {

struct Display {
  bool large = false;    // 大字版
  bool english = false;  // the frame, the forms and their texts; what officers wrote stays as they wrote it
};

// What the query asks for (type=large|plain, lang=en|zh), else what the cookie remembers.
Display DisplayOf(const Request& request);

// The value of Set-Cookie where the query chose; else "".
std::string DisplayCookie(const Request& request, const Display& display);

// The address of the page asked for with `choice` ("type=large") in place of one made before. Of a path that is no
// page's: the home page's, so that no address of somebody else's making becomes a link.
std::string AddressWith(const Request& request, const std::string& choice);

}  // namespace disclosure::gateway
