#include "media-service/domain/inspection.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/match.h"
#include "common/base/clock.h"
#include "common/calendar/civil_date.h"

namespace disclosure::media {
namespace {

// Steele, Lea, Flood: fast splittable pseudorandom number generators (2014).
class SplitMix64 {
 public:
  explicit SplitMix64(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

 private:
  uint64_t state_;
};

enum class Answer { kMet, kMissed, kUnknown };

// What was seen, as one rule is answered by it.
struct Verdict {
  Answer answer = Answer::kUnknown;
  absl::CivilDay observed_on;
  std::string text;
  std::string evidence;
};

absl::Time EndOf(absl::CivilDay day) { return absl::FromCivil(absl::CivilSecond(day + 1), Shanghai()); }

// Met by a post within the days before the monitoring day. Missed where a look close to it, or later, shows that the last post
// is older; an older look does not know what came after it.
Verdict JudgeUpdates(const std::vector<Observation>& looks, const InspectionRule& rule, absl::CivilDay monitor_on, int look_within) {
  Verdict verdict;
  const Observation* latest = nullptr;
  for (const Observation& look : looks) {
    if (!look.failure.empty() || !look.last_post) continue;
    const absl::CivilDay posted = LocalDay(*look.last_post);
    if (posted > monitor_on) continue;
    if (monitor_on - posted <= rule.days) return {Answer::kMet, LocalDay(look.time), "", ""};
    if (monitor_on - LocalDay(look.time) > look_within) continue;
    if (latest == nullptr || look.time > latest->time) latest = &look;
  }
  if (latest == nullptr) return verdict;
  const absl::CivilDay posted = LocalDay(*latest->last_post);
  return {Answer::kMissed, LocalDay(latest->time),
          absl::StrCat("最近更新日期", FormatDate(posted), "，至监测时间点已", monitor_on - posted, "天，来源：", latest->source), latest->evidence};
}

// By the last look until the end of the monitoring day that is close to it.
Verdict JudgeFunction(const std::vector<Observation>& looks, std::optional<bool> Observation::*works, absl::CivilDay monitor_on, int look_within) {
  const Observation* latest = nullptr;
  for (const Observation& look : looks) {
    if (!look.failure.empty() || !(look.*works) || look.time >= EndOf(monitor_on)) continue;
    if (monitor_on - LocalDay(look.time) > look_within) continue;
    if (latest == nullptr || look.time > latest->time) latest = &look;
  }
  if (latest == nullptr) return {};
  const bool met = *(latest->*works);
  return {met ? Answer::kMet : Answer::kMissed, LocalDay(latest->time), met ? "" : absl::StrCat("来源：", latest->source), latest->evidence};
}

Verdict JudgeRule(const std::vector<Observation>& looks, const InspectionRule& rule, absl::CivilDay monitor_on, int look_within) {
  switch (rule.check) {
    case Check::kNoUpdate: return JudgeUpdates(looks, rule, monitor_on, look_within);
    case Check::kUnusable: return JudgeFunction(looks, &Observation::usable, monitor_on, look_within);
    case Check::kNoInteraction: return JudgeFunction(looks, &Observation::interactive, monitor_on, look_within);
    case Check::kManual: return {Answer::kMet, monitor_on, "", ""};
  }
  return {};
}

}  // namespace

void CheckRound(const InspectionRound& round, std::string_view prefix, absl::CivilDay today, error::Violations& bad) {
  const auto field = [&](const char* name) { return absl::StrCat(std::string(prefix), ".", name); };
  if (round.monitor_on > today) bad.Add(field("monitor_on"), "must not be in the future");
  if (round.monitor_on < round.quarter.first() || round.monitor_on > round.quarter.last()) bad.Add(field("monitor_on"), "must be a day of the quarter");
  if (round.coverage == Coverage::kUnspecified) bad.Add(field("coverage"), "must be FULL or SAMPLE");
  const bool sample = round.coverage == Coverage::kSample;
  if (sample && (round.sample_percent < 1 || round.sample_percent > 100)) bad.Add(field("sample_percent"), "must be from 1 to 100");
  if (!sample && (round.sample_percent != 0 || round.seed != 0)) bad.Add(field("sample_percent"), "and seed belong to a SAMPLE only");
}

size_t SampleSize(size_t count, int percent) { return (count * static_cast<size_t>(percent) + 99) / 100; }

std::vector<size_t> DrawSample(size_t count, int percent, uint64_t seed) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  const size_t size = SampleSize(count, percent);
  SplitMix64 random(seed);
  for (size_t i = 0; i < size; ++i) std::swap(order[i], order[i + random.Next() % (count - i)]);
  order.resize(size);
  std::sort(order.begin(), order.end());
  return order;
}

Judgement Judge(const std::vector<Observation>& looks, const std::vector<InspectionRule>& rules, RuleClass platform, absl::CivilDay monitor_on,
                int look_within) {
  Judgement out;
  const Seen seen = SeenBy(looks, EndOf(monitor_on));
  if (seen.last_post) out.last_post = LocalDay(*seen.last_post);
  bool unknown = false;
  for (const InspectionRule& rule : rules) {
    if (!Fits(rule, platform)) continue;
    Verdict verdict = JudgeRule(looks, rule, monitor_on, look_within);
    if (verdict.answer == Answer::kUnknown) unknown = true;
    if (verdict.answer != Answer::kMissed) continue;
    out.findings.push_back({.id = "", .rule = rule.code, .text = std::move(verdict.text), .evidence = std::move(verdict.evidence),
                            .observed_on = verdict.observed_on, .finder = ""});
  }
  out.result = ResultOf(out.findings, rules);
  // A veto stands whatever else was not looked at.
  if (unknown && out.result != Result::kFailed) out.result = Result::kUnjudged;
  return out;
}

Judgement JudgedByPerson(const Judgement& computed, const std::vector<RoundFinding>& found, const std::vector<InspectionRule>& rules) {
  Judgement out = computed;
  out.findings.insert(out.findings.end(), found.begin(), found.end());
  out.result = ResultOf(out.findings, rules);
  return out;
}

Result ResultOf(const std::vector<RoundFinding>& findings, const std::vector<InspectionRule>& rules) {
  Result result = Result::kPassed;
  for (const RoundFinding& finding : findings) {
    const InspectionRule* rule = FindRule(rules, finding.rule);
    if (rule != nullptr && rule->veto) return Result::kFailed;
    if (rule != nullptr) result = Result::kRemarked;
  }
  return result;
}

const InspectionRule* FindRule(const std::vector<InspectionRule>& rules, std::string_view code) {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const InspectionRule& rule) { return rule.code == code; });
  return found == rules.end() ? nullptr : &*found;
}

std::string_view LevelOf(std::string_view division) {
  if (division.size() > 6) return "乡";
  if (division.size() == 2 || (division.size() == 6 && division.substr(2) == "0000")) return "省";
  if (division.size() == 4 || (division.size() == 6 && division.substr(4) == "00")) return "市";
  return division.size() == 6 ? "县" : "";
}

}  // namespace disclosure::media
