// How lists of accounts (台账) are written: data/media/import_columns.csv, import_words.csv, import_status.csv,
// import_hints.csv, out_of_scope.csv. Districts write them in many ways, and new ones are added there.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/data_table.h"
#include "media-service/domain/lifecycle.h"
#include "re2/re2.h"

namespace disclosure::media {

// The text of a row by column ("account_name"); what is blank is not there.
using ListCells = std::map<std::string, std::string>;

// What a column is, by its head.
struct ListColumn {
  std::string column;  // "account_name"; "" if it is not taken
  std::string remark;  // Chinese: where that belongs instead; "" if nobody needs to be told
};

// What is said of a row, or of a file.
struct RowRemark {
  std::string column;  // "host_organ"; "" for the whole row
  std::string code;    // HOST_UNKNOWN
  std::string reason;  // Chinese
  bool operator==(const RowRemark&) const = default;
};

// A status as written, as the register knows it.
struct ListedStatus {
  State state = State::kActive;
  bool unfiled = false;
  bool reopened = false;
};

// Immutable; thread safe.
class ImportTables {
 public:
  struct Files {
    std::string_view columns, words, status, hints, scope;
  };
  // BAD_REQUEST with all bad lines of a table.
  static absl::StatusOr<ImportTables> Parse(const Files& files);

  // nullptr for a head that nobody knows.
  const ListColumn* ColumnOf(std::string_view head) const;
  // "2" for ("operation_mode", "委托运营"); "" if the word is not known there.
  std::string WordOf(std::string_view column, std::string_view text) const;
  // What stands in brackets only comments: "在统计名单（账号应随之关停）" is not closed. nullopt if no row of the table fits.
  std::optional<ListedStatus> StatusOf(std::string_view text) const;
  // What the status says of the host besides.
  std::vector<RowRemark> HintsOf(std::string_view status) const;
  // Why the account is none of government new media; nullopt if it may be one.
  std::optional<RowRemark> OutOfScope(std::string_view host, std::string_view name) const;

 private:
  struct StatusRow {
    std::string text;
    ListedStatus status;
  };
  struct Hint {
    std::string text;
    RowRemark remark;
  };
  struct ScopeRow {
    std::shared_ptr<const RE2> pattern;
    std::string kind;
    bool host = false;
    bool name = false;
  };
  absl::Status AddColumns(std::string_view csv);
  absl::Status AddWords(std::string_view csv);
  absl::Status AddStatus(std::string_view csv);
  absl::Status AddHints(std::string_view csv);
  absl::Status AddScope(std::string_view csv);

  std::map<std::string, ListColumn, std::less<>> columns_;                          // by folded head
  std::map<std::pair<std::string, std::string>, std::string> words_;               // by column and folded text
  std::vector<StatusRow> statuses_;                                                // the first that fits holds
  std::vector<Hint> hints_;
  std::vector<ScopeRow> scope_;
};

}  // namespace disclosure::media
