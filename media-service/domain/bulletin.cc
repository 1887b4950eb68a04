#include "media-service/domain/bulletin.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_format.h"

namespace disclosure::media {
namespace {

constexpr std::array<std::string_view, 5> kLevels = {"省", "市", "县", "乡", ""};

// The worst first.
int Gravity(Result result) {
  switch (result) {
    case Result::kFailed: return 3;
    case Result::kUnjudged: return 2;
    case Result::kRemarked: return 1;
    case Result::kPassed: return 0;
  }
  return 0;
}

void Count(const Inspection& inspection, BulletinLine& line) {
  const Result result = inspection.judgement.result;
  if (result == Result::kUnjudged) return;
  ++line.checked;
  ++(result == Result::kFailed ? line.failed : line.passed);
}

size_t LevelPlace(std::string_view level) { return std::find(kLevels.begin(), kLevels.end(), level) - kLevels.begin(); }

// Its rules once each, vetoes first.
std::vector<std::string> RulesOf(const Inspection& inspection, const std::vector<InspectionRule>& rules) {
  std::vector<std::string> codes;
  for (const bool veto : {true, false}) {
    for (const RoundFinding& finding : inspection.judgement.findings) {
      const InspectionRule* rule = FindRule(rules, finding.rule);
      const bool fits = rule != nullptr && rule->veto == veto;
      if (fits && std::find(codes.begin(), codes.end(), finding.rule) == codes.end()) codes.push_back(finding.rule);
    }
  }
  return codes;
}

bool IsRestricted(const std::vector<InspectionRule>& rules, const std::string& code) {
  const InspectionRule* rule = FindRule(rules, code);
  return rule != nullptr && rule->restricted;
}

std::vector<std::string> Told(const std::vector<std::string>& codes, const std::vector<InspectionRule>& rules) {
  std::vector<std::string> told;
  for (const std::string& code : codes) {
    if (!IsRestricted(rules, code)) told.push_back(code);
  }
  return told;
}

// Each account once, as the last monitoring day had it.
std::map<std::string_view, const RegisteredAt*> RegisteredIn(const std::vector<ClosedRound>& rounds) {
  std::vector<const ClosedRound*> by_day;
  for (const ClosedRound& round : rounds) by_day.push_back(&round);
  std::stable_sort(by_day.begin(), by_day.end(), [](const auto* a, const auto* b) { return a->round.monitor_on < b->round.monitor_on; });
  std::map<std::string_view, const RegisteredAt*> out;
  for (const ClosedRound* round : by_day) {
    for (const RegisteredAt& account : round->registered) out[account.uid] = &account;
  }
  return out;
}

std::vector<BulletinLine> Lines(std::map<std::string, BulletinLine>&& by_key) {
  std::vector<BulletinLine> out;
  for (auto& [key, line] : by_key) {
    line.key = key;
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

Bulletin BulletinOf(const std::vector<ClosedRound>& rounds, const std::vector<InspectionRule>& rules) {
  Bulletin out;
  std::map<std::string, BulletinLine> platforms, levels;
  std::map<std::string, const Inspection*> accounts;
  for (const ClosedRound& round : rounds) {
    for (const Inspection& inspection : round.inspections) {
      const Inspection*& kept = accounts[inspection.account];
      if (kept == nullptr || Gravity(inspection.judgement.result) > Gravity(kept->judgement.result)) kept = &inspection;
    }
  }
  for (const auto& [uid, registered] : RegisteredIn(rounds)) {
    for (BulletinLine* line : {&out.total, &platforms[registered->platform], &levels[registered->level]}) ++line->registered;
  }
  std::map<std::string, std::vector<const Inspection*>> problems;
  for (const auto& [uid, inspection] : accounts) {
    for (BulletinLine* line : {&out.total, &platforms[inspection->platform], &levels[inspection->level]}) Count(*inspection, *line);
    if (inspection->judgement.result == Result::kUnjudged) ++out.unjudged;
    const std::vector<std::string> codes = RulesOf(*inspection, rules);
    for (const std::string& code : codes) problems[code].push_back(inspection);
    const std::vector<std::string> told = Told(codes, rules);
    // Who failed by what is restricted alone is not named.
    if (inspection->judgement.result == Result::kFailed && (codes.empty() || !told.empty())) out.annex.push_back({inspection, told});
  }
  out.platforms = Lines(std::move(platforms));
  out.levels = Lines(std::move(levels));
  std::sort(out.levels.begin(), out.levels.end(), [](const auto& a, const auto& b) { return LevelPlace(a.key) < LevelPlace(b.key); });
  for (auto& [code, inspections] : problems) out.problems.push_back({code, std::move(inspections), IsRestricted(rules, code)});
  std::stable_sort(out.annex.begin(), out.annex.end(),
                   [](const auto& a, const auto& b) { return a.inspection->platform < b.inspection->platform; });
  return out;
}

std::string Rate(int64_t part, int64_t whole) {
  if (whole <= 0) return "";
  const int64_t hundredths = (part * 10'000 * 2 + whole) / (whole * 2);
  return absl::StrFormat("%d.%02d", hundredths / 100, hundredths % 100);
}

}  // namespace disclosure::media
