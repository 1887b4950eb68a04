#include "media-service/domain/observation.h"

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostSource = 100;
constexpr size_t kMostFailure = 500;
constexpr size_t kMostEvidence = 2048;

bool SawSomething(const Observation& look) {
  return look.followers || look.last_post || look.posts || look.usable || look.interactive;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void CheckObservation(const Observation& look, const std::string& prefix, absl::Time now, error::Violations& bad) {
  const auto field = [&](const char* name) { return absl::StrCat(prefix, ".", name); };
  if (look.time > now) bad.Add(field("observe_time"), "must not be in the future");
  if (look.time == absl::UnixEpoch()) bad.Add(field("observe_time"), "must be given");
  if (look.last_post && *look.last_post > look.time) bad.Add(field("last_post_time"), "must not be later than observe_time");
  if (look.source.empty()) bad.Add(field("source"), "must say who looked");
  CheckText(bad, field("source"), look.source, kMostSource);
  CheckText(bad, field("failure"), look.failure, kMostFailure);
  CheckText(bad, field("evidence"), look.evidence, kMostEvidence);
  if (look.followers && *look.followers < 0) bad.Add(field("followers"), "must not be below zero");
  if (look.posts && *look.posts < 0) bad.Add(field("posts"), "must not be below zero");
  const std::optional<Quarter> quarter = ParseQuarter(look.quarter);
  if (look.posts.has_value() != !look.quarter.empty()) bad.Add(field("quarter"), "must be given with posts, and only with them");
  if (!look.quarter.empty() && !quarter) bad.Add(field("quarter"), "must be like 2026Q3");
  if (quarter && quarter->first() > LocalDay(look.time)) bad.Add(field("quarter"), "must not be later than observe_time");
  if (look.failure.empty() && !SawSomething(look)) bad.Add(prefix, "must say what was seen, or why nothing could be");
  if (!look.failure.empty() && SawSomething(look)) bad.Add(prefix, "must not say that something was seen when the look failed");
}

std::optional<Quarter> ParseQuarter(std::string_view text) {
  if (text.size() != 6 || (text[4] != 'Q' && text[4] != 'q') || text[5] < '1' || text[5] > '4') return std::nullopt;
  int year = 0;
  for (const char c : text.substr(0, 4)) {
    if (!IsDigit(c)) return std::nullopt;
    year = year * 10 + (c - '0');
  }
  if (year < 2009) return std::nullopt;  // before the first platform
  return Quarter{year, text[5] - '0'};
}

std::string QuarterName(const Quarter& quarter) { return absl::StrCat(quarter.year, "Q", quarter.number); }
std::string QuarterLabel(const Quarter& quarter) { return absl::StrCat(quarter.year, "年第", quarter.number, "季度"); }

Seen SeenBy(const std::vector<Observation>& looks, absl::Time upto) {
  Seen seen;
  for (const Observation& look : looks) {
    if (!look.failure.empty() || look.time >= upto) continue;
    if (look.last_post && (!seen.last_post || *look.last_post > *seen.last_post)) {
      seen.last_post = look.last_post;
      seen.source = look.source;
    }
    // A look at the followers alone saw nothing of the posts.
    if (look.last_post && (!seen.last_look || look.time > *seen.last_look)) seen.last_look = look.time;
  }
  return seen;
}

Activity ActivityOf(const Seen& seen, RuleClass platform, const GradeDays& grades) {
  if (platform != RuleClass::kPublishing) return {Grade::kNotJudged, 0};
  if (!seen.last_post || !seen.last_look) return {};
  const int silent = static_cast<int>(LocalDay(*seen.last_look) - LocalDay(*seen.last_post));
  const auto beyond = [silent](int days) { return days > 0 && silent > days; };
  if (beyond(grades.zombie)) return {Grade::kZombie, silent};
  if (beyond(grades.dormant)) return {Grade::kDormant, silent};
  if (beyond(grades.overdue)) return {Grade::kOverdue, silent};
  return {Grade::kLively, silent};
}

std::optional<absl::CivilDay> FallsOverdueOn(const Seen& seen, RuleClass platform, const GradeDays& grades) {
  if (platform != RuleClass::kPublishing || grades.overdue == 0 || !seen.last_post) return std::nullopt;
  if (ActivityOf(seen, platform, grades).grade != Grade::kLively) return std::nullopt;
  return LocalDay(*seen.last_post) + grades.overdue + 1;
}

}  // namespace disclosure::media
