// A bounded set of connections.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/mysql/connection.h"
#include "common/mysql/options.h"

namespace disclosure::mysql {

struct PoolCounters {
  uint64_t leases = 0;
  uint64_t waits = 0;      // leases that did not get a connection at once
  uint64_t exhausted = 0;  // leases that did not get one before their deadline
  uint64_t connects = 0;
  uint64_t connect_failures = 0;
  uint64_t broken = 0;  // connections closed because of an error
  int leased = 0;       // now
  int idle = 0;         // now
};

// Thread safe. Outlives its leases.
class Pool {
 public:
  // A connection on loan; goes back, or is closed if broken, when the lease ends.
  class Lease {
   public:
    Lease(Lease&& other) = default;
    Lease& operator=(Lease&&) = delete;
    ~Lease();
    Connection& operator*() const { return *connection_; }
    Connection* operator->() const { return connection_.get(); }

   private:
    friend class Pool;
    Lease(Pool& pool, std::unique_ptr<Connection> connection)
        : pool_(&pool), connection_(std::move(connection)) {}

    Pool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  explicit Pool(Options options) : options_(std::move(options)) {}
  ~Pool();

  // DEADLINE_EXCEEDED (POOL_EXHAUSTED) if none is free before the deadline; UNAVAILABLE
  // (DATABASE_UNAVAILABLE) if the database cannot be reached.
  absl::StatusOr<Lease> Acquire(absl::Time deadline);

  PoolCounters counters() const;

 private:
  using Connections = std::vector<std::unique_ptr<Connection>>;

  absl::StatusOr<Lease> Connect(std::unique_lock<std::mutex>& lock);
  void Release(std::unique_ptr<Connection> connection);
  Connections TakeStale(absl::Time now);

  const Options options_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  Connections idle_;  // used last at the back
  int leased_ = 0;    // or connecting
  int connecting_ = 0;
  PoolCounters counters_;
};

}  // namespace disclosure::mysql
