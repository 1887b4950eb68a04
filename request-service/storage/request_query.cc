#include "request-service/storage/request_query.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace disclosure::request {
namespace {

using mysql::Value;

// More selects than this cost more than they save: the states of each organ then share one.
constexpr size_t kMostSelects = 64;

// Within one organ the order is that of an index, so it does not name the organ.
struct Orders {
  std::string within, among;
};
Orders OrdersOf(RequestOrder order) {
  switch (order) {
    case RequestOrder::kNumber: return {"year DESC, serial DESC", "year DESC, serial DESC"};
    case RequestOrder::kCreated: return {"create_us DESC, year DESC, serial DESC", "create_us DESC, organ, year DESC, serial DESC"};
    case RequestOrder::kDue: return {"due_on, year, serial", "due_on, organ, year, serial"};
    case RequestOrder::kReceived: return {"received_on DESC, year DESC, serial DESC", "received_on DESC, organ, year DESC, serial DESC"};
  }
  return {};
}

// The conditions of one select.
class Where {
 public:
  void Add(std::string_view condition, std::vector<Value> values) {
    absl::StrAppend(&statement_.sql, statement_.sql.empty() ? "" : " AND ", std::string(condition));
    for (Value& value : values) statement_.values.push_back(std::move(value));
  }
  void AddDays(std::string_view column, const DueDays& days) {
    if (days.from) Add(absl::StrCat(std::string(column), " >= ?"), {*days.from});
    if (days.to) Add(absl::StrCat(std::string(column), " <= ?"), {*days.to});
  }
  Statement Take() { return std::move(statement_); }

 private:
  Statement statement_;
};

void AddStates(const std::vector<State>& states, Where& where) {
  if (states.empty()) return;
  std::string marks;
  std::vector<Value> values;
  for (const State state : states) {
    absl::StrAppend(&marks, marks.empty() ? "?" : ",?");
    values.emplace_back(state);
  }
  where.Add(states.size() == 1 ? "state = ?" : absl::StrCat("state IN (", marks, ")"), std::move(values));
}

// Behind `after` in the order. The first comparison alone lets the index begin there.
void AddPlace(RequestOrder order, const std::optional<ListPlace>& after, Where& where) {
  if (order == RequestOrder::kDue) where.Add("due_on IS NOT NULL", {});
  if (!after) return;
  const auto& [organ, year, serial] = after->key;
  switch (order) {
    case RequestOrder::kNumber:
      return where.Add("(year < ? OR (year = ? AND serial < ?))", {year, year, serial});
    case RequestOrder::kCreated:
      return where.Add(
          "create_us <= ? AND (create_us < ? OR organ > ? OR (organ = ? AND (year < ? OR (year = ? AND serial < ?))))",
          {after->created, after->created, organ, organ, year, year, serial});
    case RequestOrder::kDue:
      return where.Add("due_on >= ? AND (due_on > ? OR organ > ? OR (organ = ? AND (year > ? OR (year = ? AND serial > ?))))",
                       {after->due, after->due, organ, organ, year, year, serial});
    case RequestOrder::kReceived:
      return where.Add(
          "received_on <= ? AND (received_on < ? OR organ > ? OR (organ = ? AND (year < ? OR (year = ? AND serial < ?))))",
          {after->received, after->received, organ, organ, year, year, serial});
  }
}

Statement Conditions(const RequestQuery& query, const OrganScope& scope, const std::vector<State>& states,
                     const std::optional<ListPlace>& after) {
  Where where;
  where.Add("organ = ?", {scope.organ});
  AddStates(states, where);
  where.AddDays("due_on", scope.due);
  where.AddDays("received_on", query.received);
  if (!query.handler.empty()) where.Add("handler = ?", {query.handler});
  if (!query.applicant_index.empty()) where.Add("applicant_index = ?", {query.applicant_index});
  if (!query.text.empty()) {
    const std::string pattern = absl::StrCat("%", EscapeLike(query.text), "%");
    if (scope.reads_corrections) {
      where.Add("(subject LIKE ? ESCAPE '!' OR corrected LIKE ? ESCAPE '!')", {pattern, pattern});
    } else {
      where.Add("subject LIKE ? ESCAPE '!'", {pattern});
    }
  }
  if (query.number) {
    where.Add("organ = ? AND year = ? AND serial = ?", {query.number->organ, query.number->year, query.number->serial});
  }
  AddPlace(query.order, after, where);
  return where.Take();
}

std::vector<Statement> Selects(const RequestQuery& query, const std::optional<ListPlace>& after) {
  std::vector<Statement> selects;
  const bool by_state = query.states.size() > 1 && query.organs.size() * query.states.size() <= kMostSelects;
  for (const OrganScope& scope : query.organs) {
    if (by_state) {
      for (const State state : query.states) selects.push_back(Conditions(query, scope, {state}, after));
    } else {
      selects.push_back(Conditions(query, scope, query.states, after));
    }
  }
  return selects;
}

}  // namespace

std::string EscapeLike(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') out += '!';
    out += c;
  }
  return out;
}

Statement ComposeList(std::string_view columns, const RequestQuery& query, const std::optional<ListPlace>& after, int limit) {
  const Orders order = OrdersOf(query.order);
  const std::string what(columns);
  std::vector<Statement> selects = Selects(query, after);
  if (selects.size() == 1) {
    Statement& only = selects[0];
    only.sql = absl::StrCat("SELECT ", what, " FROM requests WHERE ", only.sql, " ORDER BY ", order.within, " LIMIT ?");
    only.values.emplace_back(limit);
    return std::move(only);
  }
  // Keys first: rows are read for the page only.
  Statement merged;
  for (Statement& select : selects) {
    absl::StrAppend(&merged.sql, merged.sql.empty() ? "" : " UNION ALL ",
                    "(SELECT organ, year, serial, due_on, create_us, received_on FROM requests WHERE ", select.sql, " ORDER BY ", order.within, " LIMIT ?)");
    for (Value& value : select.values) merged.values.push_back(std::move(value));
    merged.values.emplace_back(limit);
  }
  merged.sql = absl::StrCat("SELECT ", what, " FROM requests WHERE (organ, year, serial) IN (SELECT organ, year, serial FROM (", merged.sql,
                            " ORDER BY ", order.among, " LIMIT ?) AS page) ORDER BY ", order.among);
  merged.values.emplace_back(limit);
  return merged;
}

}  // namespace disclosure::request
