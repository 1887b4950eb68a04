// One session on the database. Internal to common/mysql: others use Database. Its .cc is where the
// exceptions of the driver end.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/mysql/fault.h"
#include "common/mysql/options.h"
#include "common/mysql/transaction.h"
#include "common/mysql/value.h"

namespace sql {
class Connection;
class PreparedStatement;
class Statement;
}  // namespace sql

namespace disclosure::mysql {

// Autocommit is off for life: a transaction begins with the first statement. Not thread safe.
class Connection {
 public:
  static absl::StatusOr<std::unique_ptr<Connection>> Open(const Options& options);
  ~Connection();

  // A statement in the text protocol, without parameters or rows: transaction control and DDL.
  absl::Status Run(std::string_view sql);
  absl::Status Commit();
  absl::Status Rollback();

  // Prepared; see Transaction. `rows_max` stops early.
  absl::Status Select(std::string_view sql, absl::Span<const Value> parameters, int64_t rows_max,
                      absl::FunctionRef<void(const Row&)> each);
  absl::StatusOr<int64_t> Execute(std::string_view sql, absl::Span<const Value> parameters);

  // Whether an error has made it unusable: close it.
  bool broken() const { return broken_; }
  // Whether something was done since the last COMMIT or ROLLBACK that succeeded.
  bool in_transaction() const { return in_transaction_; }
  // What the last failed method was, or an OK code.
  const Fault& fault() const { return fault_; }
  absl::Time idle_since = absl::InfinitePast();

  // Statements prepared since it was opened, and those now kept.
  int64_t prepared() const { return prepared_; }
  size_t cached() const { return cache_.size(); }

 private:
  struct Prepared {
    std::string sql;
    std::unique_ptr<sql::PreparedStatement> statement;
    unsigned parameters;
  };
  using Cache = std::list<Prepared>;  // used last at the front

  Connection(std::unique_ptr<sql::Connection> session, size_t cached_max);
  absl::Status Guard(absl::FunctionRef<void()> body);
  Prepared& Prepare(std::string_view sql);
  Prepared& Bind(std::string_view sql, absl::Span<const Value> parameters);
  absl::Status Configure(const Options& options);

  const std::unique_ptr<sql::Connection> session_;
  std::unique_ptr<sql::Statement> text_;
  const size_t cached_max_;
  Cache cache_;
  std::unordered_map<std::string_view, Cache::iterator> by_text_;  // keys live in cache_
  int64_t prepared_ = 0;
  bool broken_ = false;
  bool in_transaction_ = false;
  Fault fault_{};
};

}  // namespace disclosure::mysql
