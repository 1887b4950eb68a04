#include "common/base/scheduler.h"

#include <utility>

namespace disclosure {

Scheduler::Scheduler(absl::Duration pause, std::function<void()> work)
    : pause_(pause), work_(std::move(work)), thread_([this] { Run(); }) {}

Scheduler::~Scheduler() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Scheduler::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    lock.unlock();
    work_();
    lock.lock();
    wake_.wait_for(lock, absl::ToChronoNanoseconds(pause_), [this] { return stopping_; });
  }
}

}  // namespace disclosure
