// Help and the pages that say why there is no other.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "gateway/web/page_builder.h"

namespace disclosure::gateway {

void WriteHelp(const Snapshot& snapshot, PageBuilder& page);

struct Problem {
  int status = 404;  // HTTP
  std::string title;
  std::string text;  // what to do
};

Problem NotFoundProblem();
Problem MethodProblem();
// What a failed call to a service means to a reader who wanted `what` (版次, 年度报告). Never shows the error's own words.
Problem ProblemOf(const absl::Status& status, const std::string& what);

void WriteProblem(const Problem& problem, PageBuilder& page);

}  // namespace disclosure::gateway
