// An address of the web, taken apart the way browsers do, and what is odd about it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"

namespace disclosure::media {

struct WebAddress {
  std::string host;  // small letters, full-width forms and ideographic dots folded, without the dot at the end
  std::string path;  // decoded, dot segments resolved; "/" at least
  std::vector<std::pair<std::string, std::string>> query;  // decoded
  std::string route;  // the fragment of pages that are made of one document: "/detail?id=1" of #/detail?id=1; "" for an anchor
  std::string port;   // "8443"; "" for the scheme's own
  bool userinfo = false;    // https://weibo.com@example.org/: what stands before @ is no host
  bool foreign = false;     // the host has letters beyond ASCII, written so or as xn--
  // %2f, %5c, a control character, or one of those or a dot encoded twice, in the path: servers differ in what they open.
  bool hidden_slash = false;

  const std::string* Parameter(std::string_view name) const;  // the first of this name, or nullptr
  // Whether it is given more than once, in whatever case: servers differ in which one they take.
  bool IsRepeated(std::string_view name) const;
};

// http and https, with or without the scheme written. INVALID_ARGUMENT (BAD_URL) for anything else, for more than 2048 bytes,
// and for backslashes, blanks and control characters inside, which programs read differently.
absl::StatusOr<WebAddress> ParseWebAddress(std::string_view text);

// A host as it looks to the eye: letters of other scripts, digits and pairs of letters that look like a Latin one replaced.
// "wеibо.com" with Cyrillic letters, "we1b0.com" and "vveibo.com" have the skeleton of "weibo.com". For comparison only.
std::string Skeleton(std::string_view host);

// A label after "xn--" (RFC 3492); "" if it is none.
std::u32string DecodePunycode(std::string_view label);

}  // namespace disclosure::media
