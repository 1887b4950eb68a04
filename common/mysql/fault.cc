#include "common/mysql/fault.h"

#include <string>
#include <utility>

#include "absl/time/time.h"
#include "common/base/error.h"

namespace disclosure::mysql {
namespace {

using absl::StatusCode;

// A database that is away is looked for anew with each call: there is nothing longer to wait for.
constexpr absl::Duration kAskAgain = absl::Seconds(1);

constexpr Fault kUnavailable{
    .code = StatusCode::kUnavailable,
    .reason = "DATABASE_UNAVAILABLE",
    .message = "the database cannot be reached: repeat the call with the same request id",
    .breaks_connection = true,
    .dooms_transaction = true,
    .run_again = false};
constexpr Fault kDeadlock{.code = StatusCode::kAborted,
                          .reason = "DEADLOCK",
                          .message = "the transaction met a deadlock: repeat the call",
                          .breaks_connection = false,
                          .dooms_transaction = true,
                          .run_again = true};
// 1205 undoes the statement only: the transaction must be rolled back by us.
constexpr Fault kLockWait{.code = StatusCode::kAborted,
                          .reason = "LOCK_WAIT_TIMEOUT",
                          .message = "another transaction holds the lock for too long: repeat the call",
                          .breaks_connection = false,
                          .dooms_transaction = true,
                          .run_again = true};
constexpr Fault kCertification{.code = StatusCode::kAborted,
                               .reason = "CERTIFICATION_FAILED",
                               .message = "the cluster refused the commit: repeat the call",
                               .breaks_connection = false,
                               .dooms_transaction = true,
                               .run_again = true};
// ALREADY_EXISTS leaves the transaction as it was before the statement: the body decides.
constexpr Fault kDuplicate{.code = StatusCode::kAlreadyExists,
                           .reason = "DUPLICATE_KEY",
                           .message = "a row with this key exists already",
                           .breaks_connection = false,
                           .dooms_transaction = false,
                           .run_again = false};
constexpr Fault kRefused{.code = StatusCode::kInternal,
                         .reason = "DATABASE_REFUSED_VALUE",
                         .message = "the database refused a value that the service should have refused",
                         .breaks_connection = false,
                         .dooms_transaction = true,
                         .run_again = false};
constexpr Fault kStatementTime{.code = StatusCode::kDeadlineExceeded,
                               .reason = "STATEMENT_TIMEOUT",
                               .message = "a statement took too long: ask for less, or later",
                               .breaks_connection = false,
                               .dooms_transaction = true,
                               .run_again = false};
constexpr Fault kAccess{
    .code = StatusCode::kInternal,
    .reason = "DATABASE_ACCESS_DENIED",
    .message = "the database does not accept the account or schema of this service: check its settings",
    .breaks_connection = false,
    .dooms_transaction = true,
    .run_again = false};
constexpr Fault kOther{.code = StatusCode::kInternal,
                       .reason = "DATABASE_ERROR",
                       .message = "the database refused a statement",
                       .breaks_connection = false,
                       .dooms_transaction = true,
                       .run_again = false};

}  // namespace

Fault FaultOf(int number) {
  if (number >= 2000 && number <= 2999) return kUnavailable;  // the client library: connection lost
  switch (number) {
    case 1062:  // ER_DUP_ENTRY
      return kDuplicate;
    case 1213:  // ER_LOCK_DEADLOCK
      return kDeadlock;
    case 1205:  // ER_LOCK_WAIT_TIMEOUT
      return kLockWait;
    case 1180:  // ER_ERROR_DURING_COMMIT, on a cluster
      return kCertification;
    case 1451:  // ER_ROW_IS_REFERENCED_2
    case 1452:  // ER_NO_REFERENCED_ROW_2
    case 4025:  // ER_CONSTRAINT_FAILED
    case 3819:  // ER_CHECK_CONSTRAINT_VIOLATED, of MySQL
    case 1406:  // ER_DATA_TOO_LONG
    case 1292:  // ER_TRUNCATED_WRONG_VALUE
    case 1366:  // ER_TRUNCATED_WRONG_VALUE_FOR_FIELD
    case 1048:  // ER_BAD_NULL_ERROR
    case 1264:  // ER_WARN_DATA_OUT_OF_RANGE
      return kRefused;
    case 1969:  // ER_STATEMENT_TIMEOUT
    case 3024:  // ER_QUERY_TIMEOUT, of MySQL
      return kStatementTime;
    case 1044:  // ER_DBACCESS_DENIED_ERROR
    case 1045:  // ER_ACCESS_DENIED_ERROR
    case 1049:  // ER_BAD_DB_ERROR
    case 1142:  // ER_TABLEACCESS_DENIED_ERROR
    case 1698:  // ER_ACCESS_DENIED_NO_PASSWORD_ERROR
      return kAccess;
    case 0:     // the driver itself
    case 1040:  // ER_CON_COUNT_ERROR
    case 1047:  // ER_UNKNOWN_COM_ERROR: a cluster node that is not ready
    case 1053:  // ER_SERVER_SHUTDOWN
    case 1203:  // ER_TOO_MANY_USER_CONNECTIONS
    case 1927:  // ER_CONNECTION_KILLED
      return kUnavailable;
    default:
      return kOther;
  }
}

absl::Status StatusOf(int number) {
  const Fault fault = FaultOf(number);
  error::Info info{.reason = std::string(fault.reason), .metadata = {{"number", std::to_string(number)}}};
  if (fault.code == StatusCode::kUnavailable) info.retry_after = kAskAgain;
  return error::Make(fault.code, fault.message, std::move(info));
}

absl::Status CommitUnknown(const absl::Status& lost) {
  error::Info info = error::GetInfo(lost).value_or(error::Info{.reason = std::string(kUnavailable.reason), .retry_after = kAskAgain});
  info.metadata["commit"] = "unknown";
  return error::Make(
      StatusCode::kUnavailable,
      "the connection was lost during commit, which may have happened: repeat the call with the "
      "same request id",
      std::move(info));
}

}  // namespace disclosure::mysql
