// Which accounts a list shows, and the statement that finds them. Values are always bound; of the text only the number of
// conditions varies.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/mysql/value.h"
#include "media-service/domain/lifecycle.h"

namespace disclosure::media {

struct AccountQuery {
  std::string host;      // code of an organ, "" for any
  std::string competent;  // likewise
  std::string platform;  // code
  std::string division;  // with those below it
  std::string text;      // part of the folded name
  std::vector<State> states;  // empty: all
  bool operator==(const AccountQuery&) const = default;
};

struct Statement {
  std::string sql;
  std::vector<mysql::Value> values;
};

// By uid, which is the order of registration, behind `after`.
Statement ComposeList(std::string_view columns, const AccountQuery& query, std::string_view after, int limit);

// `column` IN as many values, one at least; ordered by uid.
Statement ComposeIn(std::string_view select, std::string_view column, const std::vector<std::string>& values);

// `column` LIKE ? ESCAPE '!' with this finds a division and all below it: "330100" → "3301%".
std::string BelowPattern(std::string_view division);

// What LIKE takes literally, with ! as its escape: "100%" → "100!%".
std::string EscapeLike(std::string_view text);

}  // namespace disclosure::media
