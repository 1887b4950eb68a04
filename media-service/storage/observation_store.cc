// Observations, and what they say together of each account.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

constexpr size_t kUidsAtOnce = 256;
constexpr size_t kLooksAtOnce = 2048;

#define LOOK_COLUMNS "uid, observe_us, source, last_post_us, followers, posts, quarter, usable, interactive, failure, evidence"
constexpr char kLooksOf[] =
    "SELECT " LOOK_COLUMNS " FROM observations WHERE uid=? AND (? = 0 OR observe_us < ? OR (observe_us = ? AND source < ?)) "
    "ORDER BY observe_us DESC, source DESC LIMIT ?";
constexpr char kLook[] = "SELECT " LOOK_COLUMNS " FROM observations WHERE uid=? AND observe_us=? AND source=?";
// Half a million rows go through here for a round: only what it judges by, and -1 for what was not seen.
constexpr char kLooksAt[] =
    "SELECT uid, observe_us, source, last_post_us, COALESCE(usable, -1), COALESCE(interactive, -1), failure, evidence "
    "FROM observations WHERE uid IN (";
constexpr char kInWindow[] = ") AND observe_us >= ? AND observe_us < ? ORDER BY uid, observe_us, source";

// What is there already stays: it is compared afterwards.
constexpr char kInsertLooks[] = "INSERT IGNORE INTO observations (" LOOK_COLUMNS ") VALUES";
constexpr char kLookValues[] = "(?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kPutSeen[] = "INSERT INTO account_seen (uid, look_us, last_post_us, source) VALUES";
// The source goes with the post that it saw: assigned before the time that decides it.
constexpr char kMergeSeen[] =
    "ON DUPLICATE KEY UPDATE look_us=GREATEST(look_us, VALUES(look_us)), "
    "source=IF(VALUES(last_post_us) > last_post_us, VALUES(source), source), last_post_us=GREATEST(last_post_us, VALUES(last_post_us))";

#define WATCHED_COLUMNS "a.uid, a.division, a.state, a.platform, a.platform_id, a.purpose, a.host, s.look_us, s.last_post_us, s.source"
// In the order of the register, whatever else could be used to find the division.
constexpr char kWatched[] =
    "SELECT " WATCHED_COLUMNS " FROM accounts a FORCE INDEX (PRIMARY) LEFT JOIN account_seen s ON s.uid = a.uid "
    "WHERE a.uid > ? AND a.division LIKE ? ESCAPE '!' AND a.state IN (?,?,?) ORDER BY a.uid LIMIT ?";
constexpr char kWatchedOf[] = "SELECT " WATCHED_COLUMNS " FROM accounts a LEFT JOIN account_seen s ON s.uid = a.uid WHERE a.uid IN (";
constexpr char kWatchedWithId[] =
    "SELECT " WATCHED_COLUMNS " FROM account_ids i JOIN accounts a ON a.uid = i.uid LEFT JOIN account_seen s ON s.uid = a.uid "
    "WHERE i.id_space=? AND i.id=? ORDER BY a.uid";
constexpr char kWatchedWithName[] =
    "SELECT " WATCHED_COLUMNS " FROM accounts a LEFT JOIN account_seen s ON s.uid = a.uid WHERE a.name_folded=? ORDER BY a.uid";

std::optional<bool> OptionalBool(const mysql::Row& row, int column) {
  if (row.Null(column)) return std::nullopt;
  return row.Bool(column);
}

Observation DecodeLook(const mysql::Row& row) {
  return {.account = row.Text(0),
          .time = row.Time(1),
          .source = row.Text(2),
          .followers = row.OptionalInt(4),
          .last_post = row.OptionalTime(3),
          .posts = row.OptionalInt(5),
          .quarter = row.Text(6),
          .usable = OptionalBool(row, 7),
          .interactive = OptionalBool(row, 8),
          .failure = row.Text(9),
          .evidence = row.Text(10)};
}

std::optional<bool> Flag(int64_t number) {
  if (number < 0) return std::nullopt;
  return number != 0;
}

// Of kLooksAt.
Observation DecodeJudged(const mysql::Row& row) {
  return {.account = row.Text(0),
          .time = row.Time(1),
          .source = row.Text(2),
          .followers = {},
          .last_post = row.OptionalTime(3),
          .posts = {},
          .quarter = {},
          .usable = Flag(row.Int(4)),
          .interactive = Flag(row.Int(5)),
          .failure = row.Text(6),
          .evidence = row.Text(7)};
}

WatchedAccount DecodeWatched(const mysql::Row& row) {
  WatchedAccount out{.uid = row.Text(0),
                     .division = row.Text(1),
                     .state = static_cast<State>(row.Int(2)),
                     .platform = row.Text(3),
                     .platform_id = row.Text(4),
                     .purpose = static_cast<Purpose>(row.Int(5)),
                     .host = row.Text(6),
                     .seen = {}};
  if (!row.Null(7)) out.seen = {.last_look = row.Time(7), .last_post = row.Time(8), .source = row.Text(9)};
  return out;
}

std::vector<mysql::Value> LookRow(const Observation& look) {
  return {look.account, look.time, look.source, look.last_post, look.followers, look.posts,
          look.quarter, look.usable, look.interactive, look.failure, look.evidence};
}

// As SeenBy judges one look: those that failed, or did not look at the posts, saw none.
std::vector<std::vector<mysql::Value>> SeenRows(const std::vector<Observation>& looks, const std::vector<size_t>& left_out) {
  std::vector<const Observation*> seeing;
  for (size_t i = 0; i < looks.size(); ++i) {
    const bool kept = !std::binary_search(left_out.begin(), left_out.end(), i);
    if (kept && looks[i].failure.empty() && looks[i].last_post) seeing.push_back(&looks[i]);
  }
  // Writers that meet at the same accounts come in the same order.
  std::stable_sort(seeing.begin(), seeing.end(), [](const Observation* a, const Observation* b) { return a->account < b->account; });
  std::vector<std::vector<mysql::Value>> rows;
  for (const Observation* look : seeing) rows.push_back({look->account, look->time, *look->last_post, look->source});
  return rows;
}

std::string Marks(size_t count) {
  std::string marks;
  for (size_t i = 0; i < count; ++i) marks += i == 0 ? "?" : ",?";
  return marks;
}

// Always as many, so that one statement does for every list: the last one stands again and again.
std::vector<mysql::Value> Padded(const std::vector<std::string>& uids, size_t begin, size_t end) {
  std::vector<mysql::Value> out;
  for (size_t i = begin; i < begin + kUidsAtOnce; ++i) out.emplace_back(uids[std::min(i, end - 1)]);
  return out;
}

}  // namespace

absl::StatusOr<std::vector<Observation>> Reader::ListObservations(std::string_view uid, const std::optional<LookPlace>& before, int limit) {
  std::vector<Observation> out;
  const absl::Time time = before ? before->time : absl::UnixEpoch();
  RETURN_IF_ERROR(transaction_.Select(kLooksOf, {uid, before.has_value(), time, time, before ? before->source : "", limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeLook(row)); }));
  return out;
}

absl::Status Reader::StreamLooks(const std::vector<std::string>& uids, absl::Time from, absl::Time until,
                                 absl::FunctionRef<void(const std::string& uid, const std::vector<Observation>& looks)> each) {
  static const auto* const kSql = new std::string(absl::StrCat(kLooksAt, Marks(kUidsAtOnce), kInWindow));
  for (size_t begin = 0; begin < uids.size(); begin += kUidsAtOnce) {
    const size_t end = std::min(begin + kUidsAtOnce, uids.size());
    std::vector<mysql::Value> values = Padded(uids, begin, end);
    values.emplace_back(from);
    values.emplace_back(until);
    size_t at = begin;
    std::vector<Observation> looks;
    const auto finish = [&] {
      each(uids[at++], looks);
      looks.clear();
    };
    RETURN_IF_ERROR(transaction_.Select(*kSql, values, [&](const mysql::Row& row) {
      Observation look = DecodeJudged(row);
      while (at < end && uids[at] != look.account) finish();
      looks.push_back(std::move(look));
    }));
    while (at < end) finish();
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<WatchedAccount>> Reader::WatchedAccounts(std::string_view division, std::string_view after, int limit) {
  std::vector<WatchedAccount> out;
  const std::string prefix = BelowPattern(division);
  RETURN_IF_ERROR(transaction_.Select(kWatched, {after, prefix, State::kActive, State::kRectifying, State::kClosing, limit},
                                      [&](const mysql::Row& row) { out.push_back(DecodeWatched(row)); }));
  return out;
}

absl::StatusOr<std::map<std::string, WatchedAccount>> Reader::WatchedAccounts(const std::vector<std::string>& uids) {
  static const auto* const kSql = new std::string(absl::StrCat(kWatchedOf, Marks(kUidsAtOnce), ")"));
  std::map<std::string, WatchedAccount> out;
  for (size_t begin = 0; begin < uids.size(); begin += kUidsAtOnce) {
    const size_t end = std::min(begin + kUidsAtOnce, uids.size());
    RETURN_IF_ERROR(transaction_.Select(*kSql, Padded(uids, begin, end), [&](const mysql::Row& row) {
      WatchedAccount account = DecodeWatched(row);
      out.insert_or_assign(account.uid, std::move(account));
    }));
  }
  return out;
}

absl::StatusOr<std::vector<WatchedAccount>> Reader::WatchedWithId(std::string_view id_space, std::string_view id) {
  std::vector<WatchedAccount> out;
  RETURN_IF_ERROR(transaction_.Select(kWatchedWithId, {id_space, id}, [&](const mysql::Row& row) { out.push_back(DecodeWatched(row)); }));
  return out;
}

absl::StatusOr<std::vector<WatchedAccount>> Reader::WatchedWithName(std::string_view folded_name) {
  std::vector<WatchedAccount> out;
  RETURN_IF_ERROR(transaction_.Select(kWatchedWithName, {folded_name}, [&](const mysql::Row& row) { out.push_back(DecodeWatched(row)); }));
  return out;
}

// Which of the looks from `begin` to `end` are not what is kept under their keys.
absl::Status Writer::Compare(const std::vector<Observation>& looks, size_t begin, size_t end, std::vector<size_t>& differing) {
  for (size_t i = begin; i < end; ++i) {
    bool same = false;
    RETURN_IF_ERROR(transaction_.SelectOne(kLook, {looks[i].account, looks[i].time, looks[i].source}, [&](const mysql::Row& row) {
      same = DecodeLook(row) == looks[i];
    }).status());
    if (!same) differing.push_back(i);
  }
  return absl::OkStatus();
}

absl::StatusOr<LooksKept> Writer::InsertObservations(const std::vector<Observation>& looks) {
  LooksKept out;
  for (size_t begin = 0; begin < looks.size(); begin += kLooksAtOnce) {
    const size_t end = std::min(begin + kLooksAtOnce, looks.size());
    std::vector<std::vector<mysql::Value>> rows;
    for (size_t i = begin; i < end; ++i) rows.push_back(LookRow(looks[i]));
    ASSIGN_OR_RETURN(const int64_t recorded, transaction_.ExecuteMany(kInsertLooks, kLookValues, rows));
    out.recorded += recorded;
    if (recorded < static_cast<int64_t>(rows.size())) RETURN_IF_ERROR(Compare(looks, begin, end, out.differing));
  }
  out.unchanged = static_cast<int64_t>(looks.size() - out.differing.size()) - out.recorded;
  RETURN_IF_ERROR(transaction_.ExecuteMany(kPutSeen, "(?,?,?,?)", SeenRows(looks, out.differing), kMergeSeen).status());
  return out;
}

}  // namespace disclosure::media
