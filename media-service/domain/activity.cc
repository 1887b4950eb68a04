#include "media-service/domain/activity.h"

namespace disclosure::media {
namespace {

// A veto goes before what only takes points.
std::string UpdateRule(const std::vector<InspectionRule>& rules) {
  const InspectionRule* found = nullptr;
  for (const InspectionRule& rule : rules) {
    if (rule.check != Check::kNoUpdate || !Fits(rule, RuleClass::kPublishing)) continue;
    if (found == nullptr || (rule.veto && !found->veto)) found = &rule;
  }
  return found == nullptr ? "" : found->code;
}

bool IsJudged(Grade grade) { return grade != Grade::kUnobserved && grade != Grade::kNotJudged; }

}  // namespace

RuleClass JudgedAs(RuleClass platform, Purpose purpose) {
  return platform == RuleClass::kPublishing && purpose == Purpose::kService ? RuleClass::kService : platform;
}

const ActivityJudge::InDivision& ActivityJudge::In(const std::string& division) {
  const auto [found, added] = divisions_.try_emplace(division);
  if (added) found->second = {rules_.GradesOf(division, today_), UpdateRule(rules_.Of(division, today_))};
  return found->second;
}

JudgedActivity ActivityJudge::Of(const Seen& seen, RuleClass judged_as, const std::string& division) {
  const InDivision& in = In(division);
  JudgedActivity out{.activity = ActivityOf(seen, judged_as, in.grades), .rule = "", .overdue_on = FallsOverdueOn(seen, judged_as, in.grades)};
  if (IsJudged(out.activity.grade)) out.rule = in.rule;
  return out;
}

}  // namespace disclosure::media
