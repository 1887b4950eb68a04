#include "gateway/http/cors.h"

#include <algorithm>

namespace disclosure::gateway {

bool Cors::Allows(std::string_view origin) const {
  return !origin.empty() && std::find(origins_.begin(), origins_.end(), origin) != origins_.end();
}

std::string Cors::Lines(std::string_view origin) const {
  if (!enabled()) return "";
  std::string lines = "Vary: Origin\r\n";
  if (!Allows(origin)) return lines;
  lines.append("Access-Control-Allow-Origin: ").append(origin).append("\r\n");
  lines.append("Access-Control-Expose-Headers: Content-Disposition, ETag, Retry-After, X-Request-Id\r\n");
  return lines;
}

Response Cors::OptionsResponse(bool preflight) {
  Response response;
  response.status = 204;
  response.headers.emplace_back("allow", std::string(kAllowedMethods));
  if (preflight) {
    response.headers.emplace_back("access-control-allow-methods", std::string(kAllowedMethods));
    response.headers.emplace_back("access-control-allow-headers",
                                  "authorization, content-type, idempotency-key, if-match, if-none-match, "
                                  "last-event-id, x-request-id, x-request-timeout");
    response.headers.emplace_back("access-control-max-age", "600");
  }
  return response;
}

}  // namespace disclosure::gateway
