// A real process of the suite under test: dies with the test at the latest.
#pragma once

#include <csignal>
#include <string>
#include <vector>

#include <sys/types.h>

namespace disclosure::testing {

class ChildProcess {
 public:
  // Starts `arguments[0]` with its output in `log`. Aborts the test program if it cannot be started.
  ChildProcess(std::vector<std::string> arguments, const std::string& log);
  ~ChildProcess();  // SIGKILL, if it still runs
  ChildProcess(const ChildProcess&) = delete;

  // Sends `signal` and waits for the end; returns the wait status.
  int End(int signal);
  pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
};

}  // namespace disclosure::testing
