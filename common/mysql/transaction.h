// One open transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/mysql/value.h"

namespace sql {
class ResultSet;
}

namespace disclosure::mysql {

class Connection;

// One row of a result, valid during the call that hands it over. Columns are counted from 0. NULL reads
// as 0, "" or the epoch; the Optional ones tell it apart. A column that is not there, or does not hold
// the type asked for, fails the Select with INTERNAL (BAD_COLUMN).
class Row {
 public:
  Row(sql::ResultSet& result, int columns) : result_(result), columns_(columns) {}
  Row(const Row&) = delete;
  Row& operator=(const Row&) = delete;

  bool Null(int column) const;
  int64_t Int(int column) const;
  bool Bool(int column) const { return Int(column) != 0; }
  double Double(int column) const;
  std::string Text(int column) const;    // text or bytes, as stored
  absl::Time Time(int column) const;     // of a BIGINT with UTC microseconds
  absl::CivilDay Day(int column) const;  // of a DATE

  std::optional<int64_t> OptionalInt(int column) const;
  std::optional<std::string> OptionalText(int column) const;
  std::optional<absl::Time> OptionalTime(int column) const;
  std::optional<absl::CivilDay> OptionalDay(int column) const;

 private:
  unsigned Index(int column) const;

  sql::ResultSet& result_;
  const int columns_;
};

// Made by Database only. Not thread safe. Errors of all methods are those of fault.h, and
// DEADLINE_EXCEEDED (DEADLINE_EXCEEDED) without asking the database once the deadline has passed. After
// an error that dooms the transaction every method returns that error again; after others
// (ALREADY_EXISTS, DUPLICATE_KEY) it can go on.
//
// `sql` has a `?` for each parameter. It is the key of the connection's statement cache, so it should be
// a constant: values belong into parameters.
class Transaction {
 public:
  Transaction(Connection& connection, absl::Time deadline) : connection_(connection), deadline_(deadline) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  // Calls `each` for every row in order. `each` must not use this transaction: collect, then go on.
  absl::Status Select(std::string_view sql, absl::Span<const Value> parameters,
                      absl::FunctionRef<void(const Row&)> each);

  // For a query with at most one row of interest: whether there was one.
  absl::StatusOr<bool> SelectOne(std::string_view sql, absl::Span<const Value> parameters,
                                 absl::FunctionRef<void(const Row&)> row);

  // Runs a statement and returns how many rows it touched: for UPDATE those that matched, changed or not.
  absl::StatusOr<int64_t> Execute(std::string_view sql, absl::Span<const Value> parameters);

  // Execute, then LAST_INSERT_ID(): the number the database gave to the (first) new row.
  absl::StatusOr<int64_t> Insert(std::string_view sql, absl::Span<const Value> parameters);

  // Many rows in few round trips:
  //   ExecuteMany("INSERT INTO t (a, b) VALUES", "(?,?)", rows)
  // `suffix` follows the rows ("ON DUPLICATE KEY UPDATE …"). All rows have the placeholder's parameters.
  // Returns the sum of rows touched.
  absl::StatusOr<int64_t> ExecuteMany(std::string_view prefix, std::string_view placeholder,
                                      absl::Span<const std::vector<Value>> rows,
                                      std::string_view suffix = "");

  absl::Time deadline() const { return deadline_; }

  // The error that dooms the transaction, or OK: Database looks here, because a body may have swallowed it.
  const absl::Status& doom() const { return doom_; }
  bool run_again() const { return run_again_; }

 private:
  absl::Status Check() const;
  absl::Status Note(absl::Status status);  // remembers a dooming error

  Connection& connection_;
  const absl::Time deadline_;
  absl::Status doom_;
  bool run_again_ = false;
  bool selecting_ = false;
};

}  // namespace disclosure::mysql
