// The door to the database: the only way to a Transaction is to hand over a function.
//
//   RETURN_IF_ERROR(database.Write(call.deadline, [&](Transaction& transaction) -> absl::Status {
//     Writer writer(transaction);
//     …
//   }));
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/mysql/options.h"
#include "common/mysql/pool.h"
#include "common/mysql/transaction.h"

namespace disclosure::mysql {

// How often a transaction is run again after a deadlock or a lock wait, and how long it waits before:
// a random part of base * 2^n, at most `cap`.
struct RetryPolicy {
  int attempts_max = 8;
  absl::Duration base = absl::Milliseconds(4);
  absl::Duration cap = absl::Milliseconds(200);
};

// Thread safe. Never call another service inside a body.
class Database {
 public:
  using Body = absl::FunctionRef<absl::Status(Transaction&)>;
  using Sleeper = std::function<void(absl::Duration)>;

  explicit Database(Options options, RetryPolicy retry = {}, Sleeper sleeper = &absl::SleepFor);

  // Runs `body` in a read-only transaction at READ COMMITTED: each statement sees what is committed when
  // it starts. A statement that writes fails with INTERNAL.
  absl::Status Read(absl::Time deadline, Body body);

  // Read with one consistent view for all statements (REPEATABLE READ): for a snapshot that must join its
  // change feed without a hole.
  absl::Status Snapshot(absl::Time deadline, Body body);

  // Runs `body` and commits if it returned OK, else rolls back. `body` may run several times (deadlock,
  // lock wait), each time in a new transaction: it must keep no state across calls. If the deadline
  // passes or attempts run out, the last ABORTED is returned. When the connection is lost during COMMIT
  // the outcome is unknown: UNAVAILABLE with metadata commit=unknown.
  absl::Status Write(absl::Time deadline, Body body);

  // OK if a connection can be had and answers: for health checks.
  absl::Status Ping(absl::Time deadline);

  PoolCounters counters() const { return pool_.counters(); }
  // Transactions run again after a deadlock or lock wait, since the start.
  uint64_t reruns() const { return reruns_.load(std::memory_order_relaxed); }

 private:
  absl::Status RunReadOnly(absl::Time deadline, bool snapshot, Body body);
  absl::Status WriteOnce(Pool::Lease& lease, absl::Time deadline, Body body, bool& run_again);
  absl::Duration Backoff(int attempt) const;

  const RetryPolicy retry_;
  const Sleeper sleeper_;
  Pool pool_;
  std::atomic<uint64_t> reruns_ = 0;
};

}  // namespace disclosure::mysql
