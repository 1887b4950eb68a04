#include "request-service/domain/remedy.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"

namespace disclosure::request {
namespace {

constexpr char kRemediesHeader[] = "remedy_class,information_disclosed,effective_from,effective_to,clause,article,note";
constexpr char kClausesHeader[] = "clause,effective_from,effective_to,text,article,note";
constexpr char kNoClause[] = "none";
constexpr char kOnlineClause[] = "online";
constexpr std::array<std::string_view, 6> kCodes = {"none", "A", "B", "C", "repeat", "overdue"};

struct Place {
  const char* mark;
  const char* field;
  std::string RemedyPlaces::*value;
};
constexpr Place kPlaces[] = {{"{复议机关}", "reconsideration_organ", &RemedyPlaces::reconsideration_organ},
                             {"{人民法院}", "court", &RemedyPlaces::court},
                             {"{网上渠道}", "online_channel", &RemedyPlaces::online_channel}};

// A mark of a clause that no place fills would be printed as it stands.
bool HasUnknownMark(std::string text) {
  for (const Place& place : kPlaces) text = absl::StrReplaceAll(text, {{place.mark, ""}});
  return text.find_first_of("{}") != std::string::npos;
}

bool SameCase(const RemedyTable::Rule& a, const RemedyTable::Rule& b) {
  return a.remedy_class == b.remedy_class &&
         (!a.information_disclosed || !b.information_disclosed || a.information_disclosed == b.information_disclosed);
}

std::optional<RemedyTable::Rule> ReadRule(const LawRow& row, error::Violations& bad) {
  const std::optional<RemedyClass> remedy_class = ParseRemedyClass(row.fields[0]);
  const std::string& disclosed = row.fields[1];
  const std::optional<InForce> in_force = ReadInForce(row.fields[2], row.fields[3], row.place, bad);
  if (!remedy_class) bad.Add(row.place, "remedy_class must be none, A, B, C, repeat or overdue");
  if (!disclosed.empty() && disclosed != "yes" && disclosed != "no") {
    bad.Add(row.place, "information_disclosed must be yes, no or empty");
  }
  if (!remedy_class || !in_force) return std::nullopt;
  RemedyTable::Rule rule{
      .remedy_class = *remedy_class, .in_force = *in_force, .clause = row.fields[4], .article = row.fields[5]};
  if (!disclosed.empty()) rule.information_disclosed = disclosed == "yes";
  return rule;
}

absl::Status Incomplete(std::vector<error::Violation> missing) {
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     "the remedy clause lacks the organ, court or channel it names",
                     {.reason = "REMEDY_INCOMPLETE", .violations = std::move(missing)});
}

}  // namespace

std::optional<RemedyClass> ParseRemedyClass(std::string_view code) {
  const auto found = std::find(kCodes.begin(), kCodes.end(), code);
  if (found == kCodes.end()) return std::nullopt;
  return static_cast<RemedyClass>(found - kCodes.begin());
}

std::string_view Code(RemedyClass value) { return kCodes[static_cast<size_t>(value)]; }

absl::StatusOr<RemedyTable> RemedyTable::Parse(std::string_view remedies_csv, std::string_view clauses_csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> rule_rows, ReadLawTable(remedies_csv, "remedies.csv", kRemediesHeader));
  ASSIGN_OR_RETURN(const std::vector<LawRow> text_rows,
                   ReadLawTable(clauses_csv, "remedy_clauses.csv", kClausesHeader));
  RemedyTable table;
  error::Violations bad;
  for (const LawRow& row : text_rows) {
    const std::optional<InForce> in_force = ReadInForce(row.fields[1], row.fields[2], row.place, bad);
    if (HasUnknownMark(row.fields[3])) bad.Add(row.place, "the text has a mark that nothing fills");
    if (!in_force) continue;
    Text text{row.fields[0], *in_force, row.fields[3]};
    const bool overlaps = std::any_of(table.texts_.begin(), table.texts_.end(), [&](const Text& other) {
      return other.clause == text.clause && other.in_force.Overlaps(text.in_force);
    });
    if (overlaps) bad.Add(row.place, "overlaps an earlier row of the same clause");
    table.texts_.push_back(std::move(text));
  }
  for (const LawRow& row : rule_rows) {
    std::optional<Rule> rule = ReadRule(row, bad);
    if (!rule) continue;
    const bool overlaps = std::any_of(table.rules_.begin(), table.rules_.end(), [&](const Rule& other) {
      return SameCase(other, *rule) && other.in_force.Overlaps(rule->in_force);
    });
    if (overlaps) bad.Add(row.place, "overlaps an earlier row of the same class");
    if (rule->clause != kNoClause && !table.TextOn(rule->clause, rule->in_force.from)) {
      bad.Add(row.place, "the clause has no text on the first day of the rule");
    }
    table.rules_.push_back(*std::move(rule));
  }
  RETURN_IF_ERROR(bad.status());
  return table;
}

absl::StatusOr<const RemedyTable::Rule*> RemedyTable::RuleFor(const RemedyQuestion& question) const {
  for (const Rule& rule : rules_) {
    if (rule.remedy_class != question.remedy_class || !rule.in_force.Holds(question.decided)) continue;
    if (rule.information_disclosed.value_or(question.information_disclosed) == question.information_disclosed)
      return &rule;
  }
  return NotInForce("remedies.csv", Code(question.remedy_class), question.decided);
}

const RemedyTable::Text* RemedyTable::TextOn(std::string_view clause, absl::CivilDay day) const {
  const auto found = std::find_if(texts_.begin(), texts_.end(),
                                  [&](const Text& text) { return text.clause == clause && text.in_force.Holds(day); });
  return found == texts_.end() ? nullptr : &*found;
}

absl::StatusOr<std::string> RemedyTable::Clause(const RemedyQuestion& question, const RemedyPlaces& places) const {
  ASSIGN_OR_RETURN(const Rule* rule, RuleFor(question));
  if (rule->clause == kNoClause) return std::string();
  const Text* text = TextOn(rule->clause, question.decided);
  if (!text) return NotInForce("remedy_clauses.csv", rule->clause, question.decided);
  // Electronic service: the online channel too (行政复议法 art. 22(2)).
  const Text* online = question.service == ServiceMethod::kElectronic ? TextOn(kOnlineClause, question.decided) : nullptr;
  std::string clause = online ? text->text + online->text : text->text;
  std::vector<error::Violation> missing;
  for (const Place& place : kPlaces) {
    if (clause.find(place.mark) == std::string::npos) continue;
    if ((places.*place.value).empty()) missing.push_back({place.field, absl::StrCat("the clause names ", place.mark)});
  }
  if (!missing.empty()) return Incomplete(std::move(missing));
  return absl::StrReplaceAll(clause, {{kPlaces[0].mark, places.*kPlaces[0].value},
                                      {kPlaces[1].mark, places.*kPlaces[1].value},
                                      {kPlaces[2].mark, places.*kPlaces[2].value}});
}

}  // namespace disclosure::request
