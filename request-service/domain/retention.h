// How long what is kept: data/request/retention.csv; and what remains of an event when its time is over.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/event.h"
#include "request-service/domain/filing.h"
#include "request-service/domain/progress.h"

namespace disclosure::request {

inline constexpr std::string_view kKeepApplicant = "applicant";    // personal data of a request, from its closing
inline constexpr std::string_view kKeepAccessLog = "access_log";  // from the access

// Immutable; thread safe.
class RetentionTable {
 public:
  // "code,keeps_years,counted_from,article,effective_from,note"; BAD_REQUEST with all bad lines.
  static absl::StatusOr<RetentionTable> Parse(std::string_view csv);

  // What counts from a day before this one is past its time on `today`. FAILED_PRECONDITION (LAW_NOT_IN_FORCE).
  absl::StatusOr<absl::CivilDay> Cutoff(std::string_view code, absl::CivilDay today) const;

 private:
  struct Row {
    std::string code;
    int years = 0;
    absl::CivilDay from;
  };

  std::vector<Row> rows_;  // by date
};

// Whether the request is closed, its last act was recorded on a day before `cutoff`, and it was not made anonymous since.
bool PastItsTime(State state, std::span<const Event> events, absl::CivilDay cutoff);

inline constexpr std::string_view kRedactedText = "（已匿名）";

// The event without what people wrote: texts become `instead`; days, kinds, codes and numbers of papers stay, so that the
// request folds to the same state.
EventData Redacted(EventData data, std::string_view instead = kRedactedText);

// The applicant by his class alone, and the wish by its form.
Applicant Redacted(const Applicant& applicant);
Wanted Redacted(const Wanted& wanted);

}  // namespace disclosure::request
