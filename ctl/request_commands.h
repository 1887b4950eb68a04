// Commands about requests: the calendar, the processing fee.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "ctl/suite.h"

namespace disclosure::ctl {

// holidays.csv and local_overlays.csv of `directory`, either may be missing, into request-service. 0, or 1.
int RunCalendarImport(const Suite& suite, const std::string& directory, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
