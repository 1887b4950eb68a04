// Brings a schema up to date by additive steps, each applied once and recorded in schema_migrations.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/mysql/options.h"

namespace disclosure::mysql {

struct Migration {
  int number = 0;  // from 1, ascending
  std::string name;
  std::string sql;  // statements, each ending with `;` at the end of a line
};

// The steps every service has: 1 the change feed (changes.h), 2 idempotency (served.h). Numbers below 10
// are kept for these.
std::vector<Migration> SharedMigrations();

// SharedMigrations, then the files NNNN_name.sql of a directory, by number. INVALID_ARGUMENT (BAD_MIGRATION)
// for another name, a number used twice or a file over 1 MiB; NOT_FOUND if there is no such directory or it
// is empty.
absl::StatusOr<std::vector<Migration>> ReadMigrations(const std::string& directory);

// The statements of a migration. Lines that begin with `--` are comments.
std::vector<std::string> SplitStatements(std::string_view sql);

// Applies what is not applied yet, in order, as the owner of the schema. May be called by several
// processes at once: they take turns. A migration that was interrupted goes on where it stopped; a
// database that knows more migrations than this program is left as it is (rolling restarts).
// Errors: FAILED_PRECONDITION (MIGRATION_CHANGED) when an applied one has another text now,
// FAILED_PRECONDITION (MIGRATION_OUT_OF_ORDER) when a new one comes before an applied one,
// ABORTED (MIGRATION_BUSY) when another process migrates for over a minute, and those of fault.h with
// metadata "migration" and "statement".
absl::Status Migrate(const Options& owner, const std::vector<Migration>& migrations);

}  // namespace disclosure::mysql
