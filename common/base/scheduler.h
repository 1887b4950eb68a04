// Calls a function at once and then every so often, on a thread of its own.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "absl/time/time.h"

namespace disclosure {

class Scheduler {
 public:
  Scheduler(absl::Duration pause, std::function<void()> work);
  ~Scheduler();  // waits for the work that runs
  Scheduler(const Scheduler&) = delete;

 private:
  void Run();

  const absl::Duration pause_;
  const std::function<void()> work_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace disclosure
