#include "gateway/limits/limit_table.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/tables/csv_reader.h"

namespace disclosure::gateway {
namespace {

constexpr std::array<std::pair<LimitedBy, std::string_view>, 4> kLimitedBy = {{
    {LimitedBy::kEverybody, "everybody"},
    {LimitedBy::kAddress, "address"},
    {LimitedBy::kCaller, "caller"},
    {LimitedBy::kAccessCode, "access_code"},
}};
constexpr std::string_view kColumns[] = {"class", "by", "per_second", "burst", "over"};

std::optional<LimitedBy> LimitedByNamed(std::string_view name) {
  for (const auto& [by, text] : kLimitedBy) {
    if (text == name) return by;
  }
  return std::nullopt;
}

bool ReadNumber(const std::string& text, double least, double& number) {
  return absl::SimpleAtod(text, &number) && std::isfinite(number) && number >= least;
}

// The cells of one row by their columns.
class RowReader {
 public:
  RowReader(const Row& row, const std::map<std::string, size_t>& columns, error::Violations& violations)
      : row_(row), columns_(columns), violations_(violations) {}

  std::optional<LimitRow> Read() {
    const auto method_class = MethodClassNamed(Cell("class"));
    const auto by = LimitedByNamed(Cell("by"));
    LimitRow limit{.rate = {}, .waits = Cell("over") == "wait"};
    Check(method_class.has_value(), "class", "is not a class of methods");
    Check(by.has_value(), "by", "must be everybody, address, caller or access_code");
    // A bucket that fills once in months is a mistake, and its waits would have no end.
    Check(ReadNumber(Cell("per_second"), 1e-4, limit.rate.per_second), "per_second", "must be a number from 0.0001");
    Check(ReadNumber(Cell("burst"), 1, limit.rate.burst), "burst", "must be a number from 1");
    Check(limit.waits || Cell("over") == "refuse", "over", "must be refuse or wait");
    Check(!limit.waits || method_class == MethodClass::kFiling, "over", "only a filing may wait");
    if (!sound_) return std::nullopt;
    limit.method_class = *method_class;
    limit.by = *by;
    return limit;
  }

 private:
  std::string Cell(std::string_view column) const {
    const size_t at = columns_.at(std::string(column));
    return at < row_.cells.size() ? row_.cells[at].text : "";
  }
  void Check(bool sound, std::string_view column, std::string_view what) {
    if (sound) return;
    sound_ = false;
    violations_.Add(absl::StrCat("row ", row_.number, " ", std::string(column)), what);
  }

  const Row& row_;
  const std::map<std::string, size_t>& columns_;
  error::Violations& violations_;
  bool sound_ = true;
};

}  // namespace

std::string_view NameOf(LimitedBy by) { return kLimitedBy[static_cast<size_t>(by)].second; }

absl::StatusOr<LimitTable> LimitTable::Parse(std::string_view csv) {
  ReadBudget budget{ReadLimits{}};
  ASSIGN_OR_RETURN(const Table table, ReadCsv(csv, &budget));
  error::Violations violations;
  std::map<std::string, size_t> columns;
  const auto& head = table.rows.front().cells;
  for (size_t i = 0; i < head.size(); ++i) columns[head[i].text] = i;
  for (const std::string_view column : kColumns) {
    if (columns.count(std::string(column)) == 0) violations.Add(column, "the column is missing");
  }
  RETURN_IF_ERROR(violations.status());
  LimitTable limits;
  for (size_t i = 1; i < table.rows.size(); ++i) {
    const auto row = RowReader(table.rows[i], columns, violations).Read();
    if (!row) continue;
    const bool twice = std::any_of(limits.rows_.begin(), limits.rows_.end(), [&](const LimitRow& other) {
      return other.method_class == row->method_class && other.by == row->by;
    });
    if (twice) violations.Add(absl::StrCat("row ", table.rows[i].number), "the same class and key as a row above");
    limits.rows_.push_back(*row);
  }
  RETURN_IF_ERROR(violations.status());
  return limits;
}

absl::StatusOr<LimitTable> LimitTable::Read(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  std::stringstream text;
  text << file.rdbuf();
  return Parse(text.str());
}

}  // namespace disclosure::gateway
