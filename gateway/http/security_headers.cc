#include "gateway/http/security_headers.h"

namespace disclosure::gateway {

#define DISCLOSURE_COMMON_SECURITY_LINES                             \
  "X-Content-Type-Options: nosniff\r\n"                              \
  "Referrer-Policy: same-origin\r\n"                                 \
  "Permissions-Policy: camera=(), geolocation=(), microphone=()\r\n" \
  "Cross-Origin-Opener-Policy: same-origin\r\n"

// The hash is that of the style that documents of requests bring with them: they are printed and kept as one file.
#define DISCLOSURE_PAGE_POLICY                                                                            \
  "style-src 'self' 'sha256-eF3tvv2BhoceZb7lvPOPkmq13oByDK+qtajZqW5H0zQ='; img-src 'self' data:; "        \
  "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

std::string_view ScriptedPagePolicy() {
  return "default-src 'none'; script-src 'self'; connect-src 'self'; " DISCLOSURE_PAGE_POLICY;
}

std::string_view SecurityHeaderLines(std::string_view content_type) {
  if (content_type.substr(0, 9) == "text/html") {
    return "Content-Security-Policy: default-src 'none'; " DISCLOSURE_PAGE_POLICY "\r\n" DISCLOSURE_COMMON_SECURITY_LINES;
  }
  return "Content-Security-Policy: default-src 'none'; frame-ancestors "
         "'none'\r\n" DISCLOSURE_COMMON_SECURITY_LINES;
}

std::string FilePolicy(std::string_view content_type) {
  if (content_type.substr(0, 9) == "text/html") return "sandbox; default-src 'none'; " DISCLOSURE_PAGE_POLICY;
  return "sandbox; default-src 'none'; frame-ancestors 'none'";
}

#undef DISCLOSURE_PAGE_POLICY
#undef DISCLOSURE_COMMON_SECURITY_LINES

}  // namespace disclosure::gateway
