#include "common/calendar/rows.h"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"

namespace disclosure {
namespace {

constexpr size_t kMaxNameBytes = 200;
constexpr int kMaxReported = 200;
constexpr std::array<size_t, 6> kDivisionLevels = {0, 2, 4, 6, 9, 12};

// Collects the bad rows of a table; a hostile one must not become an error of its own size.
class BadRows {
 public:
  void Add(std::string_view place, std::string_view column, std::string_view description) {
    if (++count_ > kMaxReported) return;
    violations_.Add(absl::StrCat(std::string(place), ":", std::string(column)), description);
  }
  absl::Status status() {
    if (count_ > kMaxReported) {
      violations_.Add("more", absl::StrCat("and ", count_ - kMaxReported, " more faults: correct these first"));
    }
    return violations_.status();
  }

 private:
  error::Violations violations_;
  int count_ = 0;
};

bool IsUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const size_t length = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (length == 0 || i + length > text.size()) return false;
    const auto second = length > 1 ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (lead == 0xE0 && second < 0xA0) return false;  // overlong
    if (lead == 0xED && second > 0x9F) return false;  // surrogate
    if (lead == 0xF0 && second < 0x90) return false;  // overlong
    if (lead == 0xF4 && second > 0x8F) return false;  // above U+10FFFF
    for (size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    i += length;
  }
  return true;
}

void CheckText(std::string_view text, std::string_view place, std::string_view column, BadRows& bad) {
  if (text.empty()) return bad.Add(place, column, "is empty: write the name as in the notice");
  if (text.size() > kMaxNameBytes) return bad.Add(place, column, "is longer than 200 bytes");
  if (!IsUtf8(text)) return bad.Add(place, column, "is not UTF-8: save the file as UTF-8");
  const bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (control) bad.Add(place, column, "has a control character");
}

bool InRange(int64_t year) { return year >= kFirstCalendarYear && year <= kLastCalendarYear; }

// The rules of one table that need to see more than one row.
class HolidayRules {
 public:
  explicit HolidayRules(BadRows& bad) : bad_(bad) {}

  void Check(const HolidayRow& row, const std::string& place) {
    CheckText(row.name, place, "name", bad_);
    if (!InRange(row.year)) {
      bad_.Add(place, "year", absl::StrCat("must be from ", kFirstCalendarYear, " to ", kLastCalendarYear));
    } else if (row.date < absl::CivilDay(row.year - 1, 12, kProvisionalFromDecember) ||
               row.date > absl::CivilDay(row.year, 12, 31)) {
      bad_.Add(place, "date", absl::StrCat("the notice of ", row.year, " can order days from ", row.year - 1,
                                           "-12-", kProvisionalFromDecember, " to ", row.year, "-12-31 only"));
    }
    const auto [first, is_new] = seen_.emplace(row.date, place);
    if (!is_new) bad_.Add(place, "date", absl::StrCat(FormatDate(row.date), " stands already at ", first->second));
  }

 private:
  BadRows& bad_;
  std::map<absl::CivilDay, std::string> seen_;
};

class OverlayRules {
 public:
  explicit OverlayRules(BadRows& bad) : bad_(bad) {}

  void Check(const OverlayRow& row, const std::string& place) {
    const absl::StatusOr<std::string_view> division = NormalDivision(row.division);
    if (!division.ok() || division->empty()) {
      return bad_.Add(place, "division", "must be a division code of 2, 4, 6, 9 or 12 digits, not all zero");
    }
    CheckText(row.name, place, "name", bad_);
    CheckText(row.notice, place, "notice", bad_);
    if (!InRange(row.date.year())) {
      bad_.Add(place, "date", absl::StrCat("must be from ", kFirstCalendarYear, " to ", kLastCalendarYear));
    }
    const auto [first, is_new] = seen_.emplace(std::pair(std::string(*division), row.date), place);
    if (!is_new) bad_.Add(place, "date", absl::StrCat(FormatDate(row.date), " stands already at ", first->second));
  }

 private:
  BadRows& bad_;
  std::map<std::pair<std::string, absl::CivilDay>, std::string> seen_;
};

using Fields = std::span<const absl::string_view>;

// Splits `csv` into rows of as many fields as `header` has and gives each to `read(fields, place)`.
template <typename Read>
void ForEachRow(std::string_view csv, std::string_view table, absl::string_view header, BadRows& bad, Read read) {
  if (csv.size() > kMaxCalendarBytes) return bad.Add(table, "size", "is more than 2 MiB");
  if (csv.substr(0, 3) == "\xEF\xBB\xBF") csv.remove_prefix(3);
  const size_t columns = std::vector<absl::string_view>(absl::StrSplit(header, ',')).size();
  int line_number = 0;
  int rows = 0;
  for (absl::string_view line : absl::StrSplit(absl::string_view(csv.data(), csv.size()), '\n')) {
    ++line_number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    const std::string place = absl::StrCat(std::string(table), ":", line_number);
    if (line_number == 1) {
      if (line != header) return bad.Add(place, "header", absl::StrCat("must be ", header));
      continue;
    }
    if (line.empty()) continue;
    if (++rows > kMaxCalendarRows) return bad.Add(place, "rows", absl::StrCat("more than ", kMaxCalendarRows, " rows"));
    const std::vector<absl::string_view> fields = absl::StrSplit(line, absl::MaxSplits(',', columns));
    if (fields.size() != columns) {
      bad.Add(place, "columns", absl::StrCat("must be the ", columns, " columns ", header));
    } else if (absl::StrContains(line, "\"")) {
      bad.Add(place, "columns", "has a quotation mark: this table is written without quoting");
    } else {
      read(Fields(fields), place);
    }
  }
}

bool ReadDate(absl::string_view text, std::string_view place, absl::CivilDay* date, BadRows& bad) {
  const std::optional<absl::CivilDay> parsed = ParseDate({text.data(), text.size()});
  if (parsed) {
    *date = *parsed;
  } else {
    bad.Add(place, "date", "must be a real day written YYYY-MM-DD");
  }
  return parsed.has_value();
}

bool ReadKind(absl::string_view text, std::string_view place, bool* work, BadRows& bad) {
  *work = text == "work";
  const bool known = *work || text == "off";
  if (!known) bad.Add(place, "kind", "must be off or work");
  return known;
}

bool ReadYear(absl::string_view text, std::string_view place, int* year, BadRows& bad) {
  const bool plain = text.size() == 4 && absl::SimpleAtoi(text, year);
  if (!plain) bad.Add(place, "year", "must be the year of the notice, four digits");
  return plain;
}

}  // namespace

absl::StatusOr<std::vector<HolidayRow>> ParseHolidays(std::string_view csv) {
  BadRows bad;
  HolidayRules rules(bad);
  std::vector<HolidayRow> rows;
  ForEachRow(csv, "holidays.csv", "date,kind,name,year", bad, [&](Fields fields, const std::string& place) {
    HolidayRow row{.name = std::string(fields[2])};
    const bool date = ReadDate(fields[0], place, &row.date, bad);
    const bool kind = ReadKind(fields[1], place, &row.work, bad);
    const bool year = ReadYear(fields[3], place, &row.year, bad);
    if (!date || !kind || !year) return;
    rules.Check(row, place);
    rows.push_back(std::move(row));
  });
  RETURN_IF_ERROR(bad.status());
  return rows;
}

absl::StatusOr<std::vector<OverlayRow>> ParseLocalOverlays(std::string_view csv) {
  BadRows bad;
  OverlayRules rules(bad);
  std::vector<OverlayRow> rows;
  ForEachRow(csv, "local_overlays.csv", "division,date,kind,name,notice", bad,
             [&](Fields fields, const std::string& place) {
               OverlayRow row{.division = std::string(fields[0]),
                              .name = std::string(fields[3]),
                              .notice = std::string(fields[4])};
               const bool date = ReadDate(fields[1], place, &row.date, bad);
               const bool kind = ReadKind(fields[2], place, &row.work, bad);
               if (!date || !kind) return;
               rules.Check(row, place);
               rows.push_back(std::move(row));
             });
  RETURN_IF_ERROR(bad.status());
  return rows;
}

absl::Status CheckRows(const std::vector<HolidayRow>& holidays, const std::vector<OverlayRow>& overlays) {
  BadRows bad;
  if (holidays.size() > kMaxCalendarRows) bad.Add("holidays", "rows", absl::StrCat("more than ", kMaxCalendarRows));
  if (overlays.size() > kMaxCalendarRows) bad.Add("overlays", "rows", absl::StrCat("more than ", kMaxCalendarRows));
  RETURN_IF_ERROR(bad.status());
  HolidayRules holiday_rules(bad);
  for (size_t i = 0; i < holidays.size(); ++i) holiday_rules.Check(holidays[i], absl::StrCat("holidays[", i, "]"));
  OverlayRules overlay_rules(bad);
  for (size_t i = 0; i < overlays.size(); ++i) overlay_rules.Check(overlays[i], absl::StrCat("overlays[", i, "]"));
  return bad.status();
}

absl::StatusOr<std::string_view> NormalDivision(std::string_view division) {
  const auto level = std::find(kDivisionLevels.begin(), kDivisionLevels.end(), division.size());
  const bool digits = division.find_first_not_of("0123456789") == std::string_view::npos;
  if (level == kDivisionLevels.end() || !digits) {
    return error::BadRequest({{"division", "must be a division code (行政区划代码) of 2, 4, 6, 9 or 12 digits"}});
  }
  size_t index = level - kDivisionLevels.begin();
  while (index > 0 && division.substr(kDivisionLevels[index - 1]).find_first_not_of('0') == std::string_view::npos) {
    division = division.substr(0, kDivisionLevels[--index]);
  }
  if (index == 0 && level != kDivisionLevels.begin()) {
    return error::BadRequest({{"division", "must not be all zero: leave it out for the national calendar"}});
  }
  return division;
}

}  // namespace disclosure
