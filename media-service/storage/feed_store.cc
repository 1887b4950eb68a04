// The feeds that the service reads itself.
#include "absl/strings/str_cat.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

#define FEED_COLUMNS "f.uid, f.url, f.read_us, f.try_us, f.failures, f.failure, f.due_us, f.fence"
constexpr char kFeed[] = "SELECT " FEED_COLUMNS " FROM feed_sources f WHERE f.uid=?";
constexpr char kFeeds[] =
    "SELECT " FEED_COLUMNS " FROM feed_sources f JOIN accounts a ON a.uid = f.uid "
    "WHERE f.uid > ? AND a.division LIKE ? ESCAPE '!' AND f.failures >= ? ORDER BY f.uid LIMIT ?";
// Of accounts in force only: one that is closed is not looked at any more.
constexpr char kDueFeeds[] =
    "SELECT " FEED_COLUMNS " FROM feed_sources f JOIN accounts a ON a.uid = f.uid "
    "WHERE f.due_us <= ? AND f.lease_us <= ? AND a.state IN (?,?,?) ORDER BY f.due_us, f.uid LIMIT ?";
// A new address is a new source: who reads the old one just now has lost it.
constexpr char kPutFeed[] =
    "INSERT INTO feed_sources (uid, url, read_us, try_us, failures, failure, due_us, owner, lease_us, fence) "
    "VALUES (?,?,NULL,NULL,0,'',?,'',0,1) "
    "ON DUPLICATE KEY UPDATE url=VALUES(url), read_us=NULL, try_us=NULL, failures=0, failure='', due_us=VALUES(due_us), owner='', lease_us=0, "
    "fence=fence+1";
constexpr char kDeleteFeed[] = "DELETE FROM feed_sources WHERE uid=?";
constexpr char kClaimFeed[] = "UPDATE feed_sources SET owner=?, lease_us=?, fence=fence+1 WHERE uid=? AND fence=? AND lease_us <= ?";
constexpr char kFinishFeed[] =
    "UPDATE feed_sources SET read_us=?, try_us=?, failures=?, failure=?, due_us=?, owner='', lease_us=0 WHERE uid=? AND fence=?";

FeedSource DecodeFeed(const mysql::Row& row) {
  return {.account = row.Text(0),
          .url = row.Text(1),
          .read_time = row.OptionalTime(2),
          .try_time = row.OptionalTime(3),
          .failures = static_cast<int>(row.Int(4)),
          .failure = row.Text(5),
          .due = row.Time(6),
          .fence = row.Int(7)};
}

}  // namespace

absl::StatusOr<std::optional<FeedSource>> Reader::FindFeedSource(std::string_view uid) {
  std::optional<FeedSource> out;
  RETURN_IF_ERROR(transaction_.Select(Locking(kFeed), {uid}, [&](const mysql::Row& row) { out = DecodeFeed(row); }));
  return out;
}

absl::StatusOr<std::vector<FeedSource>> Reader::ListFeedSources(std::string_view division, bool failing, std::string_view after, int limit) {
  std::vector<FeedSource> out;
  RETURN_IF_ERROR(transaction_.Select(kFeeds, {after, BelowPattern(division), failing ? 1 : 0, limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeFeed(row)); }));
  return out;
}

absl::StatusOr<std::vector<FeedSource>> Reader::DueFeedSources(absl::Time now, int limit) {
  std::vector<FeedSource> out;
  RETURN_IF_ERROR(transaction_.Select(kDueFeeds, {now, now, State::kActive, State::kRectifying, State::kClosing, limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeFeed(row)); }));
  return out;
}

absl::Status Writer::PutFeedSource(std::string_view uid, std::string_view url, absl::Time due) {
  return transaction_.Execute(kPutFeed, {uid, url, due}).status();
}

absl::Status Writer::DeleteFeedSource(std::string_view uid) { return transaction_.Execute(kDeleteFeed, {uid}).status(); }

absl::StatusOr<bool> Writer::ClaimFeedSource(FeedSource& source, std::string_view owner, absl::Time now, absl::Time lease_until) {
  ASSIGN_OR_RETURN(const int64_t claimed, transaction_.Execute(kClaimFeed, {owner, lease_until, source.account, source.fence, now}));
  if (claimed == 1) ++source.fence;
  return claimed == 1;
}

absl::StatusOr<bool> Writer::FinishFeedSource(const FeedSource& source) {
  ASSIGN_OR_RETURN(const int64_t finished, transaction_.Execute(kFinishFeed, {source.read_time, source.try_time, source.failures, source.failure,
                                                                              source.due, source.account, source.fence}));
  return finished == 1;
}

}  // namespace disclosure::media
