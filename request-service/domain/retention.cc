#include "request-service/domain/retention.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"
#include "request-service/domain/law_table.h"

namespace disclosure::request {
namespace {

constexpr std::string_view kNobody = "已匿名";
constexpr int kMostYears = 100;

struct Counted {
  std::string_view code;
  std::string_view from;
};
constexpr Counted kRules[] = {{kKeepApplicant, "closed"}, {kKeepAccessLog, "recorded"}};

bool IsRule(std::string_view code, std::string_view from) {
  return std::any_of(std::begin(kRules), std::end(kRules), [&](const Counted& rule) { return rule.code == code && rule.from == from; });
}

struct Redaction {
  std::string_view instead;

  // A text that was left blank stays so.
  void Blank(std::string& text) const {
    if (!text.empty()) text = instead;
  }

  // "organs/330108-tjj" of the directory stays; a name that somebody wrote goes.
  void BlankOrgan(std::string& organ) const {
    constexpr std::string_view kPrefix = "organs/";
    const std::string_view written = organ;
    const bool code = written.starts_with(kPrefix) && std::all_of(written.begin() + kPrefix.size(), written.end(), [](unsigned char c) {
                        return absl::ascii_isalnum(c) || c == '-';
                      });
    if (!code) Blank(organ);
  }

  void operator()(ReceiptConfirmed& event) { Blank(event.act); }
  void operator()(CorrectionRequired& event) {
    for (std::string& item : event.items) Blank(item);
    Blank(event.guidance);
  }
  void operator()(CorrectionSupplied& event) { Blank(event.text); }
  void operator()(ReasonsRequired& event) { Blank(event.span); }
  void operator()(ReasonsGiven& event) { Blank(event.reasons); }
  void operator()(ReasonsWeighed& event) { Blank(event.assessment); }
  void operator()(Consulted& event) { Blank(event.party); }
  void operator()(ConsultationAnswered& event) { Blank(event.reasons); }
  void operator()(Extended& event) { Blank(event.reason); }
  void operator()(InformationTransferred& event) {
    BlankOrgan(event.organ);
    Blank(event.note);
  }
  void operator()(FeePaid& event) { Blank(event.receipt); }
  void operator()(SentBack& event) { Blank(event.note); }
  void operator()(Approved& event) { Blank(event.note); }
  void operator()(Served& event) { Blank(event.evidence); }
  void operator()(Withdrawn& event) { Blank(event.reason); }
  void operator()(RecordCorrectionAnswered& event) {
    Blank(event.record);
    Blank(event.reasons);
    BlankOrgan(event.organ);
  }
  void operator()(ItemsCounted& event) { Blank(event.reason); }
  void operator()(ApplicantCorrected& event) { Blank(event.reason); }
  void operator()(ApplicantReceived& event) { Blank(event.evidence); }
  void operator()(Reviewed& event) { Blank(event.note); }
  template <typename Other>  // has no text
  void operator()(Other&) {}
};

}  // namespace

absl::StatusOr<RetentionTable> RetentionTable::Parse(std::string_view csv) {
  ASSIGN_OR_RETURN(const std::vector<LawRow> lines, ReadLawTable(csv, "retention.csv", "code,keeps_years,counted_from,article,effective_from,note"));
  RetentionTable table;
  error::Violations bad;
  for (const LawRow& line : lines) {
    Row row{.code = line.fields[0]};
    const std::optional<int64_t> years = WholeNumber(line.fields[1], kMostYears);
    if (!IsRule(row.code, line.fields[2])) bad.Add(line.place, absl::StrCat("\"", row.code, "\" from \"", line.fields[2], "\" is no rule"));
    if (!years || *years == 0) bad.Add(line.place, absl::StrCat("keeps_years must be 1 to ", kMostYears));
    row.years = static_cast<int>(years.value_or(0));
    if (const auto in_force = ReadInForce(line.fields[4], "", line.place, bad)) row.from = in_force->from;
    table.rows_.push_back(std::move(row));
  }
  RETURN_IF_ERROR(bad.status());
  std::stable_sort(table.rows_.begin(), table.rows_.end(), [](const Row& a, const Row& b) { return a.from < b.from; });
  return table;
}

absl::StatusOr<absl::CivilDay> RetentionTable::Cutoff(std::string_view code, absl::CivilDay today) const {
  int years = 0;
  for (const Row& row : rows_) {
    if (row.code == code && row.from <= today) years = row.years;
  }
  if (years == 0) return NotInForce("retention.csv", code, today);
  return absl::CivilDay(today.year() - years, today.month(), today.day());
}

bool PastItsTime(State state, std::span<const Event> events, absl::CivilDay cutoff) {
  if (state != State::kClosed || events.empty()) return false;
  if (std::holds_alternative<Anonymised>(events.back().data)) return false;
  // The last act of a closed request closed it, or shows that the file was still in use.
  return LocalDay(events.back().time) < cutoff;
}

EventData Redacted(EventData data, std::string_view instead) {
  std::visit(Redaction{instead}, data);
  return data;
}

Applicant Redacted(const Applicant& applicant) { return {.applicant_class = applicant.applicant_class, .name = std::string(kNobody)}; }

Wanted Redacted(const Wanted& wanted) {
  Wanted redacted = wanted;
  const Redaction redaction{kRedactedText};
  redaction.Blank(redacted.subject);
  redaction.Blank(redacted.purpose);
  return redacted;
}

}  // namespace disclosure::request
