// Which requests a list shows, and the statement that finds them. Values are always bound; of the text of a statement only
// the number and kind of its conditions vary.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "common/mysql/value.h"
#include "request-service/domain/filing.h"
#include "request-service/domain/moves.h"
#include "request-service/domain/warnings.h"

namespace disclosure::request {

enum class RequestOrder {
  kNumber,   // of one organ: latest number first
  kCreated,  // of several: last registered first
  kDue,      // those that owe an answer, soonest first
  kReceived,  // of a span of days of receipt: last received first
};

// The requests of one organ; `due` differs by organ, because colours follow its calendar.
struct OrganScope {
  std::string organ;
  DueDays due;
  bool reads_corrections = true;  // else `text` is looked for in the subject alone
};

struct RequestQuery {
  std::vector<OrganScope> organs;  // at least one
  std::vector<State> states;       // empty: all
  DueDays received;
  std::string handler;
  std::string text;                  // part of the subject, as filed or, where it may be read, as corrected
  std::optional<RequestKey> number;  // exactly this one
  std::string applicant_index;       // blind index, "" for anybody
  RequestOrder order = RequestOrder::kNumber;
};

// Where a page begins: behind the request that ended the one before.
struct ListPlace {
  RequestKey key;
  absl::Time created;
  absl::CivilDay due;
  absl::CivilDay received = {};
};

struct Statement {
  std::string sql;
  std::vector<mysql::Value> values;
};

// One select for each organ (and state, where they are few) in the order of an index, merged: the first page costs the same
// however many requests there are.
Statement ComposeList(std::string_view columns, const RequestQuery& query, const std::optional<ListPlace>& after, int limit);

// What LIKE takes literally, with ! as its escape: "100%" → "100!%".
std::string EscapeLike(std::string_view text);

}  // namespace disclosure::request
