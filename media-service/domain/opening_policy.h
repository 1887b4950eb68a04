// Which organs open accounts, by region: data/media/opening_policy.csv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "media-service/domain/data_table.h"

namespace disclosure::media {

enum class Opening { kMust, kMay, kExceptionOnly, kForbidden };

struct OpeningRule {
  std::string division;  // beginning of a code, "" for all
  std::string organ_kind;
  std::string level;  // of the organ: 省, 市, 县, 乡; "" for any
  Opening opening = Opening::kMay;
  InForce in_force;
  std::string source;
};

// Immutable; thread safe.
class OpeningPolicy {
 public:
  // BAD_REQUEST with all bad lines.
  static absl::StatusOr<OpeningPolicy> Parse(std::string_view csv);

  // That of the closest division ("330108" before "33" before ""), and of one division that of the organ's own level before one
  // for any; nullptr if there is none. `division`: the organ's.
  const OpeningRule* Of(std::string_view division, std::string_view organ_kind, absl::CivilDay day) const;

 private:
  std::vector<OpeningRule> rules_;
};

}  // namespace disclosure::media
