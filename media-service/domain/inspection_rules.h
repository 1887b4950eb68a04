// Inspection indicators as data: data/media/inspection_rules.csv, activity_grades.csv, inspection_settings.csv
// (国办秘函〔2019〕19号 and what regions add or change).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "media-service/domain/data_table.h"
#include "media-service/domain/platform.h"

namespace disclosure::media {

// How an indicator is found to be missed.
enum class Check {
  kManual,         // by a person only
  kNoUpdate,       // no post within `days` calendar days before the monitoring day
  kUnusable,       // cannot be downloaded or used
  kNoInteraction,  // no working channel of interaction
};

struct InspectionRule {
  std::string code;  // V2.1
  std::string name;
  std::string category;
  Check check = Check::kManual;
  bool veto = false;  // 单项否决; else the region only takes points (扣分)
  int days = 0;
  std::string applies_to;  // publishing, service, any
  bool restricted = false;
  std::string division;  // beginning of a code, "" for all
  InForce in_force;
  std::string basis;
};

// 活跃度: never stored.
enum class Grade { kUnobserved = 1, kLively = 2, kOverdue = 3, kDormant = 4, kZombie = 5, kNotJudged = 6 };

// From how many silent days on an account has a grade; 0 where no rule says.
struct GradeDays {
  int overdue = 0;  // each: more than so many
  int dormant = 0;
  int zombie = 0;
};

// Immutable; thread safe.
class InspectionRules {
 public:
  // BAD_REQUEST with all bad lines of the three tables.
  static absl::StatusOr<InspectionRules> Parse(std::string_view rules, std::string_view grades, std::string_view settings);

  // Those in force on `day` for the division, by code; of one code that of the closest division.
  std::vector<InspectionRule> Of(std::string_view division, absl::CivilDay day) const;
  // Every one that held on a day of `first` to `last` for the division, for one above it or below it; of one code the latest.
  std::vector<InspectionRule> During(std::string_view division, absl::CivilDay first, absl::CivilDay last) const;
  // Whether one of this code names nobody; what no table has is none.
  bool IsRestricted(std::string_view code) const;
  GradeDays GradesOf(std::string_view division, absl::CivilDay day) const;
  // An observation counts for a monitoring day if it was made no more than so many days before.
  int LookWithin(std::string_view division, absl::CivilDay day) const;

 private:
  struct GradeRow {
    std::string division;
    Grade grade = Grade::kOverdue;
    int days = 0;
    InForce in_force;
  };
  struct SettingRow {
    std::string division;
    int look_within = 0;
    InForce in_force;
  };
  absl::Status AddRules(std::string_view csv);
  absl::Status AddGrades(std::string_view csv);
  absl::Status AddSettings(std::string_view csv);

  std::vector<InspectionRule> rules_;
  std::vector<GradeRow> grades_;
  std::vector<SettingRow> settings_;
};

// Whether a rule that applies to `applies_to` fits accounts of a platform; apps are judged as services.
bool Fits(const InspectionRule& rule, RuleClass platform);

}  // namespace disclosure::media
