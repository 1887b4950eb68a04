#include "common/mysql/transaction.h"

#include <string>
#include <vector>

#include "common/mysql/testing.h"

namespace disclosure::mysql {
namespace {

using absl::StatusCode;
using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;

class TransactionTest : public DatabaseTest {
 protected:
  TransactionTest() {
    EXPECT_OK(Do(
        "CREATE TABLE things (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, title VARCHAR(20) CHARACTER SET "
        "utf8mb4,"
        " payload LONGBLOB, weight DOUBLE, day DATE, time_us BIGINT, CHECK (weight >= 0)) ENGINE = InnoDB"));
  }

  absl::Status InsertThing(std::vector<Value> values) {
    return Do("INSERT INTO things (title, payload, weight, day, time_us) VALUES (?, ?, ?, ?, ?)",
              std::move(values));
  }
};

TEST_F(TransactionTest, ValuesComeBackAsTheyWentIn) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes.push_back(static_cast<char>(i));
  const std::string text = "学区划分 🀄 é";
  const absl::Time time = absl::FromUnixMicros(1790000000123456);
  ASSERT_OK(InsertThing({text, bytes, 0.1, absl::CivilDay(2026, 2, 28), time}));
  ASSERT_OK(database_.Read(Soon(), [&](Transaction& transaction) {
    return transaction.Select(
        "SELECT title, payload, weight, day, time_us FROM things WHERE title = ? AND payload = ?",
        {text, bytes}, [&](const Row& row) {
          EXPECT_EQ(row.Text(0), text);
          EXPECT_EQ(row.Text(1), bytes);
          EXPECT_EQ(row.Double(2), 0.1);
          EXPECT_EQ(row.Day(3), absl::CivilDay(2026, 2, 28));
          EXPECT_EQ(row.Time(4), time);
        });
  }));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things WHERE payload = ?", {bytes}), 1);
}

TEST_F(TransactionTest, NullIsNeitherEmptyNorZero) {
  ASSERT_OK(
      InsertThing({nullptr, std::optional<std::string>(), nullptr, nullptr, std::optional<absl::Time>()}));
  ASSERT_OK(InsertThing({"", "", 0.0, absl::CivilDay(1970, 1, 1), 0}));
  std::vector<bool> nulls;
  ASSERT_OK(database_.Read(Soon(), [&](Transaction& transaction) {
    nulls.clear();
    return transaction.Select("SELECT title, payload, weight, day, time_us FROM things ORDER BY id", {},
                              [&](const Row& row) {
                                for (int column = 0; column < 5; ++column) nulls.push_back(row.Null(column));
                                EXPECT_EQ(row.OptionalText(0).has_value(), !row.Null(0));
                                EXPECT_EQ(row.OptionalDay(3).has_value(), !row.Null(3));
                                EXPECT_EQ(row.OptionalTime(4).has_value(), !row.Null(4));
                                EXPECT_EQ(row.OptionalInt(4).has_value(), !row.Null(4));
                                EXPECT_EQ(row.Text(0), "");
                                EXPECT_EQ(row.Int(4), 0);
                              });
  }));
  EXPECT_EQ(nulls, (std::vector<bool>{true, true, true, true, true, false, false, false, false, false}));
}

// The driver sends more than 256 KiB in pieces, by another way.
TEST_F(TransactionTest, LargeBytesAndTextSurviveAtAndAroundTheDriversPieces) {
  for (size_t size : {size_t{256 * 1024 - 1}, size_t{256 * 1024}, size_t{256 * 1024 + 1}, size_t{3 << 20}}) {
    std::string bytes(size, '\0');
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(i * 31 + (i >> 8));
    ASSERT_OK(Do("REPLACE INTO things (id, payload) VALUES (1, ?)", {bytes}));
    std::string read;
    ASSERT_OK(database_.Read(Soon(), [&](Transaction& transaction) {
      return transaction.Select("SELECT payload FROM things WHERE id = 1", {},
                                [&](const Row& row) { read = row.Text(0); });
    }));
    EXPECT_TRUE(read == bytes) << size;
  }
}

TEST_F(TransactionTest, AParameterOfAnotherTypeThanBeforeIsFine) {
  for (const Value& value :
       {Value(7), Value("7"), Value(7.0), Value(nullptr), Value(std::string(300000, '7')), Value(7)}) {
    ASSERT_OK(InsertThing({nullptr, value, nullptr, nullptr, nullptr}));
  }
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things WHERE payload = '7'"), 4);
}

TEST_F(TransactionTest, StatementsArePreparedOnceAndTheLeastUsedIsForgotten) {
  Options options = options_;
  options.statements_cached_max = 2;
  ASSERT_OK_AND_ASSIGN(const std::unique_ptr<Connection> connection, Connection::Open(options));
  const int64_t before = connection->prepared();
  const auto run = [&](std::string_view sql) {
    EXPECT_OK(connection->Select(sql, {}, 1, [](const Row&) {}));
  };
  for (int i = 0; i < 5; ++i) run("SELECT 1");
  EXPECT_EQ(connection->prepared() - before, 1);
  run("SELECT 2");
  run("SELECT 1");
  run("SELECT 3");  // instead of 2
  EXPECT_EQ(connection->cached(), 2u);
  run("SELECT 1");
  EXPECT_EQ(connection->prepared() - before, 3);
  run("SELECT 2");
  EXPECT_EQ(connection->prepared() - before, 4);
}

TEST_F(TransactionTest, AnUpdateThatChangesNothingStillFoundItsRow) {
  ASSERT_OK(InsertThing({"a", nullptr, nullptr, nullptr, nullptr}));
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    EXPECT_THAT(transaction.Execute("UPDATE things SET title = ? WHERE title = ?", {"a", "a"}),
                IsOkAndHolds(1));
    EXPECT_THAT(transaction.Execute("UPDATE things SET title = ? WHERE title = ?", {"b", "zz"}),
                IsOkAndHolds(0));
    return absl::OkStatus();
  }));
}

TEST_F(TransactionTest, InsertTellsTheNewNumber) {
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    EXPECT_THAT(transaction.Insert("INSERT INTO things (title) VALUES (?)", {"a"}), IsOkAndHolds(1));
    EXPECT_THAT(transaction.Insert("INSERT INTO things (title) VALUES (?)", {"b"}), IsOkAndHolds(2));
    return absl::OkStatus();
  }));
}

TEST_F(TransactionTest, ManyRowsGoInWhole) {
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < 1337; ++i)
    rows.push_back({i + 1, absl::StrCat("标题", i), i % 7 == 0 ? Value(nullptr) : Value(i)});
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    EXPECT_THAT(transaction.ExecuteMany("INSERT INTO things (id, title, time_us) VALUES", "(?,?,?)", rows),
                IsOkAndHolds(1337));
    EXPECT_THAT(transaction.ExecuteMany("INSERT INTO things (id, title, time_us) VALUES", "(?,?,?)", {}),
                IsOkAndHolds(0));
    return absl::OkStatus();
  }));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things WHERE title = CONCAT('标题', id - 1)"), 1337);
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things WHERE time_us IS NULL"), 191);
}

TEST_F(TransactionTest, ManyLargeRowsAreSentInSeveralStatements) {
  std::vector<std::vector<Value>> rows(20,
                                       {std::string(2 << 20, 'x')});  // 40 MiB, the server's limit is 64 here
  rows.push_back({std::string(20 << 20, 'y')});
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) {
    return transaction.ExecuteMany("INSERT INTO things (payload) VALUES", "(?)", rows).status();
  }));
  EXPECT_EQ(Number("SELECT SUM(LENGTH(payload)) FROM things"), 60 << 20);
}

TEST_F(TransactionTest, ARefusedValueIsOurOwnFault) {
  ASSERT_OK(
      Do("CREATE TABLE parts (thing BIGINT, FOREIGN KEY (thing) REFERENCES things (id)) ENGINE = InnoDB"));
  EXPECT_THAT(Do("INSERT INTO parts VALUES (?)", {5}), HasReason("DATABASE_REFUSED_VALUE"));  // 1452
  EXPECT_THAT(InsertThing({"a", nullptr, -1.0, nullptr, nullptr}),
              HasReason("DATABASE_REFUSED_VALUE"));  // 4025
  EXPECT_THAT(InsertThing({std::string(21, 'a'), nullptr, 1.0, nullptr, nullptr}),
              HasReason("DATABASE_REFUSED_VALUE"));  // 1406
  EXPECT_THAT(InsertThing({"a", nullptr, 1.0, "2026-02-30", nullptr}),
              HasReason("DATABASE_REFUSED_VALUE"));  // 1292
  EXPECT_THAT(InsertThing({"a", nullptr, 1.0, nullptr, "many"}),
              HasReason("DATABASE_REFUSED_VALUE"));  // 1366
  EXPECT_THAT(InsertThing({"\xff\xfe", nullptr, 1.0, nullptr, nullptr}),
              HasReason("DATABASE_REFUSED_VALUE"));  // 1366
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things"), 0);
  EXPECT_EQ(database_.counters().broken, 0u);
}

TEST_F(TransactionTest, ADuplicateKeyLetsTheTransactionGoOn) {
  ASSERT_OK(database_.Write(Soon(), [&](Transaction& transaction) -> absl::Status {
    RETURN_IF_ERROR(transaction.Execute("INSERT INTO things (id) VALUES (1)", {}).status());
    EXPECT_THAT(transaction.Execute("INSERT INTO things (id) VALUES (1)", {}), HasReason("DUPLICATE_KEY"));
    return transaction.Execute("INSERT INTO things (id) VALUES (2)", {}).status();
  }));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things"), 2);
}

TEST_F(TransactionTest, NoMessageShowsSqlOrPaths) {
  const absl::Status status = Do("SELECT secret FROM nowhere");
  EXPECT_THAT(status, HasReason("DATABASE_ERROR"));
  EXPECT_EQ(status.ToString().find("nowhere"), std::string::npos);
  EXPECT_EQ(error::GetInfo(status)->metadata.at("number"), "1146");
}

TEST_F(TransactionTest, MistakesInUseAreErrorsAndNotCrashes) {
  EXPECT_THAT(Do("INSERT INTO things (title) VALUES (?)", {}), HasReason("BAD_PARAMETERS"));
  EXPECT_THAT(Do("INSERT INTO things (title) VALUES (?)", {1, 2}), HasReason("BAD_PARAMETERS"));
  const auto column = [&](int column) {
    return database_.Read(Soon(), [&](Transaction& transaction) {
      return transaction.Select("SELECT 'x'", {}, [&](const Row& row) { row.Day(column); });
    });
  };
  EXPECT_THAT(column(1), HasReason("BAD_COLUMN"));
  EXPECT_THAT(column(-1), HasReason("BAD_COLUMN"));
  EXPECT_THAT(column(0), HasReason("BAD_COLUMN"));  // not a date
  ASSERT_OK(database_.Read(Soon(), [&](Transaction& transaction) {
    return transaction.Select("SELECT 1", {}, [&](const Row&) {
      EXPECT_THAT(transaction.Execute("SELECT 2", {}), HasReason("NESTED_STATEMENT"));
    });
  }));
  EXPECT_EQ(database_.counters().broken, 0u);
}

TEST_F(TransactionTest, NothingIsAskedAfterTheDeadline) {
  EXPECT_THAT(
      database_.Write(absl::Now() - absl::Seconds(1),
                      [&](Transaction& transaction) {
                        return transaction.Execute("INSERT INTO things (title) VALUES ('late')", {}).status();
                      }),
      HasReason("DEADLINE_EXCEEDED"));
  EXPECT_EQ(Number("SELECT COUNT(*) FROM things"), 0);
}

}  // namespace
}  // namespace disclosure::mysql
