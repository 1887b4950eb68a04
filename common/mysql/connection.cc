#include "common/mysql/connection.h"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/parameter_metadata.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::mysql {
namespace {

// A mistake of ours in using a statement or a row; ends at the boundary like the driver's exceptions.
struct Misuse : std::logic_error {
  Misuse(std::string reason, const std::string& what) : std::logic_error(what), reason(std::move(reason)) {}
  std::string reason;
};

absl::Status Internal(std::string_view reason, std::string_view message) {
  return error::Make(absl::StatusCode::kInternal, message, {.reason = std::string(reason)});
}

sql::SQLString Driver(std::string_view text) { return {text.data(), text.size()}; }

// The driver's singleton is not made thread safely.
sql::Driver* GetDriver() {
  static sql::Driver* const driver = get_driver_instance();
  return driver;
}

int WholeSeconds(absl::Duration duration) {
  return static_cast<int>(
      std::clamp<int64_t>(absl::ToInt64Seconds(absl::Ceil(duration, absl::Seconds(1))), 1, 3600));
}

sql::ConnectOptionsMap ConnectOptions(const Options& options) {
  sql::ConnectOptionsMap map;
  if (options.socket.empty()) {
    map["hostName"] = sql::SQLString("tcp://" + options.host);
    map["port"] = options.port;
  } else {
    // With a port beside it the driver would try TCP.
    map["hostName"] = sql::SQLString("unix://" + options.socket);
  }
  map["userName"] = sql::SQLString(options.user);
  map["password"] = sql::SQLString(options.password);
  if (!options.schema.empty()) map["schema"] = sql::SQLString(options.schema);
  map["OPT_CHARSET_NAME"] = sql::SQLString("utf8mb4");
  map["CLIENT_FOUND_ROWS"] = true;  // an UPDATE that changes nothing still found its row
  map["OPT_RECONNECT"] = false;     // a silent reconnect would lose the transaction
  map["OPT_CONNECT_TIMEOUT"] = WholeSeconds(options.connect_timeout);
  // The server ends a long statement itself; this is for a server that has vanished.
  const int silence = WholeSeconds(options.statement_timeout + options.lock_wait_timeout + absl::Seconds(5));
  map["OPT_READ_TIMEOUT"] = silence;
  map["OPT_WRITE_TIMEOUT"] = silence;
  return map;
}

struct Binder {
  sql::PreparedStatement& statement;
  unsigned index;

  void operator()(std::nullptr_t) { statement.setNull(index, 0); }
  void operator()(int64_t value) { statement.setInt64(index, value); }
  void operator()(double value) { statement.setDouble(index, value); }
  // Binary safe, and faster than setBlob, which wants a stream.
  void operator()(const std::string& value) { statement.setString(index, sql::SQLString(value)); }
};

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const Options& options) {
  std::unique_ptr<Connection> connection;
  try {
    sql::ConnectOptionsMap map = ConnectOptions(options);
    std::unique_ptr<sql::Connection> session(GetDriver()->connect(map));
    connection.reset(new Connection(std::move(session), std::max(options.statements_cached_max, 1)));
  } catch (const sql::SQLException& e) {
    return StatusOf(e.getErrorCode());
  } catch (const std::exception&) {
    return StatusOf(0);
  }
  RETURN_IF_ERROR(connection->Configure(options));
  return connection;
}

Connection::Connection(std::unique_ptr<sql::Connection> session, size_t cached_max)
    : session_(std::move(session)), text_(session_->createStatement()), cached_max_(cached_max) {}

Connection::~Connection() {
  // Closing a statement or a session whose server is gone throws here and there.
  (void)Guard([&] {
    by_text_.clear();
    cache_.clear();
    text_.reset();
    session_->close();
  });
}

absl::Status Connection::Configure(const Options& options) {
  // This statement is the same in MariaDB and MySQL; the variable behind it is not.
  RETURN_IF_ERROR(Run("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED"));
  bool mariadb = false;
  RETURN_IF_ERROR(Select("SELECT VERSION()", {}, 1,
                         [&](const Row& row) { mariadb = absl::StrContains(row.Text(0), "MariaDB"); }));
  const int64_t limit_ms = std::max<int64_t>(absl::ToInt64Milliseconds(options.statement_timeout), 1);
  RETURN_IF_ERROR(
      Run(absl::StrCat("SET SESSION autocommit = 0, time_zone = '+00:00', sql_mode = "
                       "'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,",
                       "NO_ZERO_IN_DATE,NO_ENGINE_SUBSTITUTION', innodb_lock_wait_timeout = ",
                       WholeSeconds(options.lock_wait_timeout),
                       ", lock_wait_timeout = ", WholeSeconds(options.lock_wait_timeout),
                       mariadb ? absl::StrCat(", max_statement_time = ", limit_ms / 1000, ".",
                                              absl::StrCat(1000 + limit_ms % 1000).substr(1))
                               : absl::StrCat(", max_execution_time = ", limit_ms))));
  return Commit();
}

absl::Status Connection::Guard(absl::FunctionRef<void()> body) {
  fault_ = Fault{};
  try {
    body();
    return absl::OkStatus();
  } catch (const sql::SQLException& e) {
    fault_ = FaultOf(e.getErrorCode());
    broken_ = broken_ || fault_.breaks_connection;
    return StatusOf(e.getErrorCode());
  } catch (const Misuse& e) {
    fault_ = {.code = absl::StatusCode::kInternal, .dooms_transaction = true};
    return Internal(e.reason, e.what());
  } catch (const std::exception&) {
    fault_ = FaultOf(0);
    broken_ = true;
    return StatusOf(0);
  }
}

absl::Status Connection::Run(std::string_view sql) {
  in_transaction_ = true;
  return Guard([&] { text_->execute(Driver(sql)); });
}

absl::Status Connection::Commit() {
  // Not session_->commit(): the driver ignores what the server answers to it, also for a rollback.
  RETURN_IF_ERROR(Run("COMMIT"));
  in_transaction_ = false;
  return absl::OkStatus();
}

absl::Status Connection::Rollback() {
  RETURN_IF_ERROR(Run("ROLLBACK"));
  in_transaction_ = false;
  return absl::OkStatus();
}

Connection::Prepared& Connection::Prepare(std::string_view sql) {
  if (const auto found = by_text_.find(sql); found != by_text_.end()) {
    cache_.splice(cache_.begin(), cache_, found->second);
    return cache_.front();
  }
  std::unique_ptr<sql::PreparedStatement> statement(session_->prepareStatement(Driver(sql)));
  const unsigned parameters = statement->getParameterMetaData()->getParameterCount();
  ++prepared_;
  while (cache_.size() >= cached_max_) {
    by_text_.erase(cache_.back().sql);
    cache_.pop_back();
  }
  cache_.push_front({std::string(sql), std::move(statement), parameters});
  by_text_.emplace(cache_.front().sql, cache_.begin());
  return cache_.front();
}

Connection::Prepared& Connection::Bind(std::string_view sql, absl::Span<const Value> parameters) {
  in_transaction_ = true;
  Prepared& prepared = Prepare(sql);
  if (prepared.parameters != parameters.size()) {
    throw Misuse("BAD_PARAMETERS", absl::StrCat("the statement has ", prepared.parameters,
                                                " parameters, not ", parameters.size()));
  }
  unsigned index = 0;
  for (const Value& value : parameters) std::visit(Binder{*prepared.statement, ++index}, value.variant());
  return prepared;
}

absl::Status Connection::Select(std::string_view sql, absl::Span<const Value> parameters, int64_t rows_max,
                                absl::FunctionRef<void(const Row&)> each) {
  return Guard([&] {
    Prepared& prepared = Bind(sql, parameters);
    const std::unique_ptr<sql::ResultSet> result(prepared.statement->executeQuery());
    const Row row(*result, static_cast<int>(result->getMetaData()->getColumnCount()));
    for (int64_t i = 0; i < rows_max && result->next(); ++i) each(row);
    result->close();
  });
}

absl::StatusOr<int64_t> Connection::Execute(std::string_view sql, absl::Span<const Value> parameters) {
  int64_t affected = 0;
  RETURN_IF_ERROR(Guard([&] { affected = Bind(sql, parameters).statement->executeUpdate(); }));
  return affected;
}

unsigned Row::Index(int column) const {
  if (column < 0 || column >= columns_)
    throw Misuse("BAD_COLUMN", absl::StrCat("there is no column ", column));
  return static_cast<unsigned>(column) + 1;
}

bool Row::Null(int column) const { return result_.isNull(Index(column)); }
int64_t Row::Int(int column) const { return result_.getInt64(Index(column)); }
double Row::Double(int column) const { return static_cast<double>(result_.getDouble(Index(column))); }
std::string Row::Text(int column) const { return result_.getString(Index(column)); }
absl::Time Row::Time(int column) const { return absl::FromUnixMicros(Int(column)); }

absl::CivilDay Row::Day(int column) const {
  absl::CivilDay day;
  if (!Null(column) && !absl::ParseCivilTime(Text(column), &day)) {
    throw Misuse("BAD_COLUMN", absl::StrCat("column ", column, " is not a date"));
  }
  return day;
}

std::optional<int64_t> Row::OptionalInt(int column) const {
  return Null(column) ? std::nullopt : std::optional(Int(column));
}
std::optional<std::string> Row::OptionalText(int column) const {
  return Null(column) ? std::nullopt : std::optional(Text(column));
}
std::optional<absl::Time> Row::OptionalTime(int column) const {
  return Null(column) ? std::nullopt : std::optional(Time(column));
}
std::optional<absl::CivilDay> Row::OptionalDay(int column) const {
  return Null(column) ? std::nullopt : std::optional(Day(column));
}

}  // namespace disclosure::mysql
