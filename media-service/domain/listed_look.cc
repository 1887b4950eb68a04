#include "media-service/domain/listed_look.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "common/base/clock.h"
#include "media-service/domain/name_fold.h"
#include "media-service/domain/written_time.h"

namespace disclosure::media {
namespace {

// Numbers that workbooks keep for days: 2000-01-01 to 2100-01-01, counted from 1899-12-30.
constexpr double kFirstSerial = 36526;
constexpr double kLastSerial = 73051;
constexpr double kMostCount = 1e15;

const std::set<std::string, std::less<>>& KnownColumns() {
  static const auto* const known = new std::set<std::string, std::less<>>{
      "account", "platform", "platform_id", "account_name", "observe_time", "source", "followers", "last_post_time", "posts", "quarter", "usable",
      "interactive", "failure", "evidence"};
  return *known;
}

std::string BeforeBrackets(std::string_view head) {
  const size_t end = std::min(head.find('('), head.find("（"));
  return std::string(head.substr(0, end));
}

// Reads the cells of one row; what cannot be read is a fault of its column.
class RowReader {
 public:
  RowReader(const ListCells& cells, const ObservationTables& tables, std::vector<RowRemark>& faults)
      : cells_(cells), tables_(tables), faults_(faults) {}

  std::string Text(const std::string& column) const {
    const auto found = cells_.find(column);
    return found == cells_.end() ? "" : found->second;
  }

  std::optional<WrittenTime> Time(const std::string& column) {
    const std::string text = Text(column);
    if (text.empty()) return std::nullopt;
    if (const std::optional<WrittenTime> time = SerialTime(text)) return time;
    const std::optional<WrittenTime> time = ParseWrittenTime(text);
    if (!time) Fault(column, "BAD_TIME", "不是日期或者时间，应写作2026-09-18 10:00");
    return time;
  }

  // "1,234", "1.2万", "300人".
  std::optional<int64_t> Count(const std::string& column) {
    std::string text = absl::StrReplaceAll(Text(column), {{",", ""}, {"，", ""}, {" ", ""}});
    if (text.empty()) return std::nullopt;
    for (const char* unit : {"人", "个", "篇", "条"}) text = std::string(absl::StripSuffix(text, unit));
    double times = 1;
    for (const auto& [unit, value] : {std::pair("万", 1e4), std::pair("亿", 1e8)}) {
      const std::string without(absl::StripSuffix(text, unit));
      if (without.size() < text.size()) times = value;
      text = without;
    }
    double number = 0;
    const bool read = text.find_first_not_of("0123456789.") == std::string::npos && absl::SimpleAtod(text, &number);
    const double count = std::round(number * times);
    if (read && count <= kMostCount && std::abs(count - number * times) < 1e-6) return static_cast<int64_t>(count);
    Fault(column, "BAD_NUMBER", "不是数目");
    return std::nullopt;
  }

  std::optional<bool> Flag(const std::string& column) {
    const std::string text = Text(column);
    if (text.empty()) return std::nullopt;
    const std::optional<bool> flag = tables_.FlagOf(column, text);
    if (!flag) Fault(column, "BAD_FLAG", "应填写“是”或者“否”");
    return flag;
  }

  void Fault(const std::string& column, const std::string& code, const std::string& reason) { faults_.push_back({column, code, reason}); }

 private:
  static std::optional<WrittenTime> SerialTime(const std::string& text) {
    double serial = 0;
    if (text.find_first_not_of("0123456789.") != std::string::npos || !absl::SimpleAtod(text, &serial)) return std::nullopt;
    if (serial < kFirstSerial || serial >= kLastSerial) return std::nullopt;
    const double days = std::floor(serial);
    const absl::Time begin = absl::FromCivil(absl::CivilDay(1899, 12, 30) + static_cast<int64_t>(days), Shanghai());
    return WrittenTime{begin + absl::Seconds(std::llround((serial - days) * 86400)), serial == days};
  }

  const ListCells& cells_;
  const ObservationTables& tables_;
  std::vector<RowRemark>& faults_;
};

// "2026Q3" of what offices write: 2026年第三季度, 2026年3季度, 2026-Q3. As it is where it is nothing of the kind.
std::string ReadQuarter(const std::string& text) {
  const std::string short_form = absl::StrReplaceAll(
      text, {{"年", ""}, {"第", ""}, {"季度", ""}, {"-", ""}, {" ", ""}, {"Q", ""}, {"q", ""}, {"一", "1"}, {"二", "2"}, {"三", "3"}, {"四", "4"}});
  const std::string quarter = absl::StrCat(short_form.substr(0, 4), "Q", short_form.size() > 4 ? short_form.substr(4) : "");
  return ParseQuarter(quarter) ? quarter : text;
}

// A day without a clock holds what was posted on it: the look came after the post.
absl::Time LookTime(const WrittenTime& look, const std::optional<absl::Time>& posted) {
  const bool same_day = look.whole_day && posted && LocalDay(*posted) == LocalDay(look.time);
  return same_day ? std::max(look.time, *posted) : look.time;
}

}  // namespace

absl::StatusOr<ObservationTables> ObservationTables::Parse(std::string_view columns, std::string_view words) {
  ObservationTables tables;
  RETURN_IF_ERROR(tables.AddColumns(columns));
  RETURN_IF_ERROR(tables.AddWords(words));
  return tables;
}

absl::Status ObservationTables::AddColumns(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "observation_columns.csv", "head,column,note"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const bool taken = row.fields[1] != "-";
    if (taken && KnownColumns().count(row.fields[1]) == 0) bad.Add(row.place, absl::StrCat("there is no column ", row.fields[1]));
    ListColumn column{.column = taken ? row.fields[1] : "", .remark = taken ? "" : row.fields[2]};
    if (!columns_.emplace(FoldName(row.fields[0]), std::move(column)).second) bad.Add(row.place, "the head stands there twice");
  }
  return bad.status();
}

absl::Status ObservationTables::AddWords(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "observation_words.csv", "column,text,value,note"));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const bool yes = row.fields[2] == "yes";
    if (!yes && row.fields[2] != "no") bad.Add(row.place, "value must be yes or no");
    if (row.fields[0] != "usable" && row.fields[0] != "interactive") bad.Add(row.place, "column must be usable or interactive");
    if (!words_.emplace(std::pair(row.fields[0], FoldName(row.fields[1])), yes).second) bad.Add(row.place, "the word stands there twice");
  }
  return bad.status();
}

const ListColumn* ObservationTables::ColumnOf(std::string_view head) const {
  auto found = columns_.find(FoldName(head));
  if (found == columns_.end()) found = columns_.find(FoldName(BeforeBrackets(head)));
  return found == columns_.end() ? nullptr : &found->second;
}

std::optional<bool> ObservationTables::FlagOf(std::string_view column, std::string_view text) const {
  const auto found = words_.find(std::pair(std::string(column), FoldName(text)));
  if (found == words_.end()) return std::nullopt;
  return found->second;
}

ListedLook ReadListedLook(const ListCells& cells, const ObservationTables& tables, absl::Time now) {
  ListedLook out;
  RowReader row(cells, tables, out.faults);
  out.account = std::string(absl::StripPrefix(row.Text("account"), "accounts/"));
  out.platform = row.Text("platform");
  out.platform_id = row.Text("platform_id");
  out.account_name = row.Text("account_name");
  const bool whose = !out.account.empty() || (!out.platform.empty() && (!out.platform_id.empty() || !out.account_name.empty()));
  if (!whose) row.Fault("account", "ACCOUNT_MISSING", "没有写明账号：填写内部编号，或者平台加账号ID、账号名称");
  const std::optional<WrittenTime> time = row.Time("observe_time"), posted = row.Time("last_post_time");
  if (posted) out.look.last_post = posted->time;
  if (time) out.look.time = LookTime(*time, out.look.last_post);
  out.look.source = row.Text("source");
  out.look.followers = row.Count("followers");
  out.look.posts = row.Count("posts");
  out.look.quarter = ReadQuarter(row.Text("quarter"));
  out.look.usable = row.Flag("usable");
  out.look.interactive = row.Flag("interactive");
  out.look.failure = row.Text("failure");
  out.look.evidence = row.Text("evidence");
  if (row.Text("observe_time").empty()) row.Fault("observe_time", "TIME_MISSING", "没有写明观测时间");
  // What could not be read is told already; rules would only say that it is not there.
  if (!out.faults.empty()) return out;
  for (const LookFault& fault : FaultsOf(out.look, now)) row.Fault(fault.field, fault.code, fault.reason);
  return out;
}

}  // namespace disclosure::media
