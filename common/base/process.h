// What every process of the suite sets before its first thread.
#pragma once

#include <malloc.h>

#include "absl/synchronization/mutex.h"

namespace disclosure {

// Call first in main.
inline void TuneProcess() {
  mallopt(M_TRIM_THRESHOLD, 128 << 10);  // what a publication took is given back
  mallopt(M_ARENA_MAX, 2);  // one arena for each of 25 threads would double the memory of an idle service
  // Debian's Abseil looks for deadlock cycles at every lock that gRPC takes: 5 % of a call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}  // namespace disclosure
