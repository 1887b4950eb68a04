// disclosurectl due-date --received 2026-09-18 --working-days 20 [--division 330108] [--explain] [--json]
#pragma once

#include <ostream>
#include <string>

#include "common/calendar/calendar.h"

namespace disclosure::ctl {

struct DueDateOptions {
  std::string received;   // YYYY-MM-DD, the day of receipt (收到之日), not counted
  int working_days = 20;  // 1 to kMaxWorkingDays
  std::string division;   // 行政区划代码 of the local calendar, "" for the national one
  bool explain = false;
  bool json = false;
};

// Prints the due date as the first line of `out`, with `explain` then one line per day, or one JSON
// object {"received","working_days","division","due_date","provisional","days":[…]} ("days" only with
// `explain`). That a date is provisional stands in the JSON, else as a note on `err`, so that the first
// line alone is the answer.
// Returns 0; 1 if a year's notice is missing or options are bad, all of which are named on `err`.
int RunDueDate(const DueDateOptions& options, const Calendar& calendar, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
