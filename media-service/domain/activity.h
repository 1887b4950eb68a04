// 活跃度 of many accounts on one day, and when they fall overdue (预警).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "absl/time/civil_time.h"
#include "media-service/domain/account.h"
#include "media-service/domain/inspection_rules.h"
#include "media-service/domain/observation.h"

namespace disclosure::media {

// 功能类别 picks the rules: a service on a platform of publications is judged by its use, not by its posts.
RuleClass JudgedAs(RuleClass platform, Purpose purpose);

struct JudgedActivity {
  Activity activity;
  std::string rule;  // code of the indicator about updates that it is judged by; "" where it is not
  std::optional<absl::CivilDay> overdue_on;  // see FallsOverdueOn
};

// Remembers the rules of each division that it was asked about. Not thread safe; `rules` outlives it.
class ActivityJudge {
 public:
  ActivityJudge(const InspectionRules& rules, absl::CivilDay today) : rules_(rules), today_(today) {}

  JudgedActivity Of(const Seen& seen, RuleClass judged_as, const std::string& division);

 private:
  struct InDivision {
    GradeDays grades;
    std::string rule;
  };
  const InDivision& In(const std::string& division);

  const InspectionRules& rules_;
  const absl::CivilDay today_;
  std::map<std::string, InDivision> divisions_;
};

}  // namespace disclosure::media
