// disclosurectl officer-…: the accounts of the local sign-in (本地账户).
#pragma once

#include <ostream>
#include <string>

#include "common/base/clock.h"
#include "gateway/auth/officer_accounts.h"

namespace disclosure::ctl {

struct OfficerOptions {
  std::string data;  // the suite's data directory
  std::string url;   // where officers find the gateway; "": as the running suite says
  gateway::OfficerAccount account;
};

// Prints the one-time link alone on `out`, what to do with it on `err`. Returns the exit code.
int RunOfficerAdd(const OfficerOptions& options, const Clock& clock, std::ostream& out, std::ostream& err);
// A new link; the password is gone.
int RunOfficerReset(const OfficerOptions& options, const Clock& clock, std::ostream& out, std::ostream& err);
int RunOfficerRemove(const OfficerOptions& options, std::ostream& out, std::ostream& err);
int RunOfficerList(const OfficerOptions& options, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
