#include "gateway/http/message.h"

namespace disclosure::gateway {

std::string_view Request::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace disclosure::gateway
