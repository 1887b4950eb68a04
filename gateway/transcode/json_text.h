// JSON written by hand, for what is not a message: error envelopes and the OpenAPI document.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace disclosure::gateway {

// In double quotes, escaped.
std::string JsonString(std::string_view text);
// Members in the order given; the values are JSON.
std::string JsonObject(const std::vector<std::pair<std::string, std::string>>& members);
std::string JsonList(const std::vector<std::string>& values);

}  // namespace disclosure::gateway
