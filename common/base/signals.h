// Stopping on SIGTERM or SIGINT without handlers: the signals are blocked everywhere and waited for in main.
#pragma once

#include <csignal>

namespace disclosure {

// Call in main before the first thread is made.
inline sigset_t BlockStopSignals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return set;
}

// Returns the signal that came.
inline int WaitForStop(const sigset_t& set) {
  int signal = 0;
  sigwait(&set, &signal);
  return signal;
}

}  // namespace disclosure
