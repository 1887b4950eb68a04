#include "common/mysql/pool.h"

#include <atomic>
#include <thread>
#include <vector>

#include "common/mysql/testing.h"

namespace disclosure::mysql {
namespace {

using ::disclosure::testing::HasReason;

class PoolTest : public DatabaseTest {
 protected:
  static Options WithSize(Options options, int size) {
    options.pool_size = size;
    return options;
  }
};

TEST_F(PoolTest, LendsAConnectionAgainAndAgain) {
  Pool pool(WithSize(options_, 2));
  for (int i = 0; i < 5; ++i) ASSERT_OK(pool.Acquire(Soon()));
  EXPECT_EQ(pool.counters().connects, 1u);
  EXPECT_EQ(pool.counters().leases, 5u);
  EXPECT_EQ(pool.counters().idle, 1);
}

TEST_F(PoolTest, AnExhaustedPoolRefusesAtTheDeadline) {
  Pool pool(WithSize(options_, 1));
  ASSERT_OK_AND_ASSIGN(const Pool::Lease lease, pool.Acquire(Soon()));
  EXPECT_THAT(pool.Acquire(absl::Now() + absl::Milliseconds(5)), HasReason("POOL_EXHAUSTED"));
  EXPECT_THAT(pool.Acquire(absl::InfinitePast()), HasReason("POOL_EXHAUSTED"));
  EXPECT_EQ(pool.counters().exhausted, 2u);
  EXPECT_EQ(pool.counters().waits, 2u);
  EXPECT_EQ(pool.counters().leased, 1);
}

TEST_F(PoolTest, AWaiterGetsTheConnectionThatComesBack) {
  Pool pool(WithSize(options_, 1));
  std::thread waiter;
  {
    ASSERT_OK_AND_ASSIGN(const Pool::Lease lease, pool.Acquire(Soon()));
    waiter = std::thread([&] { EXPECT_OK(pool.Acquire(absl::InfiniteFuture())); });
    while (pool.counters().waits == 0) std::this_thread::yield();
  }
  waiter.join();
  EXPECT_EQ(pool.counters().connects, 1u);
}

TEST_F(PoolTest, ManyThreadsNeverHaveMoreThanTheBound) {
  Pool pool(WithSize(options_, 3));
  std::atomic<int> out = 0;
  std::atomic<int> most = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 12; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        absl::StatusOr<Pool::Lease> lease = pool.Acquire(Soon());
        ASSERT_OK(lease);
        const int now = ++out;
        for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
        }
        EXPECT_OK((*lease)->Rollback());
        --out;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most, 3);
  EXPECT_LE(pool.counters().connects, 3u);
  EXPECT_EQ(pool.counters().leased, 0);
}

TEST_F(PoolTest, AConnectionIdleForTooLongIsReplaced) {
  Options options = WithSize(options_, 2);
  options.idle_max = absl::ZeroDuration();
  Pool pool(options);
  ASSERT_OK(pool.Acquire(Soon()));
  ASSERT_OK(pool.Acquire(Soon()));
  EXPECT_EQ(pool.counters().connects, 2u);
  EXPECT_EQ(pool.counters().idle, 1);
}

TEST_F(PoolTest, AnOpenTransactionIsNotPassedOn) {
  Pool pool(WithSize(options_, 1));
  {
    ASSERT_OK_AND_ASSIGN(const Pool::Lease lease, pool.Acquire(Soon()));
    ASSERT_OK(lease->Run("CREATE TABLE t (id INT) ENGINE = InnoDB"));
    ASSERT_OK(lease->Execute("INSERT INTO t VALUES (1)", {}));
  }
  EXPECT_EQ(pool.counters().idle, 0);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM t"), 0);
}

TEST_F(PoolTest, OneCallerAtMostPaysForARestartOfTheDatabase) {
  ASSERT_OK(database_.Write(Soon(), [&](Transaction&) -> absl::Status {
    RETURN_IF_ERROR(database_.Ping(Soon()));
    return database_.Ping(Soon());
  }));
  EXPECT_EQ(database_.counters().idle, 2);
  testing::TestMariaDb().Stop();
  EXPECT_THAT(database_.Ping(Soon()), HasReason("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(database_.counters().idle, 0);
  EXPECT_THAT(database_.Ping(Soon()), HasReason("DATABASE_UNAVAILABLE"));
  ASSERT_OK(testing::TestMariaDb().Restart());
  EXPECT_OK(database_.Ping(Soon()));
}

TEST_F(PoolTest, AServerWithoutRoomIsUnavailable) {
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Connection> root,
                       Connection::Open(testing::TestMariaDb().RootOptions()));
  ASSERT_OK(root->Run("SET GLOBAL max_connections = 10"));
  Pool pool(WithSize(options_, 40));
  std::vector<Pool::Lease> leases;
  absl::Status status;
  while (status.ok()) {
    absl::StatusOr<Pool::Lease> lease = pool.Acquire(Soon());
    status = lease.status();
    if (lease.ok()) leases.push_back(*std::move(lease));
  }
  EXPECT_THAT(status, HasReason("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(error::GetInfo(status)->metadata["number"], "1040");
  EXPECT_OK(root->Run("SET GLOBAL max_connections = 200"));
}

}  // namespace
}  // namespace disclosure::mysql
