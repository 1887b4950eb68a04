// Calls that wait for their turn, without a thread each.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace disclosure::gateway {

// Thread safe.
class WaitingRoom {
 public:
  // `turn`: true, it is the turn; false, the room closes.
  using Turn = std::function<void(bool turn)>;
  enum class Place { kGiven, kFull, kClosed };

  // `most`: calls that wait at once.
  WaitingRoom(const Clock* clock, size_t most) : clock_(clock), most_(most) {}
  ~WaitingRoom() { Close(); }

  // Calls in turn from a thread of its own; without it, who owns the room calls CallDue.
  void StartThread();

  // Calls `turn` once, from `due` on, in the order of the times and at one time in the order of coming.
  // Where no place is given `turn` will not be called.
  Place Wait(absl::Time due, Turn turn);

  // Calls those whose time has come.
  void CallDue();

  // Sends all away. Idempotent; returns when none is being called any more.
  void Close();

  size_t waiting() const;
  bool full() const { return waiting() >= most_; }

 private:
  void Run();

  const Clock* const clock_;
  const size_t most_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::multimap<absl::Time, Turn> waiting_;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace disclosure::gateway
