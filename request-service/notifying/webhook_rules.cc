#include "request-service/notifying/webhook_rules.h"

#include "common/net/http_url.h"

namespace disclosure::request {
namespace {

constexpr size_t kLongestUrl = 500;
constexpr char kNotHttps[] = "must begin with https://";

bool IsLoopback(std::string_view host) { return host == "127.0.0.1" || host == "::1" || host == "localhost"; }

}  // namespace

std::string WebhookFault(std::string_view url, const WebhookRules& rules) {
  if (url.size() > kLongestUrl) return "must have at most 500 characters";
  HttpUrl parsed;
  if (std::string fault = ParseHttpUrl(url, parsed); !fault.empty()) return fault;
  if (!parsed.tls && !(rules.private_networks && IsLoopback(parsed.host))) return kNotHttps;
  return "";
}

}  // namespace disclosure::request
