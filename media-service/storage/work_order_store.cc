// Work orders.
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

#define ORDER_COLUMNS \
  "division, year, serial, round, uid, host, state, deadline, reminders, reply, replied_on, recheck, version, create_us"
constexpr char kOrder[] = "SELECT " ORDER_COLUMNS " FROM work_orders WHERE division=? AND year=? AND serial=?";
constexpr char kOrders[] = "SELECT " ORDER_COLUMNS " FROM work_orders WHERE ";
constexpr char kInsertOrders[] = "INSERT INTO work_orders (" ORDER_COLUMNS ") VALUES";
constexpr char kUpdateOrder[] =
    "UPDATE work_orders SET state=?, deadline=?, reminders=?, reply=?, replied_on=?, recheck=?, version=? "
    "WHERE division=? AND year=? AND serial=? AND version=?";
constexpr char kAppendEvent[] =
    "INSERT INTO work_order_events (division, year, serial, seq, kind, time_us, actor, text) VALUES (?,?,?,?,?,?,?,?)";

WorkOrder Decode(const mysql::Row& row) {
  return {.division = row.Text(0), .year = static_cast<int>(row.Int(1)), .serial = static_cast<int>(row.Int(2)), .round = row.Text(3),
          .account = row.Text(4), .host = row.Text(5), .state = static_cast<OrderState>(row.Int(6)), .deadline = row.Day(7),
          .reminders = static_cast<int>(row.Int(8)), .reply = row.Text(9), .replied_on = row.OptionalDay(10), .recheck = row.Text(11),
          .version = row.Int(12), .create_time = row.Time(13)};
}

std::string OrderName(std::string_view division, int year, int serial) {
  return absl::StrCat("divisions/", std::string(division), "/workOrders/", year, "-", serial);
}

Statement ComposeOrders(const WorkOrderQuery& query, const std::optional<WorkOrderPlace>& after, int limit) {
  Statement out{.sql = kOrders, .values = {}};
  const auto add = [&](std::string_view condition, std::vector<mysql::Value> values) {
    absl::StrAppend(&out.sql, out.values.empty() ? "" : " AND ", std::string(condition));
    for (mysql::Value& value : values) out.values.push_back(std::move(value));
  };
  if (!query.host.empty()) add("host = ?", {query.host});
  if (query.host.empty()) add("division LIKE ? ESCAPE '!'", {BelowPattern(query.division)});
  if (!query.states.empty()) {
    std::string marks;
    std::vector<mysql::Value> values;
    for (const OrderState state : query.states) {
      absl::StrAppend(&marks, marks.empty() ? "?" : ",?");
      values.emplace_back(state);
    }
    add(absl::StrCat("state IN (", marks, ")"), std::move(values));
  }
  if (query.due_before) add("deadline < ?", {*query.due_before});
  if (after) {
    add("(deadline > ? OR (deadline = ? AND (division > ? OR (division = ? AND (year > ? OR (year = ? AND serial > ?))))))",
        {after->deadline, after->deadline, after->division, after->division, after->year, after->year, after->serial});
  }
  absl::StrAppend(&out.sql, " ORDER BY deadline, division, year, serial LIMIT ?");
  out.values.emplace_back(limit);
  return out;
}

}  // namespace

absl::StatusOr<WorkOrder> Reader::GetWorkOrder(std::string_view division, int year, int serial) {
  WorkOrder out;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kOrder), {division, year, serial}, [&](const mysql::Row& row) { out = Decode(row); }));
  if (!found) return error::NotFound(OrderName(division, year, serial));
  return out;
}

absl::StatusOr<std::vector<WorkOrder>> Reader::ListWorkOrders(const WorkOrderQuery& query, const std::optional<WorkOrderPlace>& after, int limit) {
  std::vector<WorkOrder> out;
  const Statement statement = ComposeOrders(query, after, limit);
  RETURN_IF_ERROR(transaction_.Select(statement.sql, statement.values, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  return out;
}

absl::Status Writer::InsertWorkOrders(const std::vector<WorkOrder>& orders) {
  std::vector<std::vector<mysql::Value>> rows;
  for (const WorkOrder& o : orders) {
    rows.push_back({o.division, o.year, o.serial, o.round, o.account, o.host, o.state, o.deadline, o.reminders, o.reply, o.replied_on, o.recheck,
                    o.version, o.create_time});
  }
  return transaction_.ExecuteMany(kInsertOrders, "(?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows).status();
}

absl::Status Writer::UpdateWorkOrder(const WorkOrder& o) {
  ASSIGN_OR_RETURN(const int64_t changed, transaction_.Execute(kUpdateOrder, {o.state, o.deadline, o.reminders, o.reply, o.replied_on, o.recheck, o.version,
                                                                              o.division, o.year, o.serial, o.version - 1}));
  if (changed == 1) return absl::OkStatus();
  return absl::AbortedError(absl::StrCat(OrderName(o.division, o.year, o.serial), " was changed meanwhile: read it and try again"));
}

// The version is the sequence: each act makes one of each.
absl::Status Writer::AppendWorkOrderEvent(const WorkOrder& order, const WorkOrderEvent& event) {
  return transaction_.Execute(kAppendEvent, {order.division, order.year, order.serial, order.version, event.kind, event.time, event.actor, event.text}).status();
}

}  // namespace disclosure::media
