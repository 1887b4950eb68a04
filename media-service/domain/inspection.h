// A round of inspection (检查轮次): who is drawn, and what is found of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "media-service/domain/inspection_rules.h"
#include "media-service/domain/observation.h"

namespace disclosure::media {

enum class Coverage { kUnspecified = 0, kFull = 1, kSample = 2 };
enum class RoundState { kOpen = 1, kClosed = 2, kCancelled = 3 };

struct InspectionRound {
  std::string division;
  std::string id;  // "2026Q3-1"
  Quarter quarter;
  absl::CivilDay monitor_on;
  Coverage coverage = Coverage::kFull;
  int sample_percent = 0;
  uint64_t seed = 0;
  RoundState state = RoundState::kOpen;
  int64_t registered = 0;
  std::string creator;
  absl::Time create_time;
  std::optional<absl::Time> close_time;  // or of its cancelling
  std::optional<absl::CivilDay> rectify_by;
  int64_t version = 0;
};

// Adds the bad fields of a round that is to be opened; the monitoring day is in its quarter and not in the future.
void CheckRound(const InspectionRound& round, std::string_view prefix, absl::CivilDay today, error::Violations& bad);

// `count` accounts of which `percent` are drawn: rounded up.
size_t SampleSize(size_t count, int percent);

// Which of `count` accounts in the order of their uids are drawn: the first SampleSize of a Fisher–Yates shuffle whose
// numbers are those of splitmix64 from `seed`, each taken modulo what is left. Ascending. Anybody can draw the same again.
std::vector<size_t> DrawSample(size_t count, int percent, uint64_t seed);

enum class Result { kPassed = 1, kFailed = 2, kRemarked = 3, kUnjudged = 4 };

struct RoundFinding {
  std::string id;
  std::string rule;  // code
  std::string text;
  std::string evidence;
  absl::CivilDay observed_on;
  std::string finder;  // subject; "" computed from observations
  bool operator==(const RoundFinding&) const = default;
};

struct Judgement {
  Result result = Result::kUnjudged;
  std::vector<RoundFinding> findings;
  std::optional<absl::CivilDay> last_post;  // 检查时更新日期: the last seen until the end of the monitoring day
};

// What the observations say of an account on the monitoring day (国办秘函〔2019〕19号): a rule that nobody has looked at leaves
// it unjudged, and a look that failed is no look. Rules that only a person can find are left to him: they leave nothing
// unjudged. `look_within`: see InspectionRules.
Judgement Judge(const std::vector<Observation>& looks, const std::vector<InspectionRule>& rules, RuleClass platform, absl::CivilDay monitor_on,
                int look_within);

// With what a person found, who looked at everything. Findings of rules that are not in force are refused before.
Judgement JudgedByPerson(const Judgement& computed, const std::vector<RoundFinding>& found, const std::vector<InspectionRule>& rules);

// By its findings alone: a veto fails it, a deduction of the region is remarked.
Result ResultOf(const std::vector<RoundFinding>& findings, const std::vector<InspectionRule>& rules);

const InspectionRule* FindRule(const std::vector<InspectionRule>& rules, std::string_view code);

// 层级 of a division's code: 2 or 6 digits with "0000" 省, 4 or "00" 市, 6 县, more 乡; "" of none.
std::string_view LevelOf(std::string_view division);

}  // namespace disclosure::media
