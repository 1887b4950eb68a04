#include "request-service/domain/periods.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

struct Named {
  std::string_view code;
  int Periods::*value;
};

constexpr Named kPeriods[] = {{"answer", &Periods::answer},
                              {"extension_max", &Periods::extension_max},
                              {"correction_notice", &Periods::correction_notice},
                              {"third_party", &Periods::third_party},
                              {"joint_organ", &Periods::joint_organ},
                              {"payment", &Periods::payment},
                              {"reopened", &Periods::reopened}};

bool IsPeriod(std::string_view code) {
  return std::any_of(std::begin(kPeriods), std::end(kPeriods), [&](const Named& named) { return named.code == code; });
}

}  // namespace

absl::StatusOr<PeriodTable> PeriodTable::Parse(std::string_view csv) {
  PeriodTable table;
  error::Violations bad;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(absl::string_view(csv.data(), csv.size()), '\n')) {
    ++number;
    line = absl::StripSuffix(line, "\r");
    if (number == 1 || line.empty()) continue;
    const std::string place = absl::StrCat("periods.csv:", number);
    const std::vector<absl::string_view> fields = absl::StrSplit(line, ',');
    Row row;
    if (fields.size() != 4) {
      bad.Add(place, "must have four columns");
      continue;
    }
    row.code = std::string(fields[0]);
    if (!IsPeriod(row.code)) bad.Add(place, absl::StrCat("\"", row.code, "\" is no period"));
    if (!absl::SimpleAtoi(fields[1], &row.working_days) || row.working_days < 1 || row.working_days > 400) {
      bad.Add(place, "working_days must be 1 to 400");
    }
    if (!absl::ParseCivilTime(fields[3], &row.from)) bad.Add(place, "effective_from must be a date, as in 2019-05-15");
    table.rows_.push_back(std::move(row));
  }
  RETURN_IF_ERROR(bad.status());
  std::stable_sort(table.rows_.begin(), table.rows_.end(), [](const Row& a, const Row& b) { return a.from < b.from; });
  return table;
}

absl::StatusOr<Periods> PeriodTable::On(absl::CivilDay day) const {
  Periods periods;
  for (const Named& named : kPeriods) {
    for (const Row& row : rows_) {
      if (row.code == named.code && row.from <= day) periods.*named.value = row.working_days;
    }
    if (periods.*named.value == 0) {
      return error::Make(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat("no period \"", std::string(named.code), "\" is in force on ", absl::FormatCivilTime(day)),
                         {.reason = "LAW_NOT_IN_FORCE", .metadata = {{"period", std::string(named.code)}, {"date", absl::FormatCivilTime(day)}}});
    }
  }
  return periods;
}

}  // namespace disclosure::request
