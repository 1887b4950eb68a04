#include "common/mysql/database.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/random/random.h"
#include "absl/time/clock.h"
#include "common/base/status.h"
#include "common/mysql/connection.h"
#include "common/mysql/fault.h"

namespace disclosure::mysql {

Database::Database(Options options, RetryPolicy retry, Sleeper sleeper)
    : retry_(retry), sleeper_(std::move(sleeper)), pool_(std::move(options)) {}

absl::Status Database::Read(absl::Time deadline, Body body) { return RunReadOnly(deadline, false, body); }

absl::Status Database::Snapshot(absl::Time deadline, Body body) { return RunReadOnly(deadline, true, body); }

absl::Status Database::RunReadOnly(absl::Time deadline, bool snapshot, Body body) {
  ASSIGN_OR_RETURN(Pool::Lease connection, pool_.Acquire(deadline));
  if (snapshot) RETURN_IF_ERROR(connection->Run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"));
  RETURN_IF_ERROR(connection->Run(snapshot ? "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
                                           : "START TRANSACTION READ ONLY"));
  Transaction transaction(*connection, deadline);
  absl::Status status = body(transaction);
  if (status.ok()) status = transaction.doom();
  // Nothing to keep; if it fails the pool drops the connection, and the answer stands.
  if (!connection->broken()) (void)connection->Rollback();
  return status;
}

absl::Status Database::Write(absl::Time deadline, Body body) {
  // Kept between attempts, unless it broke: to reconnect in the middle of a contention helps nobody.
  ASSIGN_OR_RETURN(Pool::Lease connection, pool_.Acquire(deadline));
  for (int attempt = 1;; ++attempt) {
    bool run_again = false;
    absl::Status status = WriteOnce(connection, deadline, body, run_again);
    if (status.ok() || !run_again || attempt >= retry_.attempts_max || connection->broken()) return status;
    const absl::Duration pause = Backoff(attempt);
    if (absl::Now() + pause >= deadline) return status;
    reruns_.fetch_add(1, std::memory_order_relaxed);
    sleeper_(pause);
  }
}

absl::Status Database::WriteOnce(Pool::Lease& connection, absl::Time deadline, Body body, bool& run_again) {
  Transaction transaction(*connection, deadline);
  absl::Status status = body(transaction);
  // The body may have swallowed an error after which nothing may be committed.
  if (!transaction.doom().ok() && (status.ok() || transaction.run_again())) status = transaction.doom();
  if (status.ok()) {
    status = connection->Commit();
    if (status.ok()) return status;
    run_again = connection->fault().run_again;
    if (connection->broken()) return CommitUnknown(status);
  } else {
    run_again = transaction.run_again();
  }
  if (!connection->broken()) (void)connection->Rollback();
  return status;
}

absl::Status Database::Ping(absl::Time deadline) {
  return Read(deadline,
              [](Transaction& transaction) { return transaction.Select("SELECT 1", {}, [](const Row&) {}); });
}

absl::Duration Database::Backoff(int attempt) const {
  thread_local absl::BitGen random;
  const absl::Duration most = std::min(retry_.cap, retry_.base * (1 << std::min(attempt, 16)));
  return most * absl::Uniform(random, 0.1, 1.0);
}

}  // namespace disclosure::mysql
