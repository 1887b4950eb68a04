// What the tests of common/mysql share.
#pragma once

#include <functional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/mysql/connection.h"
#include "common/mysql/database.h"
#include "common/testing/matchers.h"
#include "common/testing/private_mariadb.h"
#include "gtest/gtest.h"

namespace disclosure::mysql {

inline absl::Time Soon() { return absl::Now() + absl::Seconds(30); }

// A database with an empty schema of its own.
class DatabaseTest : public ::testing::Test {
 protected:
  absl::Status Do(std::string_view sql, std::vector<Value> parameters = {}) {
    return database_.Write(
        Soon(), [&](Transaction& transaction) { return transaction.Execute(sql, parameters).status(); });
  }

  // The first column of the first row; -1 if there is none.
  int64_t Number(std::string_view sql, std::vector<Value> parameters = {}) {
    int64_t number = -1;
    EXPECT_OK(database_.Read(Soon(), [&](Transaction& transaction) {
      return transaction.SelectOne(sql, parameters, [&](const Row& row) { number = row.Int(0); }).status();
    }));
    return number;
  }

  // As the account that may do everything, outside the pool.
  absl::Status AsRoot(std::string_view sql) {
    ASSIGN_OR_RETURN(const auto root, Connection::Open(testing::TestMariaDb().RootOptions()));
    return root->Run(sql);
  }

  static int64_t ConnectionId(Transaction& transaction) {
    int64_t id = 0;
    EXPECT_OK(transaction.Select("SELECT CONNECTION_ID()", {}, [&](const Row& row) { id = row.Int(0); }));
    return id;
  }

  // Returns when another session of this test executes a statement that begins so.
  void AwaitStatement(std::string_view beginning) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (absl::Now() < end) {
      if (Number("SELECT COUNT(*) FROM information_schema.processlist WHERE id <> CONNECTION_ID() AND db = "
                 "DATABASE() "
                 "AND info LIKE CONCAT(?, '%')",
                 {beginning}) > 0) {
        return;
      }
      absl::SleepFor(absl::Milliseconds(1));
    }
    ADD_FAILURE() << "nobody executes " << beginning;
  }

  const Options options_ = testing::TestMariaDb().CreateSchema();
  Database database_{options_};
};

}  // namespace disclosure::mysql
