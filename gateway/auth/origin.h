// Where browsers find the gateway.
#pragma once

#include <mutex>
#include <string>
#include <string_view>

namespace disclosure::gateway {

// "https://zwgk.example.gov.cn", or, where nothing is configured, the address it listens on, whose port is known once it does.
// Thread safe.
class Origin {
 public:
  explicit Origin(std::string text = "") : text_(std::move(text)) {}

  void Set(std::string text) {
    std::lock_guard lock(mutex_);
    text_ = std::move(text);
  }
  std::string text() const {
    std::lock_guard lock(mutex_);
    return text_;
  }
  // "zwgk.example.gov.cn", with its port if it names one.
  std::string authority() const {
    const std::string whole = text();
    const size_t scheme = whole.find("://");
    return scheme == std::string::npos ? "" : whole.substr(scheme + 3);
  }
  bool secure() const { return text().rfind("https://", 0) == 0; }

 private:
  mutable std::mutex mutex_;
  std::string text_;
};

}  // namespace disclosure::gateway
