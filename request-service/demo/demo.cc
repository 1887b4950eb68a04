#include "request-service/demo/demo.h"

#include <algorithm>
#include <queue>
#include <random>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/calendar/civil_date.h"
#include "request-service/demo/steps.h"

namespace disclosure::request {
namespace {

// When what is next to be done, and of what story. Earlier first, then in the order they were planned.
struct Due {
  absl::CivilSecond time;
  int story = 0;
  size_t step = 0;
  bool operator>(const Due& other) const { return std::tie(time, story, step) > std::tie(other.time, other.story, other.step); }
};

std::vector<std::string> OrgansOf(const Backend& backend, const std::string& division) {
  std::vector<std::string> organs;
  for (const auto& [code, organ] : backend.reference.Get()->organs) {
    if (organ.active && organ.division.substr(0, division.size()) == division) organs.push_back(code);
  }
  std::sort(organs.begin(), organs.end());
  return organs;
}

// Stories by their weights and organs evenly, spread over the days from `first` to `today`.
class Planner {
 public:
  Planner(const std::vector<StoryKind>& stories, std::vector<std::string> organs, const DemoPlan& plan)
      : stories_(stories), organs_(std::move(organs)), plan_(plan), random_(plan.seed) {
    for (const StoryKind& story : stories) weights_.push_back(story.weight);
  }

  PlannedStory Next(int index) {
    const StoryKind& kind = stories_[std::discrete_distribution<size_t>(weights_.begin(), weights_.end())(random_)];
    const int64_t days = plan_.today - plan_.first;
    PlannedStory story{.kind = &kind,
                       .organ = organs_[random_() % organs_.size()],
                       .filed = absl::CivilSecond(plan_.first + index * days / plan_.requests) + (9 * 60 + random_() % 480) * 60,
                       .applicant = static_cast<int>(random_() % 120),
                       .by_internet = random_() % 4 != 0};
    story.steps = StepsOf(story, random_);
    return story;
  }

 private:
  const std::vector<StoryKind>& stories_;
  const std::vector<std::string> organs_;
  const DemoPlan plan_;
  std::mt19937 random_;
  std::vector<int> weights_;
};

}  // namespace

absl::StatusOr<DemoResult> PlayDemo(const Backend& backend, StandingClock& clock, const std::vector<StoryKind>& stories,
                                    const DemoPlan& plan, const std::function<void(absl::CivilDay)>& progress) {
  std::vector<std::string> organs = OrgansOf(backend, plan.division);
  if (organs.empty()) return error::NotFound(absl::StrCat("divisions/", plan.division, "/organs"));
  Planner planner(stories, std::move(organs), plan);
  std::vector<PlannedStory> planned;
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
  for (int i = 0; i < plan.requests; ++i) {
    planned.push_back(planner.Next(i));
    due.push({planned.back().filed, i, 0});
  }
  DemoResult result;
  Stage stage(backend, clock);
  absl::CivilDay told;
  while (!due.empty()) {
    const Due next = due.top();
    due.pop();
    if (absl::CivilDay(next.time) > plan.today) break;
    PlannedStory& story = planned[next.story];
    clock.Set(absl::FromCivil(next.time, Shanghai()));
    const Step& step = story.steps[next.step];
    if (const absl::Status done = step.act(stage, story); !done.ok()) {
      return absl::Status(done.code(), absl::StrCat(story.kind->subject, " (", story.name, "), step ", next.step + 1, " on ",
                                                    absl::FormatCivilTime(next.time), ": ", std::string(done.message())));
    }
    next.step == 0 ? ++result.filed : ++result.acts;
    if (next.step + 1 < story.steps.size()) {
      due.push({stage.WorkingTime(story.organ, next.time, story.steps[next.step + 1].working_days), next.story, next.step + 1});
    }
    if (absl::CivilDay(next.time) != told) progress(told = absl::CivilDay(next.time));
  }
  return result;
}

}  // namespace disclosure::request
