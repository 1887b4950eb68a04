#include "common/calendar/civil_date.h"

#include <cstddef>

namespace disclosure {
namespace {

// The number written in `digits`, or -1.
int Number(std::string_view digits) {
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

std::optional<absl::CivilDay> ParseDate(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = Number(text.substr(0, 4));
  const int month = Number(text.substr(5, 2));
  const int day = Number(text.substr(8, 2));
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const absl::CivilDay date(year, month, day);
  // CivilDay turns 30 February into 2 March; a date that moved did not exist.
  if (date.month() != month || date.day() != day) return std::nullopt;
  return date;
}

std::string FormatDate(absl::CivilDay day) { return absl::FormatCivilTime(day); }

}  // namespace disclosure
