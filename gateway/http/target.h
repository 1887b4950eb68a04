// The request target (RFC 9112 §3.2) split into path and query. Whatever could be read as another path by
// somebody behind the gateway is refused here: "." and ".." segments in any spelling, backslashes, NUL,
// broken percent-encoding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/http/http_error.h"

namespace disclosure::gateway {

struct Target {
  std::string_view path;   // begins with "/", or is "*" (of OPTIONS)
  std::string_view query;  // without "?"
  std::string_view authority = {};  // of the absolute form
};

// Origin form, absolute form ("http://host/path") and "*". The views point into
// `target`. Cheap: it does not look at the segments.
std::optional<Target> SplitTarget(std::string_view target);

// Nothing if `target` is safe to pass on, else a 400 that says what is wrong with it.
std::optional<HttpError> CheckTarget(const Target& target);

// `text` with its %xx decoded. Nothing if a "%" is not followed by two hexadecimal digits.
std::optional<std::string> PercentDecoded(std::string_view text);

}  // namespace disclosure::gateway
