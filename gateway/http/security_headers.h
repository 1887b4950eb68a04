// The security headers that each response carries.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::gateway {

// Complete header lines, each with its CRLF. Pages (text/html) may use the portal's own style, images and
// forms; anything else may load nothing at all.
std::string_view SecurityHeaderLines(std::string_view content_type);

// The Content-Security-Policy of a page that has a script of the portal's own: a file, never inline, and calls of this
// host only.
std::string_view ScriptedPagePolicy();

// The policy of a file that a service made or somebody uploaded: it runs nothing and is of no origin, even where a browser opens
// it by itself.
std::string FilePolicy(std::string_view content_type);

}  // namespace disclosure::gateway
