// What every process of the suite sets before its first thread.
#pragma once

#include <malloc.h>
#include <sys/resource.h>

#include "absl/synchronization/mutex.h"

namespace disclosure {

// Call first in main.
inline void TuneProcess() {
  mallopt(M_TRIM_THRESHOLD, 128 << 10);  // what a publication took is given back
  mallopt(M_ARENA_MAX, 2);  // one arena for each of 25 threads would double the memory of an idle service
  // Connections are descriptors: as many as the system allows, not the 1,024 a shell begins with.
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  // Debian's Abseil looks for deadlock cycles at every lock that gRPC takes: 5 % of a call.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
}

}  // namespace disclosure
