#include "common/mysql/migrate.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/mysql/changes.h"
#include "common/mysql/connection.h"
#include "common/mysql/served.h"

namespace disclosure::mysql {
namespace {

namespace fs = std::filesystem;

constexpr size_t kFileBytesMax = 1 << 20;

// `statements` counts those done; `applied_us` is NULL until all are.
constexpr char kTable[] =
    "CREATE TABLE IF NOT EXISTS schema_migrations ("
    " number INT NOT NULL PRIMARY KEY,"
    " name VARCHAR(100) CHARACTER SET utf8mb4 NOT NULL,"
    " checksum CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,"
    " statements INT NOT NULL,"
    " applied_us BIGINT NULL"
    ") ENGINE = InnoDB";

struct Applied {
  std::string checksum;
  int64_t statements = 0;
  bool done = false;
};

absl::Status Bad(std::string_view file, std::string_view why) {
  return error::Make(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("migration ", std::string(file), ": ", std::string(why)),
                     {.reason = "BAD_MIGRATION", .metadata = {{"migration", std::string(file)}}});
}

absl::Status Refused(std::string_view reason, const Migration& migration, std::string_view message) {
  return error::Make(
      absl::StatusCode::kFailedPrecondition, message,
      {.reason = std::string(reason), .metadata = {{"migration", std::to_string(migration.number)}}});
}

// NNNN_name.sql
absl::StatusOr<Migration> ReadMigration(const fs::path& path) {
  const std::string file = path.filename().string();
  Migration migration;
  const std::string stem = path.stem().string();
  if (stem.size() < 6 || stem[4] != '_' || path.extension() != ".sql" ||
      !absl::SimpleAtoi(stem.substr(0, 4), &migration.number) || migration.number < 1) {
    return Bad(file, "its name is not NNNN_name.sql");
  }
  migration.name = stem.substr(5);
  std::error_code error;
  if (fs::file_size(path, error) > kFileBytesMax || error)
    return Bad(file, "it cannot be read or is over 1 MiB");
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  migration.sql = text.str();
  return migration;
}

absl::Status CheckNumbers(const std::vector<Migration>& migrations) {
  for (size_t i = 1; i < migrations.size(); ++i) {
    if (migrations[i].number == migrations[i - 1].number)
      return Bad(migrations[i].name, "its number is used twice");
    if (migrations[i].number < migrations[i - 1].number)
      return Bad(migrations[i].name, "the numbers do not ascend");
  }
  return absl::OkStatus();
}

// Errors that say "this is done already" of CREATE TABLE, ADD COLUMN and ADD INDEX.
bool SaysDone(const absl::Status& status) {
  const std::string number = error::GetInfo(status).value_or(error::Info{}).metadata["number"];
  return number == "1050" || number == "1060" || number == "1061";
}

class Migrator {
 public:
  explicit Migrator(Connection& connection) : connection_(connection) {}

  absl::Status Run(const std::vector<Migration>& migrations) {
    RETURN_IF_ERROR(connection_.Run(kTable));
    ASSIGN_OR_RETURN(const auto applied, ReadApplied());
    int last = 0;
    for (const auto& [number, record] : applied) last = std::max(last, record.done ? number : 0);
    for (const Migration& migration : migrations) {
      const auto found = applied.find(migration.number);
      if (found == applied.end() && migration.number < last) {
        return Refused("MIGRATION_OUT_OF_ORDER", migration,
                       absl::StrCat("migration ", migration.number,
                                    " is new but a later one is applied: give it a higher number"));
      }
      RETURN_IF_ERROR(Apply(migration, found == applied.end() ? Applied{} : found->second));
    }
    return absl::OkStatus();
  }

 private:
  absl::StatusOr<std::map<int, Applied>> ReadApplied() {
    std::map<int, Applied> applied;
    RETURN_IF_ERROR(
        connection_.Select("SELECT number, checksum, statements, applied_us FROM schema_migrations", {},
                           INT64_MAX, [&](const Row& row) {
                             applied[static_cast<int>(row.Int(0))] = {row.Text(1), row.Int(2), !row.Null(3)};
                           }));
    return applied;
  }

  absl::StatusOr<std::string> Checksum(const std::string& sql) {
    std::string checksum;
    RETURN_IF_ERROR(
        connection_.Select("SELECT SHA2(?, 256)", {sql}, 1, [&](const Row& row) { checksum = row.Text(0); }));
    return checksum;
  }

  absl::Status Apply(const Migration& migration, const Applied& before) {
    ASSIGN_OR_RETURN(const std::string checksum, Checksum(migration.sql));
    if (before.checksum != checksum && (before.done || before.statements > 0)) {
      return Refused("MIGRATION_CHANGED", migration,
                     absl::StrCat("migration ", migration.number,
                                  " was applied with another text: undo the change and add a new one"));
    }
    if (before.done) return absl::OkStatus();
    const std::vector<std::string> statements = SplitStatements(migration.sql);
    RETURN_IF_ERROR(
        connection_
            .Execute("REPLACE INTO schema_migrations (number, name, checksum, statements, applied_us) "
                     "VALUES (?, ?, ?, ?, NULL)",
                     {migration.number, migration.name, checksum, before.statements})
            .status());
    RETURN_IF_ERROR(connection_.Commit());
    const bool resumed = !before.checksum.empty();
    for (size_t i = before.statements; i < statements.size(); ++i) {
      // Only the statement at which an earlier run was cut off may have been done without a record:
      // the database commits before and after each change of a table.
      RETURN_IF_ERROR(ApplyStatement(migration, i, statements[i],
                                     resumed && i == static_cast<size_t>(before.statements)));
    }
    RETURN_IF_ERROR(
        connection_
            .Execute(
                "UPDATE schema_migrations SET applied_us = CAST(UNIX_TIMESTAMP(NOW(6)) * 1000000 AS SIGNED) "
                "WHERE number = ?",
                {migration.number})
            .status());
    return connection_.Commit();
  }

  absl::Status ApplyStatement(const Migration& migration, size_t index, const std::string& sql,
                              bool maybe_done) {
    const absl::Status status = connection_.Run(sql);
    if (!status.ok() && !(maybe_done && SaysDone(status))) {
      error::Info info = error::GetInfo(status).value_or(error::Info{});
      info.metadata["migration"] = std::to_string(migration.number);
      info.metadata["statement"] = std::to_string(index + 1);
      return error::Make(
          status.code(),
          absl::StrCat("migration ", migration.number, ", statement ", index + 1, ": ", status.message()),
          std::move(info));
    }
    RETURN_IF_ERROR(connection_
                        .Execute("UPDATE schema_migrations SET statements = ? WHERE number = ?",
                                 {index + 1, migration.number})
                        .status());
    return connection_.Commit();
  }

  Connection& connection_;
};

}  // namespace

std::vector<Migration> SharedMigrations() {
  return {{1, "changes", std::string(kChangesSchema)}, {2, "served", std::string(kServedSchema)}};
}

absl::StatusOr<std::vector<Migration>> ReadMigrations(const std::string& directory) {
  std::vector<Migration> migrations = SharedMigrations();
  const size_t shared = migrations.size();
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    ASSIGN_OR_RETURN(Migration migration, ReadMigration(entry.path()));
    migrations.push_back(std::move(migration));
  }
  if (error || migrations.size() == shared) return error::NotFound("the directory of migrations");
  std::stable_sort(migrations.begin(), migrations.end(),
                   [](const Migration& a, const Migration& b) { return a.number < b.number; });
  RETURN_IF_ERROR(CheckNumbers(migrations));
  return migrations;
}

std::vector<std::string> SplitStatements(std::string_view sql) {
  std::vector<std::string> statements;
  std::string statement;
  const auto finish = [&] {
    const absl::string_view text = absl::StripAsciiWhitespace(statement);
    if (!text.empty()) statements.emplace_back(text);
    statement.clear();
  };
  for (absl::string_view line : absl::StrSplit(absl::string_view(sql.data(), sql.size()), '\n')) {
    line = absl::StripTrailingAsciiWhitespace(line);
    if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(line), "--")) continue;
    const bool last = absl::ConsumeSuffix(&line, ";");
    absl::StrAppend(&statement, line, "\n");
    if (last) finish();
  }
  finish();
  return statements;
}

absl::Status Migrate(const Options& owner, const std::vector<Migration>& migrations) {
  RETURN_IF_ERROR(CheckNumbers(migrations));
  Options options = owner;
  // A change of a large table takes as long as it takes, and waits for those who use it.
  options.statement_timeout = absl::Hours(1);
  options.lock_wait_timeout = absl::Minutes(1);
  ASSIGN_OR_RETURN(const std::unique_ptr<Connection> connection, Connection::Open(options));
  // The hash keeps the name of the lock within 64 characters. The lock ends with the session.
  int64_t locked = 0;
  RETURN_IF_ERROR(connection->Select("SELECT COALESCE(GET_LOCK(CONCAT('migrate:', SHA1(DATABASE())), 60), 0)",
                                     {}, 1, [&](const Row& row) { locked = row.Int(0); }));
  if (locked != 1) {
    return error::Make(absl::StatusCode::kAborted,
                       "another process is migrating this schema: try again later",
                       {.reason = "MIGRATION_BUSY"});
  }
  return Migrator(*connection).Run(migrations);
}

}  // namespace disclosure::mysql
