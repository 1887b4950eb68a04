// Views that were put together a moment ago: a home page is asked for by everybody, and each would be four calls.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "gateway/compose/snapshot.h"

namespace disclosure::gateway {

// By name, for a second, and no longer than what is published stays as it was. While one who asks makes a view anew, the
// others are given the old one for another second; later they wait for it: however many ask, a view is made once at a time.
// Thread safe.
template <typename View>
class ViewMemory {
 public:
  using Published = std::shared_ptr<const Snapshot>;
  using Take = std::function<void(const View&)>;
  struct Making {
    std::string name;
    absl::Time begun;
    std::vector<Take> waiting;
  };

  // Calls `take` once, now or when the view has been made. Not null: the caller is to make it, and calls Made.
  std::shared_ptr<Making> Ask(const std::string& name, const Published& published, absl::Time now, Take take) {
    std::shared_ptr<const View> known;
    {
      std::lock_guard lock(mutex_);
      if (kept_.size() >= kMost) std::erase_if(kept_, [](const auto& kept) { return kept.second.making == nullptr; });
      Kept& kept = kept_[name];
      if (kept.published != published) kept = {.published = published};
      const bool fresh = now - kept.time < kFor;
      if (!fresh && kept.making == nullptr) {
        kept.making = std::make_shared<Making>(Making{name, now, {std::move(take)}});
        return kept.making;
      }
      if (fresh || now - kept.time < 2 * kFor) {
        known = kept.view;
      } else {
        kept.making->waiting.push_back(std::move(take));
      }
    }
    if (known != nullptr) take(*known);
    return nullptr;
  }

  // `keep`: also for those who ask next.
  void Made(const std::shared_ptr<Making>& making, const std::shared_ptr<const View>& view, bool keep) {
    std::vector<Take> waiting;
    {
      std::lock_guard lock(mutex_);
      waiting = std::move(making->waiting);
      const auto found = kept_.find(making->name);
      if (found != kept_.end() && found->second.making == making) {
        found->second.making = nullptr;
        found->second.view = keep ? view : nullptr;
        found->second.time = keep ? making->begun : absl::InfinitePast();
      }
    }
    for (const Take& take : waiting) take(*view);
  }

 private:
  static constexpr absl::Duration kFor = absl::Seconds(1);
  static constexpr size_t kMost = 1000;
  struct Kept {
    Published published;
    absl::Time time = absl::InfinitePast();
    std::shared_ptr<const View> view;
    std::shared_ptr<Making> making;
  };

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace disclosure::gateway
