// Idempotency (AIP-155): the same request id has its effect once, and is answered alike each time.
//
// The placeholder is inserted first, in the transaction of the effect: a concurrent twin waits for it
// and then gets the stored response. An effect that failed is rolled back with its placeholder, so the
// caller may try again. The table comes with SharedMigrations.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/mysql/database.h"
#include "common/mysql/transaction.h"

namespace disclosure::mysql {

// The migration that makes `served`.
extern const std::string_view kServedSchema;

// How long an answer is remembered.
inline constexpr absl::Duration kServedKept = absl::Hours(24);

struct ServedKey {
  std::string caller;      // at most 255 bytes
  std::string method;      // at most 255 bytes
  std::string request_id;  // at most 100 bytes
};

// Runs `serve` unless the request was served before; returns the response, new or stored (bytes the
// service encoded, under 16 MiB). Without a request id `serve` always runs. `content` is the request
// without its id, in a deterministic encoding: only its hash is kept. Errors: INVALID_ARGUMENT
// (REQUEST_ID_REUSED) when the id came with other content, INVALID_ARGUMENT when it is too long, and
// those of `serve`.
absl::StatusOr<std::string> ServeOnce(Transaction& transaction, const ServedKey& key,
                                      std::string_view content, absl::Time now,
                                      absl::FunctionRef<absl::StatusOr<std::string>()> serve);

// Forgets responses given before `older_than` (now - kServedKept), in small transactions; returns how many.
absl::StatusOr<int64_t> PruneServed(Database& database, absl::Time deadline, absl::Time older_than);

}  // namespace disclosure::mysql
