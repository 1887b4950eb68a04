// Seals new events in checkpoints every so often.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "request-service/api/backend.h"

namespace disclosure::request {

// One thread.
class CheckpointJob {
 public:
  // `backend` outlives it.
  CheckpointJob(const Backend& backend, absl::Duration every);
  ~CheckpointJob();
  CheckpointJob(const CheckpointJob&) = delete;

 private:
  void Run();

  const Backend& backend_;
  const absl::Duration every_;
  std::mutex mutex_;
  std::condition_variable stop_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace disclosure::request
