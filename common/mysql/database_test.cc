#include "common/mysql/database.h"

#include <atomic>
#include <barrier>
#include <thread>
#include <vector>

#include "common/mysql/testing.h"

namespace disclosure::mysql {
namespace {

using absl::StatusCode;
using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;

class DatabaseRulesTest : public DatabaseTest {
 protected:
  DatabaseRulesTest() {
    EXPECT_OK(Do("CREATE TABLE counts (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL) ENGINE = InnoDB"));
    EXPECT_OK(Do("INSERT INTO counts VALUES (1, 0), (2, 0)"));
  }
  static absl::Status Add(Transaction& transaction, int64_t id) {
    return transaction.Execute("UPDATE counts SET n = n + 1 WHERE id = ?", {id}).status();
  }
  absl::Status Kill(int64_t connection) { return AsRoot(absl::StrCat("KILL ", connection)); }
  int64_t Sum() { return Number("SELECT CAST(SUM(n) AS SIGNED) FROM counts"); }
};

TEST_F(DatabaseRulesTest, AFailedBodyLeavesNothing) {
  EXPECT_THAT(database_.Write(Soon(),
                              [&](Transaction& transaction) -> absl::Status {
                                RETURN_IF_ERROR(Add(transaction, 1));
                                return error::NotFound("things/1");
                              }),
              HasReason("NOT_FOUND"));
  EXPECT_EQ(Sum(), 0);
}

TEST_F(DatabaseRulesTest, AReaderCannotWrite) {
  EXPECT_THAT(database_.Read(Soon(), [&](Transaction& transaction) { return Add(transaction, 1); }),
              StatusIs(StatusCode::kInternal));
  EXPECT_THAT(database_.Snapshot(Soon(), [&](Transaction& transaction) { return Add(transaction, 1); }),
              StatusIs(StatusCode::kInternal));
  EXPECT_OK(database_.Write(Soon(), [&](Transaction& transaction) { return Add(transaction, 1); }));
}

TEST_F(DatabaseRulesTest, AnErrorTheBodySwallowsStillPreventsTheCommit) {
  EXPECT_THAT(database_.Write(Soon(),
                              [&](Transaction& transaction) -> absl::Status {
                                RETURN_IF_ERROR(Add(transaction, 1));
                                EXPECT_THAT(transaction.Execute("UPDATE counts SET n = 'many'", {}),
                                            HasReason("DATABASE_REFUSED_VALUE"));
                                EXPECT_THAT(Add(transaction, 1), HasReason("DATABASE_REFUSED_VALUE"));
                                return absl::OkStatus();
                              }),
              HasReason("DATABASE_REFUSED_VALUE"));
  EXPECT_EQ(Sum(), 0);
}

TEST_F(DatabaseRulesTest, EachStatementOfAReadSeesWhatIsCommittedAndASnapshotDoesNot) {
  const auto before_and_after = [&](auto run) {
    std::vector<int64_t> seen;
    EXPECT_OK((database_.*run)(Soon(), [&](Transaction& transaction) -> absl::Status {
      for (int i = 0; i < 2; ++i) {
        RETURN_IF_ERROR(transaction.Select("SELECT n FROM counts WHERE id = 1", {},
                                           [&](const Row& row) { seen.push_back(row.Int(0)); }));
        if (i == 0)
          RETURN_IF_ERROR(database_.Write(Soon(), [&](Transaction& other) { return Add(other, 1); }));
      }
      return absl::OkStatus();
    }));
    return seen;
  };
  EXPECT_EQ(before_and_after(&Database::Read), (std::vector<int64_t>{0, 1}));
  EXPECT_EQ(before_and_after(&Database::Snapshot), (std::vector<int64_t>{1, 1}));
  EXPECT_EQ(before_and_after(&Database::Read),
            (std::vector<int64_t>{2, 3}));  // the level went away with the snapshot
}

TEST_F(DatabaseRulesTest, ASnapshotBeginsBeforeItsFirstStatement) {
  ASSERT_OK(database_.Snapshot(Soon(), [&](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(database_.Write(Soon(), [&](Transaction& other) { return Add(other, 1); }));
    return transaction.Select("SELECT n FROM counts WHERE id = 1", {},
                              [&](const Row& row) { EXPECT_EQ(row.Int(0), 0); });
  }));
}

TEST_F(DatabaseRulesTest, ADeadlockIsRunAgain) {
  std::atomic<int> slept = 0;
  Database database(options_, {}, [&](absl::Duration pause) {
    EXPECT_GT(pause, absl::ZeroDuration());
    EXPECT_LE(pause, RetryPolicy{}.cap);
    ++slept;
  });
  std::barrier both_hold_one(2);
  const auto cross = [&](int64_t first, int64_t second) {
    int runs = 0;
    EXPECT_OK(database.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
      RETURN_IF_ERROR(Add(transaction, first));
      if (++runs == 1) both_hold_one.arrive_and_wait();
      return Add(transaction, second);
    }));
  };
  std::thread other([&] { cross(2, 1); });
  cross(1, 2);
  other.join();
  EXPECT_EQ(Sum(), 4);
  EXPECT_GE(slept, 1);
  EXPECT_EQ(database.reruns(), static_cast<uint64_t>(slept));
}

class LockWait : public DatabaseRulesTest {
 protected:
  // Runs `body` while another transaction holds row 1.
  void WhileLocked(const std::function<void()>& body) {
    ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
      RETURN_IF_ERROR(Add(transaction, 1));
      body();
      return absl::OkStatus();
    }));
  }
  // A lock wait of zero is MariaDB's, and spares the test the shortest one there is, a second.
  static absl::Status AddWithoutWaiting(Transaction& transaction) {
    RETURN_IF_ERROR(transaction.Execute("SET SESSION innodb_lock_wait_timeout = 0", {}).status());
    return Add(transaction, 1);
  }
};

TEST_F(LockWait, IsRunAgainUntilTheAttemptsAreUsedUp) {
  int runs = 0;
  int pauses = 0;
  Database database(options_, {.attempts_max = 3}, [&](absl::Duration) { ++pauses; });
  WhileLocked([&] {
    EXPECT_THAT(database.Write(Soon(),
                               [&](Transaction& transaction) {
                                 ++runs;
                                 return AddWithoutWaiting(transaction);
                               }),
                HasReason("LOCK_WAIT_TIMEOUT"));
  });
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(pauses, 2);
  EXPECT_EQ(Sum(), 1);
}

TEST_F(LockWait, IsNotRunAgainPastTheDeadline) {
  int runs = 0;
  Database database(options_, {.base = absl::Hours(1), .cap = absl::Hours(1)},
                    [](absl::Duration) { FAIL(); });
  WhileLocked([&] {
    EXPECT_THAT(database.Write(Soon(),
                               [&](Transaction& transaction) {
                                 ++runs;
                                 return AddWithoutWaiting(transaction);
                               }),
                StatusIs(StatusCode::kAborted));
  });
  EXPECT_EQ(runs, 1);
}

TEST_F(LockWait, RollsBackTheWholeTransactionAndNotTheStatementOnly) {
  int runs = 0;
  Database database(options_, {}, [](absl::Duration) {});
  WhileLocked([&] {
    EXPECT_OK(database.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
      RETURN_IF_ERROR(Add(transaction, 2));
      // Swallowed, as a careless body might.
      if (++runs == 1) AddWithoutWaiting(transaction).IgnoreError();
      return absl::OkStatus();
    }));
  });
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(Number("SELECT n FROM counts WHERE id = 2"), 1);
}

TEST_F(LockWait, EndsByItselfAfterTheConfiguredTime) {
  Options options = options_;
  options.lock_wait_timeout = absl::Milliseconds(10);  // a second is the least
  Database database(options, {.attempts_max = 1});
  WhileLocked([&] {
    EXPECT_THAT(database.Write(Soon(), [&](Transaction& transaction) { return Add(transaction, 1); }),
                HasReason("LOCK_WAIT_TIMEOUT"));
  });
}

TEST_F(DatabaseRulesTest, AStatementThatTakesTooLongIsEnded) {
  Options options = options_;
  options.statement_timeout = absl::Milliseconds(20);
  Database database(options);
  EXPECT_THAT(database.Read(Soon(),
                            [](Transaction& transaction) {
                              return transaction.Select("SELECT SLEEP(20)", {}, [](const Row&) {});
                            }),
              HasReason("STATEMENT_TIMEOUT"));
  EXPECT_OK(database.Ping(Soon()));
  EXPECT_EQ(database.counters().connects, 1u);
}

TEST_F(DatabaseRulesTest, AKilledConnectionIsDroppedAndTheTransactionIsNotRunAgain) {
  int runs = 0;
  EXPECT_THAT(database_.Write(Soon(),
                              [&](Transaction& transaction) -> absl::Status {
                                ++runs;
                                RETURN_IF_ERROR(Add(transaction, 1));
                                EXPECT_OK(Kill(ConnectionId(transaction)));
                                return Add(transaction, 2);
                              }),
              HasReason("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(database_.counters().broken, 1u);
  EXPECT_EQ(database_.counters().idle, 0);
  EXPECT_OK(database_.Write(Soon(), [&](Transaction& transaction) { return Add(transaction, 1); }));
  EXPECT_EQ(Sum(), 1);
}

TEST_F(DatabaseRulesTest, ACommitWithoutAnAnswerIsUnknown) {
  const absl::Status status = database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(Add(transaction, 1));
    return Kill(ConnectionId(transaction));
  });
  EXPECT_THAT(status, HasReason("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(error::GetInfo(status)->metadata["commit"], "unknown");
  EXPECT_OK(database_.Ping(Soon()));
}

TEST_F(DatabaseRulesTest, ASessionIsSetUpAsTheRulesSay) {
  ASSERT_OK(database_.Write(Soon(), [](Transaction& transaction) {
    return transaction.Select(
        "SELECT @@autocommit, @@time_zone, @@tx_isolation, @@character_set_client, @@sql_mode", {},
        [](const Row& row) {
          EXPECT_EQ(row.Int(0), 0);
          EXPECT_EQ(row.Text(1), "+00:00");
          EXPECT_EQ(row.Text(2), "READ-COMMITTED");
          EXPECT_EQ(row.Text(3), "utf8mb4");
          EXPECT_NE(row.Text(4).find("STRICT_ALL_TABLES"), std::string::npos);
        });
  }));
}

TEST(DatabaseAway, IsUnavailable) {
  Options options;
  options.socket = "/nonexistent/socket";
  Database database(options);
  EXPECT_THAT(database.Ping(Soon()), HasReason("DATABASE_UNAVAILABLE"));
  EXPECT_EQ(database.counters().connect_failures, 1u);
  EXPECT_EQ(database.counters().leased, 0);
}

TEST_F(DatabaseTest, AWrongPasswordIsNotTakenForABusyServer) {
  Options options = options_;
  options.password = "wrong";
  EXPECT_THAT(Database(options).Ping(Soon()), HasReason("DATABASE_ACCESS_DENIED"));
}

TEST_F(DatabaseTest, AnAccountSeesItsOwnSchemaOnly) {
  const Options other = testing::TestMariaDb().CreateSchema();
  ASSERT_OK(Database(other).Write(Soon(), [](Transaction& transaction) {
    return transaction.Execute("CREATE TABLE secrets (id INT)", {}).status();
  }));
  EXPECT_THAT(Do(absl::StrCat("SELECT id FROM ", other.schema, ".secrets")),
              HasReason("DATABASE_ACCESS_DENIED"));
}

}  // namespace
}  // namespace disclosure::mysql
