// Cross-origin requests by an allow-list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gateway/http/message.h"

namespace disclosure::gateway {

class Cors {
 public:
  // Origins exactly as a browser sends them: "https://www.hhtz.gov.cn". None: no cross-origin use.
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  bool enabled() const { return !origins_.empty(); }
  bool Allows(std::string_view origin) const;

  // Header lines, each with its CRLF, for a response to a request of `origin` (may be "").
  std::string Lines(std::string_view origin) const;

  // The answer to any OPTIONS request. The lines of Lines() come on top when it is sent.
  static Response OptionsResponse(bool preflight);

 private:
  std::vector<std::string> origins_;
};

// As the Allow header and refusals state them.
inline constexpr std::string_view kAllowedMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

}  // namespace disclosure::gateway
