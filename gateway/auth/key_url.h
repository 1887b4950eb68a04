// Keys from an address (jwks_uri), fetched in the background.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "common/base/clock.h"
#include "common/rpc/executor.h"
#include "gateway/auth/jwks.h"

namespace disclosure::gateway {

// Fetched when first asked for, every hour, and, at most twice a minute, when a token names a key that is not there. As long as
// a fetch fails the keys stay as they were, and it is tried again no sooner than after 30 s.
class KeyUrl final : public KeySource {
 public:
  // The text of a JWKS; blocks.
  using FetchKeys = std::function<absl::StatusOr<std::string>()>;

  // `executor` and `clock` outlive it; the executor runs what it was given before it ends.
  static std::shared_ptr<KeyUrl> Create(FetchKeys fetch, Executor* executor, const Clock* clock);

  absl::StatusOr<std::shared_ptr<const KeySet>> Current() override;
  void LookAgain() override;

  // For threads that may wait: the keys, fetched if there are none or they are old, or, with `newer_than`, if it is still those.
  // Not oftener than the background may; then the keys as they are.
  absl::StatusOr<std::shared_ptr<const KeySet>> Wait(const std::shared_ptr<const KeySet>& newer_than = nullptr);

 private:
  KeyUrl(FetchKeys fetch, Executor* executor, const Clock* clock)
      : fetch_(std::move(fetch)), executor_(executor), clock_(clock) {}
  bool Due(absl::Duration age) const;             // with mutex_ held, as the next two
  void FetchInBackground(absl::Duration age);
  void FetchNow(std::unique_lock<std::mutex>& lock);  // gives it up meanwhile

  const FetchKeys fetch_;
  Executor* const executor_;
  const Clock* const clock_;
  std::weak_ptr<KeyUrl> self_;
  std::mutex mutex_;
  std::condition_variable fetched_;
  bool queued_ = false;    // in the background
  bool fetching_ = false;  // by some thread, now
  absl::Time tried_ = absl::InfinitePast();
  absl::Time succeeded_ = absl::InfinitePast();
  absl::StatusOr<std::shared_ptr<const KeySet>> keys_ = absl::UnavailableError("not fetched yet");
};

}  // namespace disclosure::gateway
