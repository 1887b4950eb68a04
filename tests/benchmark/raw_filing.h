// The limit of filing: a loop over the driver (Connector/C++) with the statements and transactions of one filing, and
// nothing else.
#pragma once

#include <cstdint>

#include "absl/time/time.h"
#include "common/mysql/options.h"

namespace disclosure::request {

// Filings a second of `clients` connections, each with an organ of its own, for `time`. Its rows belong to organs that
// no service knows.
double RawFilingsPerSecond(const mysql::Options& options, int clients, absl::Duration time);

}  // namespace disclosure::request
