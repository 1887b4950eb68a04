#include "media-service/domain/import_tables.h"

#include <set>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/tables/encoding.h"
#include "media-service/domain/name_fold.h"

namespace disclosure::media {
namespace {

const std::set<std::string, std::less<>>& KnownColumns() {
  static const auto* const known = new std::set<std::string, std::less<>>{
      "account_uid", "platform", "platform_type", "account_name", "account_id", "original_id", "url", "host_organ", "host_inferred",
      "competent_organ", "operator_org", "operation_mode", "cert_subject", "cert_status", "purpose_class", "interaction_channels",
      "introduction", "opened_on", "filed_on", "filing_no", "exception_reason", "responsible_person", "phone", "operators", "status_text", "source"};
  return *known;
}

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

bool ReadFlag(const std::string& text, const std::string& place, error::Violations& bad) {
  if (!text.empty() && text != "yes") bad.Add(place, "unfiled and reopened must be yes or empty");
  return text == "yes";
}

// "停更（2019-06-05宣布）" → "停更".
std::string OutsideBrackets(std::string_view text) {
  std::string out;
  int depth = 0;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = NextCodePoint(text, &at);
    if (c == U'（' || c == U'(') ++depth;
    if (depth == 0) out += text.substr(begin, at - begin);
    if ((c == U'）' || c == U')') && depth > 0) --depth;
  }
  return out;
}

}  // namespace

absl::StatusOr<ImportTables> ImportTables::Parse(const Files& files) {
  ImportTables tables;
  RETURN_IF_ERROR(tables.AddColumns(files.columns));
  RETURN_IF_ERROR(tables.AddWords(files.words));
  RETURN_IF_ERROR(tables.AddStatus(files.status));
  RETURN_IF_ERROR(tables.AddHints(files.hints));
  RETURN_IF_ERROR(tables.AddScope(files.scope));
  return tables;
}

absl::Status ImportTables::AddColumns(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "import_columns.csv", "head,column,note"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const bool taken = row.fields[1] != "-";
    if (taken && KnownColumns().count(row.fields[1]) == 0) bad.Add(row.place, absl::StrCat("there is no column ", row.fields[1]));
    ListColumn column{.column = taken ? row.fields[1] : "", .remark = taken ? "" : row.fields[2]};
    if (!columns_.emplace(FoldName(row.fields[0]), std::move(column)).second) bad.Add(row.place, "the head stands there twice");
  }
  return bad.status();
}

absl::Status ImportTables::AddWords(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "import_words.csv", "column,text,value,note"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    if (KnownColumns().count(row.fields[0]) == 0) bad.Add(row.place, absl::StrCat("there is no column ", row.fields[0]));
    if (!words_.emplace(std::pair(row.fields[0], FoldName(row.fields[1])), row.fields[2]).second) bad.Add(row.place, "the word stands there twice");
  }
  return bad.status();
}

absl::Status ImportTables::AddStatus(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "import_status.csv", "text,state,unfiled,reopened,note"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const State state = StateOfName(row.fields[1]);
    if (row.fields[0].empty()) bad.Add(row.place, "text must be filled");
    if (!MayBeImportedAs(state)) bad.Add(row.place, "state must be DRAFT or one that the public sees");
    statuses_.push_back({row.fields[0], {state, ReadFlag(row.fields[2], row.place, bad), ReadFlag(row.fields[3], row.place, bad)}});
  }
  return bad.status();
}

absl::Status ImportTables::AddHints(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "import_hints.csv", "text,code,reason,note"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    if (row.fields[0].empty() || row.fields[1].empty() || row.fields[2].empty()) bad.Add(row.place, "text, code and reason must be filled");
    hints_.push_back({row.fields[0], {.column = "status_text", .code = row.fields[1], .reason = row.fields[2]}});
  }
  return bad.status();
}

absl::Status ImportTables::AddScope(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "out_of_scope.csv", "pattern,kind,field,source"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    auto pattern = std::make_shared<const RE2>(row.fields[0], RE2::Quiet);
    if (!pattern->ok()) bad.Add(row.place, absl::StrCat("not a regular expression: ", pattern->error()));
    const std::string& field = row.fields[2];
    if (field != "host" && field != "name" && field != "any") bad.Add(row.place, "field must be host, name or any");
    scope_.push_back({std::move(pattern), row.fields[1], field != "name", field != "host"});
  }
  return bad.status();
}

const ListColumn* ImportTables::ColumnOf(std::string_view head) const {
  auto found = columns_.find(FoldName(head));
  if (found == columns_.end()) found = columns_.find(FoldName(OutsideBrackets(head)));
  return found == columns_.end() ? nullptr : &found->second;
}

std::string ImportTables::WordOf(std::string_view column, std::string_view text) const {
  const auto found = words_.find(std::pair(std::string(column), FoldName(text)));
  return found == words_.end() ? "" : found->second;
}

std::optional<ListedStatus> ImportTables::StatusOf(std::string_view text) const {
  for (int i = 1; i < kStates; ++i) {
    const State state = static_cast<State>(i);
    if (text == StateName(state) || text == StateLabel(state)) return ListedStatus{.state = state};
  }
  const std::string said = OutsideBrackets(text);
  for (const StatusRow& row : statuses_) {
    if (absl::StrContains(said, row.text)) return row.status;
  }
  return std::nullopt;
}

std::vector<RowRemark> ImportTables::HintsOf(std::string_view status) const {
  std::vector<RowRemark> out;
  for (const Hint& hint : hints_) {
    if (absl::StrContains(View(status), hint.text) && (out.empty() || out.back().code != hint.remark.code)) out.push_back(hint.remark);
  }
  return out;
}

std::optional<RowRemark> ImportTables::OutOfScope(std::string_view host, std::string_view name) const {
  const re2::StringPiece host_piece(host.data(), host.size()), name_piece(name.data(), name.size());
  for (const ScopeRow& row : scope_) {
    const bool by_host = row.host && RE2::PartialMatch(host_piece, *row.pattern);
    if (!by_host && !(row.name && RE2::PartialMatch(name_piece, *row.pattern))) continue;
    return RowRemark{.column = by_host ? "host_organ" : "account_name", .code = "OUT_OF_SCOPE",
                     .reason = absl::StrCat(row.kind, "的账号不属于政务新媒体", by_host ? "" : "（按名称判断，不对的请人工登记）")};
  }
  return std::nullopt;
}

}  // namespace disclosure::media
