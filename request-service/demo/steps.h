// The acts of a synthetic story, each some working days after the one before.
#pragma once

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "request-service/api/act_handlers.h"
#include "request-service/api/filing_handlers.h"
#include "request-service/demo/story_table.h"

namespace disclosure::request {

struct PlannedStory;

// The handlers, and the made-up officers who call them.
class Stage {
 public:
  Stage(const Backend& backend, const Clock& clock) : backend_(backend), clock_(clock), filing(backend), acts(backend) {}

  Call ByApplicant() const { return {.method = "Demo"}; }
  // Of the organ of `story`; `role` is handler, clerk or approver.
  Call By(const std::string& role, const PlannedStory& story) const;

  absl::CivilDay today() const { return LocalDay(clock_.Now()); }
  // The same hour, `days` working days later by the organ's calendar.
  absl::CivilSecond WorkingTime(const std::string& organ, absl::CivilSecond from, int days) const;

 private:
  const Backend& backend_;
  const Clock& clock_;

 public:
  FilingHandlers filing;
  ActHandlers acts;
};

struct Step {
  int working_days = 0;  // after the step before; the first is the filing
  std::function<absl::Status(Stage&, PlannedStory&)> act;
};

struct PlannedStory {
  const StoryKind* kind = nullptr;
  std::string organ;
  absl::CivilSecond filed;
  int applicant = 0;
  bool by_internet = true;
  std::string name;  // once it is filed
  std::vector<Step> steps;
};

std::vector<Step> StepsOf(const PlannedStory& story, std::mt19937& random);

}  // namespace disclosure::request
