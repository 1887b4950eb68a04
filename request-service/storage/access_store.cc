// The access log.
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr char kInsert[] =
    "INSERT INTO access_log (organ, time_us, actor, actor_organ, method, request, purpose, results) VALUES (?,?,?,?,?,?,?,?)";
// One statement for each filter, because an index serves each.
#define ACCESS_COLUMNS "id, organ, time_us, actor, actor_organ, method, request, purpose, results"
constexpr char kOfOrgan[] = "SELECT " ACCESS_COLUMNS " FROM access_log WHERE organ=? AND id<? ORDER BY id DESC LIMIT ?";
constexpr char kOfRequest[] = "SELECT " ACCESS_COLUMNS " FROM access_log WHERE organ=? AND request=? AND id<? ORDER BY id DESC LIMIT ?";
constexpr char kOfActor[] = "SELECT " ACCESS_COLUMNS " FROM access_log WHERE organ=? AND actor=? AND id<? ORDER BY id DESC LIMIT ?";
constexpr char kOfBoth[] =
    "SELECT " ACCESS_COLUMNS " FROM access_log WHERE organ=? AND request=? AND actor=? AND id<? ORDER BY id DESC LIMIT ?";
constexpr char kCountBefore[] = "SELECT COUNT(*) FROM access_log WHERE time_us < ?";
// The trigger of the table lets go of nothing later than the variable says.
constexpr char kOpen[] = "SET @access_log_until = ?";
constexpr char kDelete[] = "DELETE FROM access_log WHERE time_us < ? ORDER BY time_us LIMIT ?";
constexpr char kShut[] = "SET @access_log_until = NULL";

AccessRow Decode(const mysql::Row& row) {
  return {.id = row.Int(0), .organ = row.Text(1), .time = row.Time(2), .actor = row.Text(3), .actor_organ = row.Text(4),
          .method = row.Text(5), .request = row.Text(6), .purpose = row.Text(7), .results = static_cast<int>(row.Int(8))};
}

}  // namespace

absl::Status Writer::InsertAccess(const AccessRow& row) {
  return transaction_
      .Execute(kInsert, {row.organ, row.time, row.actor, row.actor_organ, row.method, row.request, row.purpose, row.results})
      .status();
}

absl::StatusOr<std::vector<AccessRow>> Reader::Accesses(const AccessQuery& query, int limit) {
  const int64_t before = query.before == 0 ? INT64_MAX : query.before;
  std::vector<mysql::Value> values = {query.organ};
  if (!query.request.empty()) values.emplace_back(query.request);
  if (!query.actor.empty()) values.emplace_back(query.actor);
  values.emplace_back(before);
  values.emplace_back(limit);
  const char* sql = query.request.empty() ? (query.actor.empty() ? kOfOrgan : kOfActor) : (query.actor.empty() ? kOfRequest : kOfBoth);
  std::vector<AccessRow> out;
  RETURN_IF_ERROR(transaction_.Select(sql, values, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  return out;
}

absl::StatusOr<int64_t> Reader::CountAccessesBefore(absl::Time time) {
  int64_t count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCountBefore, {time}, [&](const mysql::Row& row) { count = row.Int(0); }));
  return count;
}

absl::StatusOr<int64_t> Writer::DeleteAccessesBefore(absl::Time time, int limit) {
  RETURN_IF_ERROR(transaction_.Execute(kOpen, {time}).status());
  ASSIGN_OR_RETURN(const int64_t deleted, transaction_.Execute(kDelete, {time, limit}));
  RETURN_IF_ERROR(transaction_.Execute(kShut, {}).status());
  return deleted;
}

}  // namespace disclosure::request
