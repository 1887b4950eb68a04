// The calls under way. gRPC joins its callback threads when the last reference to a channel goes; if a
// callback held it, the thread would join itself. So nobody lets go of a channel before this is empty.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

#include "absl/time/time.h"

namespace disclosure::gateway {

// Thread safe.
class ActiveCalls {
 public:
  // Held by a call as its first member, so that it goes last.
  class Ticket {
   public:
    explicit Ticket(ActiveCalls& calls) : calls_(calls), id_(calls.Add()) {}
    ~Ticket() { calls_.Remove(id_); }
    Ticket(const Ticket&) = delete;
    Ticket& operator=(const Ticket&) = delete;

    // How to cancel the call; called at most once, at once if calls are being cancelled already. It may not
    // let the call go.
    void OnCancelAll(std::function<void()> cancel) { calls_.SetCancel(id_, std::move(cancel)); }

   private:
    ActiveCalls& calls_;
    const uint64_t id_;
  };

  // Cancels all, and from now on each that comes.
  void Cancel();
  // Whether the last is gone, at the latest after `limit`.
  bool Wait(absl::Duration limit);
  void CancelAndWait() {
    Cancel();
    Wait(absl::InfiniteDuration());
  }

 private:
  uint64_t Add();
  void Remove(uint64_t id);
  void SetCancel(uint64_t id, std::function<void()> cancel);

  std::mutex mutex_;
  std::condition_variable empty_;
  std::map<uint64_t, std::function<void()>> calls_;
  uint64_t next_id_ = 0;
  bool cancelling_ = false;
};

}  // namespace disclosure::gateway
