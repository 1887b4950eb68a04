#include "common/mysql/tailer.h"

#include <chrono>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::mysql {
namespace {

constexpr int kBatch = 500;
constexpr absl::Duration kTimeout = absl::Seconds(5);

}  // namespace

Tailer::Tailer(Database& database, std::string feed, FeedPosition from, absl::Duration pause, OnChanges on_changes, OnLost on_lost)
    : database_(database), feed_(std::move(feed)), position_(from), pause_(pause),
      on_changes_(std::move(on_changes)), on_lost_(std::move(on_lost)), thread_([this] { Run(); }) {}

Tailer::~Tailer() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

void Tailer::Nudge() {
  {
    std::lock_guard lock(mutex_);
    nudged_ = true;
  }
  wake_.notify_all();
}

void Tailer::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    nudged_ = false;
    lock.unlock();
    const absl::Status status = Step();
    lock.lock();
    // A failed step waits even if nudged: the database may be away.
    const auto done = [&] { return stopping_ || (nudged_ && status.ok()); };
    wake_.wait_for(lock, absl::ToChronoNanoseconds(pause_), done);
  }
}

absl::Status Tailer::Step() {
  while (true) {
    std::vector<Change> changes;
    const absl::Status read = database_.Read(absl::Now() + kTimeout, [&](Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(changes, ReadChanges(transaction, feed_, position_, kBatch));
      // A feed that had no changes before has no epoch yet: learn it with the first ones.
      if (!changes.empty() && position_.epoch == 0) {
        ASSIGN_OR_RETURN(const FeedPosition head, ReadHead(transaction, feed_));
        position_.epoch = head.epoch;
      }
      return absl::OkStatus();
    });
    if (error::Reason(read) == "RESUME_TOKEN_EXPIRED") {
      ASSIGN_OR_RETURN(position_, on_lost_());
      continue;
    }
    RETURN_IF_ERROR(read);
    if (changes.empty()) return absl::OkStatus();
    const FeedPosition now{position_.epoch, changes.back().seq};
    RETURN_IF_ERROR(on_changes_(changes, now));
    position_ = now;
    if (changes.size() < kBatch) return absl::OkStatus();
  }
}

}  // namespace disclosure::mysql
