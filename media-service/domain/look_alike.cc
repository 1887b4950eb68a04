#include "media-service/domain/look_alike.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "media-service/domain/web_address.h"

namespace disclosure::media {
namespace {

// Shorter ones are like too much: mi.com is one letter from half of all names of two letters.
constexpr size_t kShortestConfused = 4;
constexpr size_t kShortestMistyped = 5;

struct Registered {
  std::string_view label;   // "weibo"
  std::string_view domain;  // "weibo.com", "weibo.com.cn"
};

// What somebody registered of a host: the label before the suffix that a registry sells below, com or com.cn.
Registered RegisteredOf(std::string_view host) {
  const auto label_before = [host](size_t end) { return end == 0 ? std::string_view::npos : host.rfind('.', end - 1); };
  size_t suffix = host.rfind('.');
  if (suffix == std::string_view::npos) return {};
  if (host.size() - suffix == 3) {
    const size_t second = label_before(suffix);
    const std::string_view label = second == std::string_view::npos ? "" : host.substr(second + 1, suffix - second - 1);
    for (const std::string_view sold : {"com", "net", "org", "gov", "edu", "ac", "co"}) {
      if (label == sold) suffix = second;
    }
  }
  const size_t before = label_before(suffix);
  const size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return {host.substr(begin, suffix - begin), host.substr(begin)};
}

// Whether `host` is `real`, with www. or without, has it among its labels (weibo.com.example.org) or begins with it
// (weibo.com-login.example.org). Both are skeletons. Asked of every host of a platform: nothing is put together here.
bool Shows(std::string_view host, std::string_view real) {
  for (size_t at = host.find(real); at != std::string_view::npos; at = host.find(real, at + 1)) {
    if (at > 0 && host[at - 1] != '.') continue;
    const std::string_view behind = host.substr(at + real.size());
    if (behind.empty() ? at == 0 || host.substr(0, at) == "www." : behind[0] == '.' || (at == 0 && behind[0] == '-')) return true;
  }
  return false;
}

// Whether one letter more, less, other, or two neighbours changed about make one of the other.
bool IsOneLetterAway(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const size_t same = static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin()).first - a.begin());
  a.remove_prefix(same);
  b.remove_prefix(same);
  if (a.size() < b.size()) return a == b.substr(1);
  if (a.empty()) return false;
  const bool changed_about = a.size() > 1 && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
  return changed_about || a.substr(1) == b.substr(1);
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

LookAlikes::LookAlikes(const std::vector<std::string>& hosts) {
  for (const std::string& host : hosts) {
    const Registered registered = RegisteredOf(host);
    const size_t dot = host.rfind('.');
    hosts_.push_back({.host = host,
                      .skeleton = Skeleton(host),
                      .dashed = Skeleton(absl::StrCat(host.substr(0, dot), "-", host.substr(std::min(dot, host.size() - 1) + 1), ".")),
                      .label = std::string(registered.label),
                      .domain = std::string(registered.domain),
                      .label_skeleton = Skeleton(registered.label)});
  }
}

std::string LookAlikes::Imitated(std::string_view host) const {
  const std::string skeleton = Skeleton(host);
  for (const Host& real : hosts_) {
    if (Shows(skeleton, real.skeleton) || absl::StrContains(skeleton, real.dashed)) return real.host;
  }
  const Registered asked = RegisteredOf(host);
  const std::string label = Skeleton(asked.label);
  // A platform's own other hosts, and its name under another suffix, which may be its own as well.
  for (const Host& real : hosts_) {
    if (asked.label == real.label) return "";
  }
  // Below gov.cn nobody registers a name to mislead.
  const bool of_government = absl::EndsWith(View(asked.domain), ".gov.cn");
  for (const Host& real : hosts_) {
    const size_t length = real.label_skeleton.size();
    if (length >= kShortestConfused && label == real.label_skeleton) return real.host;
    if (length >= kShortestMistyped && !of_government && IsOneLetterAway(label, real.label_skeleton)) return real.host;
  }
  return "";
}

}  // namespace disclosure::media
