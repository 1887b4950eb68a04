// disclosurectl token and issuer-init: the embedded issuer (内置签发) of a set-up without its own identity
// provider.
#pragma once

#include <ostream>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace disclosure::ctl {

struct TokenOptions {
  std::string directory;  // where issuer-init put the key
  std::string organ;      // "330108-jyj"
  std::vector<std::string> roles;
  std::string name;
  std::string subject;    // "": made of organ and roles
  absl::Duration ttl = absl::Hours(8);
};

// Makes the issuer's key in `directory`, unless there is one. Returns the exit code.
int RunIssuerInit(const std::string& directory, std::ostream& out, std::ostream& err);

// Prints a token, and nothing else, on `out`; errors on `err`. Returns the exit code.
int RunToken(const TokenOptions& options, const Clock& clock, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
