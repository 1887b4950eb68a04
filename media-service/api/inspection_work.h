// A round in hand: drawing and judging its accounts.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "media-service/api/account_work.h"
#include "media-service/domain/bulletin.h"

namespace disclosure::media {

inline constexpr char kRoundName[] = "divisions/*/inspectionRounds/*";

struct RoundId {
  std::string division;
  std::string id;
};
absl::StatusOr<RoundId> ParseRoundName(const std::string& name, std::string_view field);
std::string RoundName(const InspectionRound& round);

// The rules of inspection by the division of the account, on one day.
class RulesByDivision {
 public:
  RulesByDivision(const InspectionRules& rules, absl::CivilDay day) : rules_(rules), day_(day) {}
  const std::vector<InspectionRule>& Of(const std::string& division);

 private:
  const InspectionRules& rules_;
  const absl::CivilDay day_;
  std::map<std::string, std::vector<InspectionRule>> known_;
};

// What was drawn for `round`, judged by what was observed so far; the counts of the register by platform and level.
struct DrawnRound {
  std::vector<RegisteredAt> registered;
  std::vector<InspectionRow> rows;
};
absl::StatusOr<DrawnRound> DrawRound(const Backend& backend, Reader& reader, InspectionRound& round);

v1::InspectionRound ToProto(const InspectionRound& round, const std::map<Result, int64_t>& results);
v1::Inspection ToProto(const InspectionRow& row);
v1::InspectionRule ToProto(const InspectionRule& rule);

// The rules that an account of this platform and purpose is judged by on `day`.
std::vector<InspectionRule> RulesFor(const Backend& backend, const Account& account, const std::string& platform, absl::CivilDay day);
// Evidence is for the supervisors, the auditors and the host (a code, or ""); of what is restricted (泄密) neither evidence nor text is
// for anybody but the supervisors and the host.
void HideEvidence(const Backend& backend, const Caller& caller, const std::string& division, const std::string& host, v1::Inspection& inspection);

}  // namespace disclosure::media
