// Hosts that look like those of platforms and are none (仿冒域名).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace disclosure::media {

// Immutable; thread safe. What the hosts look like is worked out once.
class LookAlikes {
 public:
  LookAlikes() = default;
  explicit LookAlikes(const std::vector<std::string>& hosts);

  // The host that `host` looks like without being it, or "": weibo.com.example.org, weibo-com.example.org, wеibо.com with
  // Cyrillic letters, we1bo.com, vveibo.com, and what is one letter away: welbo.com, weibbo.com, wiebo.com.
  std::string Imitated(std::string_view host) const;

 private:
  struct Host {
    std::string host;
    std::string skeleton;
    std::string dashed;  // "weibo-com."
    std::string label;   // "weibo": what was registered
    std::string domain;  // "weibo.com"
    std::string label_skeleton;
  };
  std::vector<Host> hosts_;
};

}  // namespace disclosure::media
