// What a row of a list of observations (观测表) says. How heads and words are written: data/media/observation_columns.csv,
// observation_words.csv.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/status.h"
#include "media-service/domain/import_tables.h"
#include "media-service/domain/observation.h"

namespace disclosure::media {

// Immutable; thread safe.
class ObservationTables {
 public:
  // BAD_REQUEST with all bad lines of a table.
  static absl::StatusOr<ObservationTables> Parse(std::string_view columns, std::string_view words);

  // nullptr for a head that nobody knows. What stands in brackets only comments.
  const ListColumn* ColumnOf(std::string_view head) const;
  // nullopt if the word is not known there.
  std::optional<bool> FlagOf(std::string_view column, std::string_view text) const;

 private:
  absl::Status AddColumns(std::string_view csv);
  absl::Status AddWords(std::string_view csv);

  std::map<std::string, ListColumn, std::less<>> columns_;               // by folded head
  std::map<std::pair<std::string, std::string>, bool> words_;  // by column and folded text
};

// A row, with what is wrong with it. Whose it is stands as written: the account, or its platform with an id or a name.
struct ListedLook {
  std::string account;  // uid
  std::string platform;
  std::string platform_id;
  std::string account_name;
  Observation look;  // without account
  std::vector<RowRemark> faults;
};
ListedLook ReadListedLook(const ListCells& cells, const ObservationTables& tables, absl::Time now);

}  // namespace disclosure::media
