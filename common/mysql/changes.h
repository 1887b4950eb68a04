// The change feed: what a watch, a snapshot of the organ directory and the gateway's cache follow.
//
// Each feed (an organ, a division) counts its own changes under its own row lock, which is held until
// COMMIT, so that within a feed commit order is sequence order and a reader never skips a row that
// commits late; feeds do not wait for each other. The tables come with SharedMigrations.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "common/mysql/database.h"
#include "common/mysql/transaction.h"

namespace disclosure::mysql {

// The migration that makes `feeds` and `changes`.
extern const std::string_view kChangesSchema;

// How far a reader is. `epoch` is of the feed's life: it differs when the feed was made anew. A feed
// without changes yet is {0, 0}.
struct FeedPosition {
  int64_t epoch = 0;
  int64_t seq = 0;
  bool operator==(const FeedPosition&) const = default;
};

struct FeedHead {
  std::string feed;
  FeedPosition position;
};

struct NewChange {
  std::string name;     // resource name, at most 255 bytes
  std::string kind;     // at most 64 bytes, the service's own word
  std::string payload;  // the full new state, encoded by the service; under 16 MiB
};

struct Change {
  int64_t seq = 0;
  std::string name;
  std::string kind;
  std::string payload;
  absl::Time time;
};

// Appends to a feed in the transaction of the change itself. Locks the feed until COMMIT: append last,
// and if to several feeds, in the order of their names. `feed` has at most 255 bytes.
absl::Status AppendChange(Transaction& transaction, std::string_view feed, const NewChange& change,
                          absl::Time now);
absl::Status AppendChanges(Transaction& transaction, std::string_view feed,
                           absl::Span<const NewChange> changes, absl::Time now);

// Where the feed is now; {0, 0} for one that has no changes yet. To join snapshot and tail without a
// hole, read the head first, then the snapshot, both in one Database::Snapshot, then tail from the head.
absl::StatusOr<FeedPosition> ReadHead(Transaction& transaction, std::string_view feed);

// The heads of all feeds by name: one query tells a tailer which feeds have moved.
absl::StatusOr<std::vector<FeedHead>> ReadHeads(Transaction& transaction);

// At most `limit` changes after a position, oldest first. FAILED_PRECONDITION (RESUME_TOKEN_EXPIRED) if
// the position is of another epoch, was pruned, or lies ahead of the feed: start again with a snapshot.
absl::StatusOr<std::vector<Change>> ReadChanges(Transaction& transaction, std::string_view feed,
                                                const FeedPosition& after, int limit);

// At most `limit` of the latest changes that are kept, oldest first.
absl::StatusOr<std::vector<Change>> ReadLatestChanges(Transaction& transaction, std::string_view feed, int limit);

// Forgets changes before `older_than`, in small transactions; returns how many.
absl::StatusOr<int64_t> PruneChanges(Database& database, absl::Time deadline, absl::Time older_than);

}  // namespace disclosure::mysql
