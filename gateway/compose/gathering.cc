#include "gateway/compose/gathering.h"

#include <algorithm>

#include "common/rpc/status.h"

namespace disclosure::gateway {

void Gathering::LeaveOut(std::string part, std::string reason) {
  std::lock_guard lock(mutex_);
  const auto named = [&](const portal::v1::UnavailablePart& one) { return one.part() == part; };
  if (std::any_of(unavailable_.begin(), unavailable_.end(), named)) return;  // another call of the same part has failed too
  portal::v1::UnavailablePart& out = unavailable_.emplace_back();
  out.set_part(std::move(part));
  out.set_reason(std::move(reason));
}

void Gathering::Hold() {
  std::lock_guard lock(mutex_);
  ++under_way_;
}

void Gathering::Release() {
  {
    std::lock_guard lock(mutex_);
    if (--under_way_ > 0) return;
  }
  std::sort(unavailable_.begin(), unavailable_.end(), [](const auto& a, const auto& b) { return a.part() < b.part(); });
  done_(refusal_, std::move(unavailable_));
}

void Gathering::Finish(const std::string& part, const grpc::Status& status, const std::function<void()>& take) {
  if (status.ok()) {
    std::lock_guard lock(mutex_);
    take();
  } else if (status.error_code() == grpc::StatusCode::INVALID_ARGUMENT && part == options_.main_part) {
    std::lock_guard lock(mutex_);
    refusal_ = FromGrpc(status);
  } else {
    LeaveOut(part, absl::StatusCodeToString(static_cast<absl::StatusCode>(status.error_code())));
  }
  Release();
}

}  // namespace disclosure::gateway
