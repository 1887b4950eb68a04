#include "media-service/storage/account_query.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/identity/division.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

using mysql::Value;

class Where {
 public:
  void Add(std::string_view condition, std::vector<Value> values) {
    absl::StrAppend(&statement_.sql, statement_.sql.empty() ? " WHERE " : " AND ", std::string(condition));
    for (Value& value : values) statement_.values.push_back(std::move(value));
  }
  Statement Take() { return std::move(statement_); }

 private:
  Statement statement_;
};

std::string Marks(size_t count) {
  std::string marks;
  for (size_t i = 0; i < count; ++i) marks += i == 0 ? "?" : ",?";
  return marks;
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

std::string BelowPattern(std::string_view division) { return absl::StrCat(EscapeLike(BeginningOf(division)), "%"); }

Statement ComposeList(std::string_view columns, const AccountQuery& query, std::string_view after, int limit) {
  Where where;
  where.Add("uid > ?", {after});
  if (!query.host.empty()) where.Add("host = ?", {query.host});
  if (!query.competent.empty()) where.Add("competent = ?", {query.competent});
  if (!query.platform.empty()) where.Add("platform = ?", {query.platform});
  if (!query.division.empty()) where.Add("division LIKE ? ESCAPE '!'", {BelowPattern(query.division)});
  if (!query.text.empty()) where.Add("name_folded LIKE ? ESCAPE '!'", {absl::StrCat("%", EscapeLike(FoldName(query.text)), "%")});
  if (!query.states.empty()) {
    where.Add(absl::StrCat("state IN (", Marks(query.states.size()), ")"), std::vector<Value>(query.states.begin(), query.states.end()));
  }
  Statement statement = where.Take();
  statement.sql = absl::StrCat("SELECT ", std::string(columns), " FROM accounts", statement.sql, " ORDER BY uid LIMIT ?");
  statement.values.emplace_back(limit);
  return statement;
}

Statement ComposeIn(std::string_view select, std::string_view column, const std::vector<std::string>& values) {
  // A power of two of places: statements are cached by their text.
  size_t places = 1;
  while (places < values.size()) places *= 2;
  std::vector<Value> bound(values.begin(), values.end());
  bound.resize(places, bound.back());
  return {absl::StrCat(std::string(select), std::string(column), " IN (", Marks(places), ") ORDER BY uid"), std::move(bound)};
}

}  // namespace disclosure::media
