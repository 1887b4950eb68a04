// Which parts of a portal's view did not come.
#pragma once

#include <string_view>

namespace disclosure::gateway {

// Not one that the gateway has no service for: nobody misses it.
template <typename View>
bool IsMissing(const View& view, std::string_view part) {
  for (const auto& missing : view.unavailable()) {
    if (missing.part() == part) return missing.reason() != "NOT_CONFIGURED";
  }
  return false;
}

}  // namespace disclosure::gateway
