// Rows of the two calendar tables: the State Council's yearly notices (放假安排通知) and the local
// notices that stand above them, such as the nine days of 杭州 for the G20 in 2016.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure {

inline constexpr int kMaxCalendarRows = 20'000;
inline constexpr size_t kMaxCalendarBytes = size_t{2} << 20;
inline constexpr int kFirstCalendarYear = 1950;
inline constexpr int kLastCalendarYear = 2149;

// A notice may reach back into the last days of the year before (2018-12-29 works by the notice of
// 2019). From this day of December on a date is provisional until the next notice is in.
inline constexpr int kProvisionalFromDecember = 26;

// One day of a national notice. `year` is the year of the notice, not always that of `date`.
struct HolidayRow {
  absl::CivilDay date;
  bool work = false;  // true: make-up working day (调休上班); false: day off (放假)
  std::string name;   // "春节"
  int year = 0;
  bool operator==(const HolidayRow&) const = default;
};

// One day of a local notice for a division (行政区划) and everything below it.
struct OverlayRow {
  std::string division;  // 2, 4, 6, 9 or 12 digits: province, city, district, street, community
  absl::CivilDay date;
  bool work = false;
  std::string name;    // "G20峰会"
  std::string notice;  // "杭政办函〔2016〕75号"
  bool operator==(const OverlayRow&) const = default;
};

// CSV text with the header `date,kind,name,year`; kind is off or work. UTF-8 (a byte order mark is
// skipped), LF or CRLF, no quoting: no name of a holiday holds a comma.
// BAD_REQUEST names every bad row with its line ("holidays.csv:12:kind"), up to 200 of them.
absl::StatusOr<std::vector<HolidayRow>> ParseHolidays(std::string_view csv);

// The same for `division,date,kind,name,notice` ("local_overlays.csv:3:division").
absl::StatusOr<std::vector<OverlayRow>> ParseLocalOverlays(std::string_view csv);

// Checks rows that come from elsewhere (a database): every rule of the parse functions. The place of a
// bad one is "holidays[4]:name" or "overlays[0]:division".
absl::Status CheckRows(const std::vector<HolidayRow>& holidays, const std::vector<OverlayRow>& overlays);

// The code without trailing zero levels: 330100 and 330100000000 are 3301. "" stays "" (no division).
// BAD_REQUEST if it is not a code of 2, 4, 6, 9 or 12 digits.
absl::StatusOr<std::string_view> NormalDivision(std::string_view division);

}  // namespace disclosure
