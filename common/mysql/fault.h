// What an error number of the database means: for the caller (a status), for the connection (kept or
// closed) and for the transaction (run again or not). Decided by number alone: after a KILL the driver
// still says that the connection is open.
#pragma once

#include <string_view>

#include "absl/status/status.h"

namespace disclosure::mysql {

struct Fault {
  absl::StatusCode code;
  std::string_view reason;   // UPPER_SNAKE, for common/base/error.h
  std::string_view message;  // for a developer; never SQL, never a path
  bool breaks_connection;    // close it
  bool dooms_transaction;    // nothing done in this transaction may be committed
  bool run_again;            // the transaction may succeed if run again
};

// The meaning of a vendor error number. 0 is a failure inside the client library.
Fault FaultOf(int number);

// The status of an error number, with metadata "number".
absl::Status StatusOf(int number);

// The error of a COMMIT that failed with `lost` and without an answer: UNAVAILABLE, DATABASE_UNAVAILABLE with
// metadata commit=unknown. It may have happened; the caller repeats the call with its request id.
absl::Status CommitUnknown(const absl::Status& lost);

}  // namespace disclosure::mysql
