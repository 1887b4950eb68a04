#include "common/mysql/changes.h"

#include <algorithm>
#include <utility>

#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::mysql {

// VARBINARY, because utf8mb4_bin ignores spaces at the end.
const std::string_view kChangesSchema = R"sql(
CREATE TABLE feeds (
  feed VARBINARY(255) NOT NULL PRIMARY KEY,
  epoch BIGINT NOT NULL,
  seq BIGINT NOT NULL
) ENGINE = InnoDB;

CREATE TABLE changes (
  feed VARBINARY(255) NOT NULL,
  seq BIGINT NOT NULL,
  name VARCHAR(255) CHARACTER SET utf8mb4 NOT NULL,
  kind VARCHAR(64) CHARACTER SET utf8mb4 NOT NULL,
  payload MEDIUMBLOB NOT NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (feed, seq),
  KEY changes_by_time (time_us)
) ENGINE = InnoDB;
)sql";

namespace {

constexpr int kPruneBatch = 1000;

absl::Status Expired(std::string_view feed) {
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     "the changes after this position are no longer kept: start again without a token",
                     {.reason = "RESUME_TOKEN_EXPIRED", .metadata = {{"feed", std::string(feed)}}});
}

// Takes `count` numbers of the feed and locks it. LAST_INSERT_ID() is then the last of them.
absl::Status Advance(Transaction& transaction, std::string_view feed, int64_t count, absl::Time now) {
  ASSIGN_OR_RETURN(
      const int64_t found,
      transaction.Execute("UPDATE feeds SET seq = LAST_INSERT_ID(seq + ?) WHERE feed = ?", {count, feed}));
  if (found == 1) return absl::OkStatus();
  // The first change of a feed, perhaps together with somebody else's first.
  return transaction
      .Execute(
          "INSERT INTO feeds (feed, epoch, seq) VALUES (?, ?, LAST_INSERT_ID(?)) "
          "ON DUPLICATE KEY UPDATE seq = LAST_INSERT_ID(seq + ?)",
          {feed, now, count, count})
      .status();
}

}  // namespace

absl::Status AppendChange(Transaction& transaction, std::string_view feed, const NewChange& change,
                          absl::Time now) {
  RETURN_IF_ERROR(Advance(transaction, feed, 1, now));
  return transaction
      .Execute(
          "INSERT INTO changes (feed, seq, name, kind, payload, time_us) "
          "VALUES (?, LAST_INSERT_ID(), ?, ?, ?, ?)",
          {feed, change.name, change.kind, change.payload, now})
      .status();
}

absl::Status AppendChanges(Transaction& transaction, std::string_view feed,
                           absl::Span<const NewChange> changes, absl::Time now) {
  if (changes.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(Advance(transaction, feed, static_cast<int64_t>(changes.size()), now));
  int64_t seq = 0;
  RETURN_IF_ERROR(
      transaction.Select("SELECT LAST_INSERT_ID()", {}, [&](const Row& row) { seq = row.Int(0); }));
  seq -= static_cast<int64_t>(changes.size());
  std::vector<std::vector<Value>> rows;
  rows.reserve(changes.size());
  for (const NewChange& change : changes) {
    rows.push_back({feed, ++seq, change.name, change.kind, change.payload, now});
  }
  return transaction
      .ExecuteMany("INSERT INTO changes (feed, seq, name, kind, payload, time_us) VALUES", "(?,?,?,?,?,?)",
                   rows)
      .status();
}

absl::StatusOr<FeedPosition> ReadHead(Transaction& transaction, std::string_view feed) {
  FeedPosition head;
  RETURN_IF_ERROR(transaction
                      .SelectOne("SELECT epoch, seq FROM feeds WHERE feed = ?", {feed},
                                 [&](const Row& row) {
                                   head = {row.Int(0), row.Int(1)};
                                 })
                      .status());
  return head;
}

absl::StatusOr<std::vector<FeedHead>> ReadHeads(Transaction& transaction) {
  std::vector<FeedHead> heads;
  RETURN_IF_ERROR(
      transaction.Select("SELECT feed, epoch, seq FROM feeds ORDER BY feed", {}, [&](const Row& row) {
        heads.push_back({row.Text(0), {row.Int(1), row.Int(2)}});
      }));
  return heads;
}

absl::StatusOr<std::vector<Change>> ReadChanges(Transaction& transaction, std::string_view feed,
                                                const FeedPosition& after, int limit) {
  ASSIGN_OR_RETURN(const FeedPosition head, ReadHead(transaction, feed));
  // {0, 0} was read before the feed had its first change.
  if (after.epoch != head.epoch && after != FeedPosition{}) return Expired(feed);
  if (after.seq > head.seq) return Expired(feed);
  std::vector<Change> changes;
  if (after.seq == head.seq) return changes;
  RETURN_IF_ERROR(transaction.Select(
      "SELECT seq, name, kind, payload, time_us FROM changes WHERE feed = ? AND seq > ? ORDER BY seq LIMIT ?",
      {feed, after.seq, std::max(limit, 1)}, [&](const Row& row) {
        changes.push_back({row.Int(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4)});
      }));
  // A feed has no holes of its own, because its counter is rolled back with the change: what is missing
  // was pruned, be it this moment.
  if (changes.empty() || changes[0].seq != after.seq + 1) return Expired(feed);
  return changes;
}

absl::StatusOr<std::vector<Change>> ReadLatestChanges(Transaction& transaction, std::string_view feed, int limit) {
  std::vector<Change> changes;
  RETURN_IF_ERROR(transaction.Select(
      "SELECT seq, name, kind, payload, time_us FROM changes WHERE feed = ? ORDER BY seq DESC LIMIT ?", {feed, limit},
      [&](const Row& row) { changes.push_back({row.Int(0), row.Text(1), row.Text(2), row.Text(3), row.Time(4)}); }));
  std::reverse(changes.begin(), changes.end());
  return changes;
}

absl::StatusOr<int64_t> PruneChanges(Database& database, absl::Time deadline, absl::Time older_than) {
  std::vector<FeedHead> olds;  // up to which each feed is old
  RETURN_IF_ERROR(database.Read(deadline, [&](Transaction& transaction) {
    olds.clear();
    return transaction.Select("SELECT feed, MAX(seq) FROM changes WHERE time_us < ? GROUP BY feed",
                              {older_than}, [&](const Row& row) {
                                olds.push_back({row.Text(0), {0, row.Int(1)}});
                              });
  }));
  int64_t pruned = 0;
  for (const FeedHead& old : olds) {
    for (int64_t batch = kPruneBatch; batch == kPruneBatch; pruned += batch) {
      RETURN_IF_ERROR(database.Write(deadline, [&](Transaction& transaction) -> absl::Status {
        ASSIGN_OR_RETURN(
            batch, transaction.Execute("DELETE FROM changes WHERE feed = ? AND seq <= ? ORDER BY seq LIMIT ?",
                                       {old.feed, old.position.seq, kPruneBatch}));
        return absl::OkStatus();
      }));
    }
  }
  return pruned;
}

}  // namespace disclosure::mysql
