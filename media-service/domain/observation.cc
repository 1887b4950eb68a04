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

void AddTextFault(std::vector<LookFault>& faults, const char* field, const std::string& text, size_t most) {
  if (!IsCleanText(text)) {
    faults.push_back({field, "BAD_TEXT", "must be UTF-8 without control characters", "含有不能识别的字符"});
  } else if (CodePoints(text) > most) {
    faults.push_back({field, "TEXT_TOO_LONG", absl::StrCat("must have at most ", most, " characters"), absl::StrCat("最多", most, "个字")});
  }
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::vector<LookFault> FaultsOf(const Observation& look, absl::Time now) {
  std::vector<LookFault> faults;
  const auto add = [&](bool wrong, const char* field, const char* code, const char* message, const char* reason) {
    if (wrong) faults.push_back({field, code, message, reason});
  };
  const std::optional<Quarter> quarter = ParseQuarter(look.quarter);
  add(look.time > now, "observe_time", "OBSERVED_IN_FUTURE", "must not be in the future", "观测时间晚于现在");
  add(look.time == absl::UnixEpoch(), "observe_time", "TIME_MISSING", "must be given", "没有写明观测时间");
  add(look.last_post && *look.last_post > look.time, "last_post_time", "POSTED_AFTER_LOOK", "must not be later than observe_time",
      "最近更新晚于观测时间");
  add(look.source.empty(), "source", "SOURCE_MISSING", "must say who looked", "没有写明来源");
  AddTextFault(faults, "source", look.source, kMostSource);
  AddTextFault(faults, "failure", look.failure, kMostFailure);
  AddTextFault(faults, "evidence", look.evidence, kMostEvidence);
  add(look.followers && *look.followers < 0, "followers", "BELOW_ZERO", "must not be below zero", "粉丝数不能小于零");
  add(look.posts && *look.posts < 0, "posts", "BELOW_ZERO", "must not be below zero", "发文数不能小于零");
  add(look.posts.has_value() != !look.quarter.empty(), "quarter", "QUARTER_WITHOUT_POSTS", "must be given with posts, and only with them",
      "发文数和季度要一起填写");
  add(!look.quarter.empty() && !quarter, "quarter", "BAD_QUARTER", "must be like 2026Q3", "季度应写作2026Q3");
  add(quarter && quarter->first() > LocalDay(look.time), "quarter", "QUARTER_AFTER_LOOK", "must not be later than observe_time",
      "季度晚于观测时间");
  add(look.failure.empty() && !SawSomething(look), "", "NOTHING_SEEN", "must say what was seen, or why nothing could be",
      "没有写明观测到什么，也没有写明失败原因");
  add(!look.failure.empty() && SawSomething(look), "", "SEEN_THOUGH_FAILED", "must not say that something was seen when the look failed",
      "观测失败时不能再写观测到的内容");
  return faults;
}

void CheckObservation(const Observation& look, const std::string& prefix, absl::Time now, error::Violations& bad) {
  for (const LookFault& fault : FaultsOf(look, now)) {
    bad.Add(fault.field.empty() ? prefix : absl::StrCat(prefix, ".", fault.field), fault.message);
  }
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
