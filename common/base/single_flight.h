// What many want at once is done once.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/error.h"

namespace disclosure {

// Thread safe.
template <typename Value>
class SingleFlight {
 public:
  // What `make` answers, which runs at most once at a time for a `key`: who comes while it runs for another gets what that one
  // gets, or `meanwhile` at once where there is such a value. Waits no longer than `deadline`: DEADLINE_EXCEEDED. That somebody
  // else had no time left is nobody's answer: one of those who wait then makes it himself.
  absl::StatusOr<Value> Do(const std::string& key, absl::Time deadline, absl::FunctionRef<absl::StatusOr<Value>()> make,
                           const std::optional<Value>& meanwhile = std::nullopt) {
    std::unique_lock lock(mutex_);
    for (auto found = flights_.find(key); found != flights_.end(); found = flights_.find(key)) {
      if (meanwhile) return *meanwhile;
      const std::shared_ptr<Flight> flight = found->second;
      ++waiting_;
      const bool over = landed_.wait_until(lock, absl::ToChronoTime(deadline), [&] { return flight->answer.has_value(); });
      --waiting_;
      if (!over) {
        return error::Make(absl::StatusCode::kDeadlineExceeded, "another call is still making the answer", {.reason = "DEADLINE_EXCEEDED"});
      }
      if (!absl::IsDeadlineExceeded(flight->answer->status()) && !absl::IsCancelled(flight->answer->status())) return *flight->answer;
    }
    const auto flight = std::make_shared<Flight>();
    flights_.emplace(key, flight);
    lock.unlock();
    absl::StatusOr<Value> answer = make();
    lock.lock();
    flight->answer = answer;
    flights_.erase(key);
    landed_.notify_all();
    return answer;
  }

  // How many wait for others now.
  int waiting() const {
    std::lock_guard lock(mutex_);
    return waiting_;
  }

 private:
  struct Flight {
    std::optional<absl::StatusOr<Value>> answer;  // guarded by mutex_
  };

  mutable std::mutex mutex_;
  std::condition_variable landed_;
  std::map<std::string, std::shared_ptr<Flight>> flights_;
  int waiting_ = 0;
};

}  // namespace disclosure
