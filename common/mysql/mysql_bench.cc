// What statements cost, and how large a batch of rows should be. Prints a table; run it on a quiet machine.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/status.h"
#include "common/mysql/connection.h"
#include "common/mysql/database.h"
#include "common/testing/private_mariadb.h"
#include "common/testing/temp_dir.h"

namespace disclosure::mysql {
namespace {

constexpr int kRows = 200000;

void Check(const absl::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", status.ToString().c_str());
  std::exit(1);
}

absl::Time Late() { return absl::Now() + absl::Minutes(10); }

// Processor time used so far by this process and the server, which a busy machine disturbs less than the
// wall's.
absl::Duration Cpu() {
  static const std::string stat = [] {
    std::string pid;
    std::ifstream(std::filesystem::path(testing::TestMariaDb().RootOptions().socket).parent_path() / "pid") >>
        pid;
    return absl::StrCat("/proc/", pid, "/stat");
  }();
  std::ifstream in(stat);
  std::string field;
  int64_t user = 0;
  int64_t system = 0;
  for (int i = 1; i < 14; ++i) in >> field;
  in >> user >> system;
  timespec own{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &own);
  return absl::Seconds(user + system) / sysconf(_SC_CLK_TCK) + absl::DurationFromTimespec(own);
}

// The best of several rounds, each of `times` runs with `units` in them, after `prepare`.
void Time(const std::string& what, int times, int64_t units, const std::function<void()>& prepare,
          const std::function<void()>& run) {
  absl::Duration wall = absl::InfiniteDuration();
  absl::Duration cpu = absl::ZeroDuration();
  constexpr int kRounds = 5;
  for (int round = 0; round < kRounds; ++round) {
    prepare();
    const absl::Duration cpu_before = Cpu();
    const absl::Time start = absl::Now();
    for (int i = 0; i < times; ++i) run();
    wall = std::min(wall, absl::Now() - start);
    cpu += (Cpu() - cpu_before) / kRounds;
  }
  std::printf("%-50s %10.1f us wall (best) %10.1f us processor (mean)\n", what.c_str(),
              absl::ToDoubleMicroseconds(wall / times / units),
              absl::ToDoubleMicroseconds(cpu / times / units));
}

void Time(const std::string& what, int times, const std::function<void()>& run) {
  Time(
      what, times, 1, [] {}, run);
}

std::vector<std::vector<Value>> Rows() {
  std::vector<std::vector<Value>> rows;
  for (int i = 0; i < kRows; ++i) {
    rows.push_back({i, absl::StrCat("政府信息公开目录事项 ", i), absl::StrCat("330108-", i % 300), i % 9,
                    "公开依据：条例第二十条", absl::FromUnixMicros(i)});
  }
  return rows;
}

constexpr char kPrefix[] = "INSERT INTO rows_in (id, title, organ, level, basis, time_us) VALUES";
constexpr char kPlaces[] = "(?,?,?,?,?,?)";

void Truncate(Database& database) {
  Check(database.Write(Late(), [](Transaction& transaction) {
    return transaction.Execute("TRUNCATE TABLE rows_in", {}).status();
  }));
}

void InsertInBatches(Database& database, const std::vector<std::vector<Value>>& rows, size_t batch,
                     size_t count) {
  std::string sql = kPrefix;
  for (size_t i = 0; i < batch; ++i) absl::StrAppend(&sql, i == 0 ? " " : ",", kPlaces);
  Time(
      absl::StrCat("a row, of an INSERT of ", batch), 1, count, [&] { Truncate(database); },
      [&] {
        Check(database.Write(Late(), [&](Transaction& transaction) -> absl::Status {
          std::vector<Value> parameters;
          for (size_t i = 0; i + batch <= count; i += batch) {
            parameters.clear();
            for (size_t r = i; r < i + batch; ++r)
              parameters.insert(parameters.end(), rows[r].begin(), rows[r].end());
            RETURN_IF_ERROR(transaction.Execute(sql, parameters).status());
          }
          return absl::OkStatus();
        }));
      });
}

void LoadData(const Options& schema, const std::vector<std::vector<Value>>& rows) {
  testing::TempDir directory;
  chmod(directory.path().c_str(), 0755);
  const std::string file = (directory.path() / "rows").string();
  {
    std::ofstream out(file);
    for (const std::vector<Value>& row : rows) {
      for (size_t i = 0; i < row.size(); ++i) {
        out << (i == 0 ? "" : "\t");
        if (const auto* text = std::get_if<std::string>(&row[i].variant())) out << *text;
        if (const auto* number = std::get_if<int64_t>(&row[i].variant())) out << *number;
      }
      out << "\n";
    }
  }
  Options root = testing::TestMariaDb().RootOptions();
  root.schema = schema.schema;
  absl::StatusOr<std::unique_ptr<Connection>> connection = Connection::Open(root);
  Check(connection.status());
  Time(
      "a row, of LOAD DATA", 1, kRows, [&] { Check((*connection)->Run("TRUNCATE TABLE rows_in")); },
      [&] {
        Check(
            (*connection)
                ->Run(absl::StrCat(
                    "LOAD DATA INFILE '", file,
                    "' INTO TABLE rows_in CHARACTER SET utf8mb4 (id, title, organ, level, basis, time_us)")));
        Check((*connection)->Commit());
      });
}

void Statements(Database& database) {
  Check(database.Write(Late(), [&](Transaction& transaction) -> absl::Status {
    Time("SELECT of a row by its key, prepared and cached", 4000, [&] {
      Check(transaction.Select("SELECT title, organ, level FROM rows_in WHERE id = ?", {77},
                               [](const Row& row) { row.Text(0); }));
    });
    Time("UPDATE of a row by its key", 4000, [&] {
      Check(transaction.Execute("UPDATE rows_in SET level = level + 1 WHERE id = ?", {77}).status());
    });
    Time("UPDATE with 100 kB of bytes", 50, [&] {
      Check(transaction
                .Execute("UPDATE rows_in SET payload = ? WHERE id = ?", {std::string(100000, '\xff'), 77})
                .status());
    });
    Time(
        "a row of six columns, of a SELECT of 200,000", 1, kRows, [] {},
        [&] {
          int64_t sum = 0;
          Check(transaction.Select(
              "SELECT id, title, organ, level, basis, time_us FROM rows_in", {}, [&](const Row& row) {
                sum += row.Int(0) + row.Int(3) +
                       static_cast<int64_t>(row.Text(1).size() + row.Text(2).size() + row.Text(4).size());
              }));
        });
    return absl::OkStatus();
  }));
  Time("Read with one SELECT by key, whole", 4000, [&] {
    Check(database.Read(Late(), [](Transaction& transaction) {
      return transaction.Select("SELECT title FROM rows_in WHERE id = ?", {77}, [](const Row&) {});
    }));
  });
  Time("Write with one UPDATE by key, whole", 4000, [&] {
    Check(database.Write(Late(), [](Transaction& transaction) {
      return transaction.Execute("UPDATE rows_in SET level = level + 1 WHERE id = ?", {77}).status();
    }));
  });
}

int Main() {
  const absl::Time start = absl::Now();
  testing::TestMariaDb();
  std::printf("%-56s %12.1f ms\n", "start of the private MariaDB",
              absl::ToDoubleMilliseconds(absl::Now() - start));
  Options options = testing::TestMariaDb().CreateSchema();
  options.statement_timeout = absl::Minutes(5);
  Database database(options);
  Time("a new connection", 20, [&] { Check(Connection::Open(options).status()); });
  Check(database.Write(Late(), [](Transaction& transaction) {
    return transaction
        .Execute(
            "CREATE TABLE rows_in (id BIGINT NOT NULL PRIMARY KEY, title VARCHAR(200) NOT NULL, organ "
            "VARCHAR(64) "
            "NOT NULL, level INT NOT NULL, basis VARCHAR(500) NOT NULL, time_us BIGINT NOT NULL, payload "
            "LONGBLOB, "
            "KEY by_organ (organ, id)) ENGINE = InnoDB DEFAULT CHARSET = utf8mb4",
            {})
        .status();
  }));
  const std::vector<std::vector<Value>> rows = Rows();
  for (size_t batch : {1, 4, 16, 64, 256, 1024, 4096}) InsertInBatches(database, rows, batch, 40960);
  LoadData(options, rows);
  Time(
      "a row, of ExecuteMany", 1, kRows, [&] { Truncate(database); },
      [&] {
        Check(database.Write(Late(), [&](Transaction& transaction) {
          return transaction.ExecuteMany(kPrefix, kPlaces, rows).status();
        }));
      });
  Statements(database);
  return 0;
}

}  // namespace
}  // namespace disclosure::mysql

int main() { return disclosure::mysql::Main(); }
