// The days that the desk must not miss, beside the due date itself: what the regulation sets for the organ's own acts, for
// those it waits for, and the service's warnings.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "request-service/domain/decide.h"
#include "request-service/domain/warnings.h"

namespace disclosure::request {

struct Deadline {
  std::string_view kind;  // "confirmation", "correction_notice", "correction", "reasons", "consultation", "payment", "warning"
  std::string label;
  absl::CivilDay date;
  std::string_view article;  // "" of a warning
  bool provisional = false;
  std::string basis = {};           // how the day came about
  std::vector<ClockDay> days = {};  // the day after the start to `date`, if asked; none of a day that was fixed as such
  bool operator==(const Deadline&) const = default;
};

// Whether the label of a consultation names who was asked: not where others than the request's officers read it.
enum class Parties { kNamed, kUnnamed };
// By date. Days whose year has no notice yet are left out.
std::vector<Deadline> DeadlinesOf(const Progress& progress, const Desk& desk, Parties parties, Explain explain = Explain::kNo);

// When the due date turns yellow, orange, red.
std::vector<Deadline> WarningsOf(absl::CivilDay due, bool provisional, const WarningLevels& levels, const Desk& desk);

}  // namespace disclosure::request
