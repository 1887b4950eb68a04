#include "request-service/domain/law_table.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"

namespace disclosure::request {
namespace {

constexpr size_t kMaxBytes = size_t{1} << 20;

absl::string_view View(std::string_view text) { return {text.data(), text.size()}; }

}  // namespace

absl::StatusOr<std::vector<LawRow>> ReadLawTable(std::string_view csv, std::string_view table,
                                                 std::string_view header) {
  if (csv.size() > kMaxBytes) return error::BadRequest({{std::string(table), "is more than 1 MiB"}});
  if (csv.substr(0, 3) == "\xEF\xBB\xBF") csv.remove_prefix(3);
  const std::vector<absl::string_view> names = absl::StrSplit(View(header), ',');
  std::vector<LawRow> rows;
  error::Violations bad;
  int number = 0;
  for (absl::string_view line : absl::StrSplit(View(csv), '\n')) {
    ++number;
    line = absl::StripSuffix(line, "\r");
    LawRow row{.place = absl::StrCat(View(table), ":", number)};
    if (number == 1) {
      if (line != View(header)) return error::BadRequest({{row.place, absl::StrCat("must be ", View(header))}});
      continue;
    }
    if (line.empty()) continue;
    row.fields = absl::StrSplit(line, ',');
    if (row.fields.size() == names.size()) {
      rows.push_back(std::move(row));
    } else {
      bad.Add(row.place, absl::StrCat("must have the ", names.size(), " columns ", View(header)));
    }
  }
  RETURN_IF_ERROR(bad.status());
  return rows;
}

std::optional<int64_t> WholeNumber(std::string_view text, int64_t max) {
  int64_t number = 0;
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (!absl::SimpleAtoi(View(text), &number) || number > max) return std::nullopt;
  return number;
}

bool InForce::Overlaps(const InForce& other) const {
  return (!to || other.from <= *to) && (!other.to || from <= *other.to);
}

std::optional<InForce> ReadInForce(const std::string& from, const std::string& to, const std::string& place,
                                   error::Violations& bad) {
  const std::optional<absl::CivilDay> first = ParseDate(from);
  const std::optional<absl::CivilDay> last = ParseDate(to);
  if (!first) bad.Add(place, "effective_from must be a date, as in 2019-05-15");
  if (!to.empty() && !last) bad.Add(place, "effective_to must be empty or a date");
  if (!first || (!to.empty() && !last)) return std::nullopt;
  if (last && *last < *first) {
    bad.Add(place, "effective_to is before effective_from");
    return std::nullopt;
  }
  return InForce{*first, last};
}

absl::Status NotInForce(std::string_view table, std::string_view what, absl::CivilDay day) {
  return error::Make(
      absl::StatusCode::kFailedPrecondition,
      absl::StrCat(View(table), " has no rule for ", View(what), " on ", FormatDate(day)),
      {.reason = "LAW_NOT_IN_FORCE",
       .metadata = {{"table", std::string(table)}, {"rule", std::string(what)}, {"date", FormatDate(day)}}});
}

}  // namespace disclosure::request
