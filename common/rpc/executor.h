// A bounded executor: a fixed number of threads, and a queue that refuses instead of growing.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace disclosure {

// Thread safe.
class Executor {
 public:
  Executor(int threads, size_t queue_limit);
  ~Executor();  // runs what is queued, then joins
  Executor(const Executor&) = delete;

  // False if the queue is full or the executor is stopping; `work` is then untouched and never runs.
  bool TryPost(std::function<void()> work);

 private:
  void Run();

  const size_t queue_limit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace disclosure
