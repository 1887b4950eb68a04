// The addresses that calendar programs read.
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr char kInsert[] = "INSERT INTO calendar_feeds (id, organ, handler, creator, key_hash, create_us, expire_us) VALUES (?,?,?,?,?,?,?)";
constexpr char kGet[] = "SELECT id, organ, handler, creator, key_hash, create_us, expire_us FROM calendar_feeds WHERE id=?";
constexpr char kList[] =
    "SELECT id, organ, handler, creator, key_hash, create_us, expire_us FROM calendar_feeds WHERE organ=? AND id > ? ORDER BY id LIMIT ?";
constexpr char kDelete[] = "DELETE FROM calendar_feeds WHERE organ=? AND id=?";

CalendarFeedRow Decode(const mysql::Row& row) {
  return {.id = row.Text(0), .organ = row.Text(1), .handler = row.Text(2), .creator = row.Text(3), .key_hash = row.Text(4),
          .create_time = row.Time(5), .expire_time = row.Time(6)};
}

}  // namespace

absl::StatusOr<std::optional<CalendarFeedRow>> Reader::FindCalendarFeed(std::string_view id) {
  std::optional<CalendarFeedRow> out;
  RETURN_IF_ERROR(transaction_.Select(kGet, {id}, [&](const mysql::Row& row) { out = Decode(row); }));
  return out;
}

absl::StatusOr<std::vector<CalendarFeedRow>> Reader::ListCalendarFeeds(std::string_view organ, std::string_view after, int limit) {
  std::vector<CalendarFeedRow> out;
  RETURN_IF_ERROR(transaction_.Select(kList, {organ, after, limit}, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  return out;
}

absl::Status Writer::InsertCalendarFeed(const CalendarFeedRow& row) {
  return transaction_.Execute(kInsert, {row.id, row.organ, row.handler, row.creator, row.key_hash, row.create_time, row.expire_time}).status();
}

absl::Status Writer::DeleteCalendarFeed(std::string_view organ, std::string_view id) {
  ASSIGN_OR_RETURN(const int64_t deleted, transaction_.Execute(kDelete, {organ, id}));
  return deleted == 0 ? error::NotFound(absl::StrCat("organs/", std::string(organ), "/calendarFeeds/", std::string(id))) : absl::OkStatus();
}

}  // namespace disclosure::request
