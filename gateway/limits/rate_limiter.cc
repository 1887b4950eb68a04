#include "gateway/limits/rate_limiter.h"

namespace disclosure::gateway {

ConcurrencyLimiter::Ticket ConcurrencyLimiter::Enter(std::string_view caller) {
  std::string key(caller);
  std::lock_guard lock(mutex_);
  size_t& count = under_way_[key];
  if (count >= most_) return {};
  ++count;
  return Ticket(this, std::move(key));
}

void ConcurrencyLimiter::Leave(const std::string& caller) {
  std::lock_guard lock(mutex_);
  const auto found = under_way_.find(caller);
  if (found != under_way_.end() && --found->second == 0) under_way_.erase(found);
}

ConcurrencyLimiter::Ticket& ConcurrencyLimiter::Ticket::operator=(Ticket&& other) noexcept {
  if (this == &other) return *this;
  Release();
  limiter_ = std::exchange(other.limiter_, nullptr);
  caller_ = std::move(other.caller_);
  return *this;
}

void ConcurrencyLimiter::Ticket::Release() {
  if (limiter_ != nullptr) std::exchange(limiter_, nullptr)->Leave(caller_);
}

}  // namespace disclosure::gateway
