#include "request-service/domain/periods.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

struct Named {
  std::string_view code;
  int Periods::*value;
  int least = 1;
};

constexpr Named kPeriods[] = {{"answer", &Periods::answer},
                              {"extension_max", &Periods::extension_max},
                              {"correction_notice", &Periods::correction_notice},
                              {"third_party", &Periods::third_party},
                              {"joint_organ", &Periods::joint_organ},
                              {"payment", &Periods::payment},
                              {"confirmation", &Periods::confirmation},
                              {"reopened", &Periods::reopened},
                              {"extensions", &Periods::extensions},
                              {"review_first", &Periods::review_first, 0}};

const Named* FindPeriod(std::string_view code) {
  const auto* const found = std::find_if(std::begin(kPeriods), std::end(kPeriods), [&](const Named& named) { return named.code == code; });
  return found == std::end(kPeriods) ? nullptr : found;
}

}  // namespace

absl::StatusOr<PeriodTable> PeriodTable::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rows, ReadLawTable(csv, "periods.csv", "code,working_days,article,effective_from,note"));
  PeriodTable table;
  error::Violations bad;
  for (const LawRow& line : rows) {
    Row row{.code = line.fields[0]};
    const std::optional<int64_t> days = WholeNumber(line.fields[1], 400);
    const Named* const named = FindPeriod(row.code);
    if (named == nullptr) bad.Add(line.place, absl::StrCat("\"", row.code, "\" is no period"));
    const int least = named == nullptr ? 1 : named->least;
    if (!days || *days < least) bad.Add(line.place, absl::StrCat("working_days must be ", least, " to 400"));
    row.working_days = static_cast<int>(days.value_or(0));
    if (const auto in_force = ReadInForce(line.fields[3], "", line.place, bad)) row.from = in_force->from;
    table.rows_.push_back(std::move(row));
  }
  RETURN_IF_ERROR(bad.status());
  std::stable_sort(table.rows_.begin(), table.rows_.end(), [](const Row& a, const Row& b) { return a.from < b.from; });
  return table;
}

absl::StatusOr<Periods> PeriodTable::On(absl::CivilDay day) const {
  Periods periods;
  for (const Named& named : kPeriods) {
    bool found = false;
    for (const Row& row : rows_) {
      if (row.code != named.code || row.from > day) continue;
      periods.*named.value = row.working_days;
      found = true;
    }
    if (!found) {
      return error::Make(absl::StatusCode::kFailedPrecondition,
                         absl::StrCat("no period \"", std::string(named.code), "\" is in force on ", absl::FormatCivilTime(day)),
                         {.reason = "LAW_NOT_IN_FORCE", .metadata = {{"period", std::string(named.code)}, {"date", absl::FormatCivilTime(day)}}});
    }
  }
  return periods;
}

}  // namespace disclosure::request
