#include "media-service/domain/inspection_rules.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/identity/division.h"

namespace disclosure::media {
namespace {

constexpr char kRulesHeader[] = "code,name,category,check,veto,days,applies_to,restricted,division,effective_from,effective_to,basis,note";
constexpr char kGradesHeader[] = "division,grade,more_than_days,effective_from,effective_to,basis,note";
constexpr char kSettingsHeader[] = "division,look_within_days,effective_from,effective_to,note";
constexpr int kMostDays = 3660;

std::optional<Check> ReadCheck(std::string_view text) {
  if (text == "manual") return Check::kManual;
  if (text == "no_update") return Check::kNoUpdate;
  if (text == "unusable") return Check::kUnusable;
  if (text == "no_interaction") return Check::kNoInteraction;
  return std::nullopt;
}

std::optional<Grade> ReadGrade(std::string_view text) {
  if (text == "OVERDUE") return Grade::kOverdue;
  if (text == "DORMANT") return Grade::kDormant;
  if (text == "ZOMBIE") return Grade::kZombie;
  return std::nullopt;
}

// A number of days from 1, or 0 and a violation.
int ReadDays(const std::string& text, const std::string& place, error::Violations& bad) {
  int days = 0;
  if (absl::SimpleAtoi(text, &days) && days >= 1 && days <= kMostDays) return days;
  bad.Add(place, absl::StrCat("days must be a number from 1 to ", kMostDays));
  return 0;
}

bool ReadYes(const std::string& text, const std::string& place, error::Violations& bad) {
  if (text != "yes" && !text.empty()) bad.Add(place, "veto and restricted must be yes or empty");
  return text == "yes";
}

bool Covers(std::string_view rule_division, std::string_view division) {
  return division.substr(0, rule_division.size()) == rule_division;
}

// The row of the closest division that holds on `day`; nullptr if there is none.
template <typename Row, typename Matches>
const Row* Closest(const std::vector<Row>& rows, std::string_view division, absl::CivilDay day, Matches matches) {
  const Row* closest = nullptr;
  for (const Row& row : rows) {
    if (!matches(row) || !Covers(row.division, division) || !row.in_force.Holds(day)) continue;
    if (closest == nullptr || row.division.size() > closest->division.size()) closest = &row;
  }
  return closest;
}

}  // namespace

absl::StatusOr<InspectionRules> InspectionRules::Parse(std::string_view rules, std::string_view grades, std::string_view settings) {
  InspectionRules out;
  RETURN_IF_ERROR(out.AddRules(rules));
  RETURN_IF_ERROR(out.AddGrades(grades));
  RETURN_IF_ERROR(out.AddSettings(settings));
  return out;
}

absl::Status InspectionRules::AddRules(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "inspection_rules.csv", kRulesHeader));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const std::vector<std::string>& f = row.fields;
    InspectionRule rule{.code = f[0], .name = f[1], .category = f[2], .veto = ReadYes(f[4], row.place, bad), .applies_to = f[6],
                        .restricted = ReadYes(f[7], row.place, bad), .division = f[8], .basis = f[11]};
    const std::optional<Check> check = ReadCheck(f[3]);
    const std::optional<InForce> in_force = ReadInForce(f[9], f[10], row.place, bad);
    if (!check) bad.Add(row.place, "check must be manual, no_update, unusable or no_interaction");
    if (check == Check::kNoUpdate) rule.days = ReadDays(f[5], row.place, bad);
    if (check != Check::kNoUpdate && !f[5].empty()) bad.Add(row.place, "days belong to no_update only");
    if (f[6] != "publishing" && f[6] != "service" && f[6] != "any") bad.Add(row.place, "applies_to must be publishing, service or any");
    if (f[0].empty() || f[1].empty() || f[2].empty() || f[11].empty()) bad.Add(row.place, "code, name, category and basis must be filled");
    if (!check || !in_force) continue;
    rule.check = *check;
    rule.in_force = *in_force;
    rules_.push_back(std::move(rule));
  }
  return bad.status();
}

absl::Status InspectionRules::AddGrades(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "activity_grades.csv", kGradesHeader));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const std::optional<Grade> grade = ReadGrade(row.fields[1]);
    const int days = ReadDays(row.fields[2], row.place, bad);
    const std::optional<InForce> in_force = ReadInForce(row.fields[3], row.fields[4], row.place, bad);
    if (!grade) bad.Add(row.place, "grade must be OVERDUE, DORMANT or ZOMBIE");
    if (grade && in_force) grades_.push_back({row.fields[0], *grade, days, *in_force});
  }
  return bad.status();
}

absl::Status InspectionRules::AddSettings(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<DataRow> rows, ReadDataTable(csv, "inspection_settings.csv", kSettingsHeader));
  error::Violations bad;
  for (const DataRow& row : rows) {
    const int days = ReadDays(row.fields[1], row.place, bad);
    const std::optional<InForce> in_force = ReadInForce(row.fields[2], row.fields[3], row.place, bad);
    if (in_force) settings_.push_back({row.fields[0], days, *in_force});
  }
  return bad.status();
}

std::vector<InspectionRule> InspectionRules::Of(std::string_view division, absl::CivilDay day) const {
  std::map<std::string, const InspectionRule*> by_code;
  for (const InspectionRule& rule : rules_) {
    by_code.try_emplace(rule.code, Closest(rules_, division, day, [&](const InspectionRule& other) { return other.code == rule.code; }));
  }
  std::vector<InspectionRule> out;
  for (const auto& [code, rule] : by_code) {
    if (rule != nullptr) out.push_back(*rule);
  }
  return out;
}

std::vector<InspectionRule> InspectionRules::During(std::string_view division, absl::CivilDay first, absl::CivilDay last) const {
  std::map<std::string, const InspectionRule*> by_code;
  for (const InspectionRule& rule : rules_) {
    const bool near = Covers(rule.division, division) || Covers(BeginningOf(division), rule.division);
    if (!near || rule.in_force.from > last || (rule.in_force.to && *rule.in_force.to < first)) continue;
    const InspectionRule*& kept = by_code[rule.code];
    if (kept == nullptr || kept->in_force.from < rule.in_force.from) kept = &rule;
  }
  std::vector<InspectionRule> out;
  for (const auto& [code, rule] : by_code) out.push_back(*rule);
  return out;
}

bool InspectionRules::IsRestricted(std::string_view code) const {
  return std::any_of(rules_.begin(), rules_.end(), [&](const InspectionRule& rule) { return rule.code == code && rule.restricted; });
}

GradeDays InspectionRules::GradesOf(std::string_view division, absl::CivilDay day) const {
  const auto days = [&](Grade grade) {
    const GradeRow* row = Closest(grades_, division, day, [&](const GradeRow& other) { return other.grade == grade; });
    return row == nullptr ? 0 : row->days;
  };
  return {days(Grade::kOverdue), days(Grade::kDormant), days(Grade::kZombie)};
}

int InspectionRules::LookWithin(std::string_view division, absl::CivilDay day) const {
  const SettingRow* row = Closest(settings_, division, day, [](const SettingRow&) { return true; });
  return row == nullptr ? 0 : row->look_within;
}

bool Fits(const InspectionRule& rule, RuleClass platform) {
  if (rule.applies_to == "any") return true;
  return (rule.applies_to == "publishing") == (platform == RuleClass::kPublishing);
}

}  // namespace disclosure::media
