// disclosurectl time-limit PHRASE [--json]
#pragma once

#include <ostream>
#include <string_view>

namespace disclosure::ctl {

// Prints the normal form of a time limit (公开时限) on one line, and its warnings in Chinese, one a line,
// on `err`. With `json` one object on `out`: {"normal_form","clauses","warnings"}, and nothing on `err`.
// Returns 0, also for "text" (not understood, the original is kept); 1 only if the phrase is empty.
int RunTimeLimit(std::string_view phrase, bool json, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
