// A calendar that programs subscribe to (RFC 5545): all-day entries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace disclosure::request {

struct CalendarEntry {
  std::string uid;  // the same each time: the program replaces the entry
  absl::CivilDay day;
  std::string summary;
  std::string description;
  bool tentative = false;  // the day may still change
};

// UTF-8 with CRLF; lines are folded at 75 octets, between characters.
std::string RenderCalendar(std::string_view title, const std::vector<CalendarEntry>& entries, absl::Time now);

}  // namespace disclosure::request
