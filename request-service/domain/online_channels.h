// Where an applicant may apply for reconsideration by the internet: data/request/online_channels.csv. A decision served
// by the internet has to say it (行政复议法 art. 22(2)).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {

// Immutable; thread safe.
class OnlineChannels {
 public:
  // "division,effective_from,effective_to,channel,note"; a division is the beginning of a code, "" for all.
  // BAD_REQUEST with all bad lines.
  static absl::StatusOr<OnlineChannels> Parse(std::string_view csv);

  // That of the closest division ("330108" before "33" before ""); "" if there is none.
  std::string Of(std::string_view division, absl::CivilDay day) const;

 private:
  struct Row {
    std::string division;
    InForce in_force;
    std::string channel;
  };

  std::vector<Row> rows_;
};

}  // namespace disclosure::request
