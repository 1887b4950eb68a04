// Views that were put together a moment ago: a home page is asked for by everybody, and each would be four calls.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "gateway/compose/snapshot.h"

namespace disclosure::gateway {

// By name, for a second, and no longer than what is published stays as it was. Thread safe.
template <typename View>
class ViewMemory {
 public:
  using Published = std::shared_ptr<const Snapshot>;

  // Null if there is none that is young enough.
  std::shared_ptr<const View> Find(const std::string& name, const Published& published, absl::Time now) {
    std::lock_guard lock(mutex_);
    const auto found = kept_.find(name);
    if (found == kept_.end() || found->second.published != published || now - found->second.time >= kFor) return nullptr;
    return found->second.view;
  }
  void Keep(const std::string& name, const Published& published, absl::Time now, const View& view) {
    auto copy = std::make_shared<const View>(view);
    std::lock_guard lock(mutex_);
    if (kept_.size() >= kMost) kept_.clear();
    kept_[name] = {published, now, std::move(copy)};
  }

 private:
  static constexpr absl::Duration kFor = absl::Seconds(1);
  static constexpr size_t kMost = 1000;
  struct Kept {
    Published published;
    absl::Time time;
    std::shared_ptr<const View> view;
  };

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace disclosure::gateway
