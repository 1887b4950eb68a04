// Where a webhook may go: https, no credentials in the address, and not into the private network unless that is allowed.
#pragma once

#include <string>
#include <string_view>

namespace disclosure::request {

struct WebhookRules {
  bool private_networks = false;  // 政务外网 and other networks of the house; http to loopback too
};

// "" if the address may be configured; else why not.
std::string WebhookFault(std::string_view url, const WebhookRules& rules);

}  // namespace disclosure::request
