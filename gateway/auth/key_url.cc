#include "gateway/auth/key_url.h"

#include <utility>

#include "common/base/logging.h"
#include "common/base/status.h"

namespace disclosure::gateway {
namespace {

constexpr absl::Duration kAge = absl::Hours(1);
constexpr absl::Duration kPause = absl::Seconds(30);  // between two attempts, whoever wants them

}  // namespace

std::shared_ptr<KeyUrl> KeyUrl::Create(FetchKeys fetch, Executor* executor, const Clock* clock) {
  std::shared_ptr<KeyUrl> keys(new KeyUrl(std::move(fetch), executor, clock));
  keys->self_ = keys;
  return keys;
}

bool KeyUrl::Due(absl::Duration age) const {
  const absl::Time now = clock_->Now();
  return !fetching_ && now >= tried_ + kPause && now >= succeeded_ + age;
}

absl::StatusOr<std::shared_ptr<const KeySet>> KeyUrl::Current() {
  std::lock_guard lock(mutex_);
  FetchInBackground(kAge);
  return keys_;
}

void KeyUrl::LookAgain() {
  std::lock_guard lock(mutex_);
  FetchInBackground(absl::ZeroDuration());
}

absl::StatusOr<std::shared_ptr<const KeySet>> KeyUrl::Wait(const std::shared_ptr<const KeySet>& newer_than) {
  std::unique_lock lock(mutex_);
  const auto wanted = [&] { return !keys_.ok() || *keys_ == newer_than; };
  if (Due(wanted() ? absl::ZeroDuration() : kAge)) {
    FetchNow(lock);
  } else if (wanted()) {
    fetched_.wait(lock, [this] { return !fetching_; });
  }
  return keys_;
}

void KeyUrl::FetchInBackground(absl::Duration age) {
  if (queued_ || !Due(age)) return;
  queued_ = executor_->TryPost([weak = self_, age] {
    const auto self = weak.lock();
    if (self == nullptr) return;
    std::unique_lock lock(self->mutex_);
    self->queued_ = false;
    if (self->Due(age)) self->FetchNow(lock);
  });
}

void KeyUrl::FetchNow(std::unique_lock<std::mutex>& lock) {
  fetching_ = true;
  tried_ = clock_->Now();
  lock.unlock();
  auto keys = [this]() -> absl::StatusOr<std::shared_ptr<const KeySet>> {
    ASSIGN_OR_RETURN(const std::string text, fetch_());
    return KeySet::Parse(text);
  }();
  if (!keys.ok()) {
    Log(LogLevel::kWarning, "keys of the identity provider not fetched", {{"detail", std::string(keys.status().message())}});
  }
  lock.lock();
  fetching_ = false;
  if (keys.ok()) succeeded_ = tried_;
  if (keys.ok() || !keys_.ok()) keys_ = std::move(keys);
  fetched_.notify_all();
}

}  // namespace disclosure::gateway
