#include "common/mysql/pool.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/time/clock.h"
#include "common/base/error.h"

namespace disclosure::mysql {

Pool::Lease::~Lease() {
  if (connection_ != nullptr) pool_->Release(std::move(connection_));
}

Pool::~Pool() = default;

absl::StatusOr<Pool::Lease> Pool::Acquire(absl::Time deadline) {
  std::unique_lock lock(mutex_);
  bool waited = false;
  while (true) {
    // Destroyed after the lock is let go: closing takes a round trip.
    const Connections stale = TakeStale(absl::Now());
    if (!idle_.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle_.back());
      idle_.pop_back();
      ++leased_;
      ++counters_.leases;
      lock.unlock();
      return Lease(*this, std::move(connection));
    }
    if (leased_ < options_.pool_size && connecting_ < options_.connecting_max) return Connect(lock);
    if (!waited) ++counters_.waits;
    waited = true;
    const absl::Time now = absl::Now();
    if (now >= deadline) {
      ++counters_.exhausted;
      return error::Make(absl::StatusCode::kDeadlineExceeded,
                         "all database connections are busy: try again later", {.reason = "POOL_EXHAUSTED"});
    }
    // Never a wait without an end, whatever the deadline: the clock's range is smaller than absl::Time's.
    changed_.wait_until(lock, absl::ToChronoTime(std::min(deadline, now + absl::Minutes(1))));
  }
}

absl::StatusOr<Pool::Lease> Pool::Connect(std::unique_lock<std::mutex>& lock) {
  ++leased_;
  ++connecting_;
  lock.unlock();
  absl::StatusOr<std::unique_ptr<Connection>> connection = Connection::Open(options_);
  lock.lock();
  --connecting_;
  if (!connection.ok()) {
    --leased_;
    ++counters_.connect_failures;
  } else {
    ++counters_.connects;
    ++counters_.leases;
  }
  lock.unlock();
  changed_.notify_all();
  if (!connection.ok()) return connection.status();
  return Lease(*this, *std::move(connection));
}

void Pool::Release(std::unique_ptr<Connection> connection) {
  Connections dropped;
  {
    std::lock_guard lock(mutex_);
    --leased_;
    if (connection->broken() || connection->in_transaction()) {
      ++counters_.broken;
      // What ended this one has most likely ended those that were idle: do not fail a caller for each.
      dropped = std::exchange(idle_, {});
      dropped.push_back(std::move(connection));
    } else {
      connection->idle_since = absl::Now();
      idle_.push_back(std::move(connection));
    }
  }
  changed_.notify_one();
}

// The connections idle for too long: the oldest are at the front.
Pool::Connections Pool::TakeStale(absl::Time now) {
  auto fresh = idle_.begin();
  while (fresh != idle_.end() && now - (*fresh)->idle_since > options_.idle_max) ++fresh;
  Connections stale(std::make_move_iterator(idle_.begin()), std::make_move_iterator(fresh));
  idle_.erase(idle_.begin(), fresh);
  return stale;
}

PoolCounters Pool::counters() const {
  std::lock_guard lock(mutex_);
  PoolCounters counters = counters_;
  counters.leased = leased_;
  counters.idle = static_cast<int>(idle_.size());
  return counters;
}

}  // namespace disclosure::mysql
