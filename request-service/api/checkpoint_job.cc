#include "request-service/api/checkpoint_job.h"

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "request-service/api/audit_handlers.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kSealTime = absl::Minutes(1);

}  // namespace

CheckpointJob::CheckpointJob(const Backend& backend, absl::Duration every) : backend_(backend), every_(every), thread_([this] { Run(); }) {}

CheckpointJob::~CheckpointJob() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  stop_.notify_all();
  thread_.join();
}

void CheckpointJob::Run() {
  std::unique_lock lock(mutex_);
  while (!stop_.wait_for(lock, absl::ToChronoMilliseconds(every_), [this] { return stopping_; })) {
    lock.unlock();
    const absl::StatusOr<int64_t> made = SealPending(backend_, absl::Now() + kSealTime);
    if (!made.ok()) Log(LogLevel::kWarning, "no audit checkpoint was made", {{"detail", std::string(made.status().message())}});
    lock.lock();
  }
}

}  // namespace disclosure::request
