// What an applicant may do against a reply (条例 art. 51, 行政复议法, 法释〔2025〕8号, 行政复议法实施条例):
// data/request/remedies.csv says which clause a class gets on a day, remedy_clauses.csv how it reads.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/time/civil_time.h"
#include "common/base/status.h"
#include "request-service/domain/law_table.h"
#include "request-service/domain/terms.h"

namespace disclosure::request {

// The nature of an outcome. What follows from it changed on 2024-01-01, 2025-06-01 and 2026-07-01.
enum class RemedyClass {
  kNone = 0,     // procedural notices; not suable (法释〔2025〕8号 art. 10(2)(二)(三))
  kA = 1,        // withheld under 条例 art. 14 to 16: reconsideration first (行政复议法 art. 23(1)(四))
  kB = 2,        // reconsideration or a direct suit (法释〔2025〕8号 art. 1)
  kC = 3,        // reconsideration; a suit is not admitted (法释〔2025〕8号 art. 10(2))
  kRepeat = 4,   // 不予重复处理: C if the information was disclosed before, else B
  kOverdue = 5,  // A': no reply in time (行政复议法实施条例 art. 30); shown in help texts
};

std::optional<RemedyClass> ParseRemedyClass(std::string_view code);
std::string_view Code(RemedyClass value);

struct RemedyQuestion {
  RemedyClass remedy_class = RemedyClass::kNone;
  bool information_disclosed = false;  // before this reply; decides kRepeat only
  absl::CivilDay decided;              // the law of the day of the reply; for kOverdue the day the period ended
  ServiceMethod service = ServiceMethod::kUnspecified;
};

// From the directory of organs.
struct RemedyPlaces {
  std::string reconsideration_organ;  // 复议机关
  std::string court;                  // 人民法院
  std::string online_channel;         // for electronic service (行政复议法 art. 22(2))
};

// Immutable; thread safe.
class RemedyTable {
 public:
  struct Rule {
    RemedyClass remedy_class = RemedyClass::kNone;
    std::optional<bool> information_disclosed;  // nullopt: the same for both
    InForce in_force;
    std::string clause;  // of remedy_clauses.csv, or "none"
    std::string article;
  };

  // BAD_REQUEST with all bad lines; two rules for one class may not overlap.
  static absl::StatusOr<RemedyTable> Parse(std::string_view remedies_csv, std::string_view clauses_csv);

  // The rule of the day; points into this table. FAILED_PRECONDITION (LAW_NOT_IN_FORCE) if there is none.
  absl::StatusOr<const Rule*> RuleFor(const RemedyQuestion& question) const;

  // The clause to print, "" for none. FAILED_PRECONDITION (REMEDY_INCOMPLETE) names every place the text
  // needs and `places` lacks.
  absl::StatusOr<std::string> Clause(const RemedyQuestion& question, const RemedyPlaces& places) const;

 private:
  struct Text {
    std::string clause;
    InForce in_force;
    std::string text;
  };

  const Text* TextOn(std::string_view clause, absl::CivilDay day) const;

  std::vector<Rule> rules_;
  std::vector<Text> texts_;
};

}  // namespace disclosure::request
