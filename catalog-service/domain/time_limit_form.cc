// The normal form as text and as values: ParseNormalForm and Format are inverse.
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "catalog-service/domain/time_limit.h"
#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::catalog {
namespace {

constexpr int kMaxAmount = 9999;

constexpr std::array<std::string_view, 20> kEventAnchors = {
    "decision_made",        "npc_approved",         "finance_approved",    "request_received",
    "land_approval_received", "land_notice",        "land_fieldwork_start", "survey_finished",
    "allocation_fixed",     "procedure_finished",   "supplier_fixed",      "contract_signed",
    "project_ended",        "auction_finished",     "payment_voucher",     "received_by_unit",
    "related_doc_published", "major_decision_made", "meeting",             "unspecified"};

// In the order in which they are written.
constexpr std::array<std::string_view, 4> kAtoms = {"made", "obtained", "formed", "changed"};

struct PlainTerm {
  std::string_view word;
  TermKind kind;
};
constexpr std::array<PlainTerm, 8> kPlainTerms = {{{"realtime", TermKind::kRealtime},
                                                   {"prompt", TermKind::kPrompt},
                                                   {"progress", TermKind::kProgress},
                                                   {"dynamic", TermKind::kDynamic},
                                                   {"longterm", TermKind::kLongterm},
                                                   {"permanent", TermKind::kPermanent},
                                                   {"same", TermKind::kSame},
                                                   {"text", TermKind::kText}}};

struct UnitName {
  std::string_view name;
  TimeUnit unit;
};
constexpr std::array<UnitName, 4> kWithinUnits = {{{"wd", TimeUnit::kWorkingDay},
                                                   {"cd", TimeUnit::kDay},
                                                   {"mo", TimeUnit::kMonth},
                                                   {"hr", TimeUnit::kHour}}};
constexpr std::array<UnitName, 4> kPeriodUnits = {{{"D", TimeUnit::kDay},
                                                   {"W", TimeUnit::kWeek},
                                                   {"M", TimeUnit::kMonth},
                                                   {"Y", TimeUnit::kYear}}};

template <typename Table>
std::string_view NameOf(const Table& table, TimeUnit unit) {
  for (const UnitName& entry : table) {
    if (entry.unit == unit) return entry.name;
  }
  return {};
}

template <typename Table>
bool FindUnit(const Table& table, std::string_view name, TimeUnit& unit) {
  for (const UnitName& entry : table) {
    if (entry.name == name) {
      unit = entry.unit;
      return true;
    }
  }
  return false;
}

bool Consume(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Splits off what stands before `separator`; all of `text` if there is none.
std::string_view TakeUntil(std::string_view& text, char separator) {
  const size_t end = text.find(separator);
  const std::string_view head = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return head;
}

// 1 to kMaxAmount, without leading zeros.
bool TakeAmount(std::string_view& text, int& amount) {
  amount = 0;
  size_t length = 0;
  while (length < text.size() && text[length] >= '0' && text[length] <= '9' && amount <= kMaxAmount) {
    amount = amount * 10 + (text[length++] - '0');
  }
  const bool good = length > 0 && text[0] != '0' && amount <= kMaxAmount;
  text.remove_prefix(length);
  return good;
}

bool ParseTwoDigits(std::string_view text, int low, int high, int& value) {
  if (text.size() != 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9') return false;
  value = (text[0] - '0') * 10 + (text[1] - '0');
  return value >= low && value <= high;
}

int DaysOfMonth(int month) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kDays[month - 1];
}

// "P1W", "20wd"
bool ParsePeriod(std::string_view text, Term& term) {
  if (Consume(text, "P")) return TakeAmount(text, term.amount) && FindUnit(kPeriodUnits, text, term.unit);
  term.unit = TimeUnit::kWorkingDay;
  return TakeAmount(text, term.amount) && text == "wd";
}

bool ParseAnchor(std::string_view text, Term& term) {
  term.anchor = text;
  return IsTimeLimitAnchor(text);
}

bool ParseYearly(std::string_view text, Term& term) {
  const std::string_view month = TakeUntil(text, '-');
  return ParseTwoDigits(month, 1, 12, term.month) &&
         ParseTwoDigits(text, 1, DaysOfMonth(term.month), term.day);
}

bool IsFreeText(std::string_view text) {
  return !text.empty() && text.find_first_of("[];+") == std::string_view::npos;
}

bool ParseTerm(std::string_view text, Term& term) {
  for (const PlainTerm& plain : kPlainTerms) {
    if (text == plain.word) {
      term.kind = plain.kind;
      return true;
    }
  }
  if (Consume(text, "prompt@")) {
    term.kind = TermKind::kPrompt;
    return ParseAnchor(text, term);
  }
  if (Consume(text, "at@")) {
    term.kind = TermKind::kAt;
    return ParseAnchor(text, term);
  }
  if (Consume(text, "with@")) {
    term.kind = TermKind::kWith;
    term.companion = text;
    return IsFreeText(text);
  }
  if (Consume(text, "yearly:")) {
    term.kind = TermKind::kYearly;
    return ParseYearly(text, term);
  }
  if (Consume(text, "monthly:")) {
    term.kind = TermKind::kMonthly;
    return ParseTwoDigits(text, 1, 31, term.day);
  }
  if (Consume(text, "cycle:")) {
    term.kind = TermKind::kCycle;
    return ParsePeriod(text, term);
  }
  if (Consume(text, "before:")) {
    term.kind = TermKind::kBefore;
    const std::string_view period = TakeUntil(text, '@');
    return ParsePeriod(period, term) && term.unit != TimeUnit::kYear && ParseAnchor(text, term);
  }
  term.kind = TermKind::kWithin;
  const std::string_view unit = TakeUntil(text, ':');
  return FindUnit(kWithinUnits, unit, term.unit) && TakeAmount(text, term.amount) && Consume(text, "@") &&
         ParseAnchor(text, term);
}

bool ParseMinimum(std::string_view text, std::optional<MinimumTime>& minimum) {
  if (minimum.has_value()) return false;
  minimum.emplace();
  if (!TakeAmount(text, minimum->amount)) return false;
  minimum->unit = text == "wd" ? TimeUnit::kWorkingDay : TimeUnit::kDay;
  return text == "wd" || text == "cd";
}

enum class FlagResult { kNotAFlag, kGood, kBad };

FlagResult ParseFlag(std::string_view text, Term& term) {
  const auto result = [](bool good) { return good ? FlagResult::kGood : FlagResult::kBad; };
  if (Consume(text, "notice>=")) return result(ParseMinimum(text, term.notice));
  if (Consume(text, "consult>=")) return result(ParseMinimum(text, term.consult));
  if (text == "unless_law") return result(!std::exchange(term.unless_law, true));
  if (text == "keep:longterm") return result(!std::exchange(term.keep_longterm, true));
  if (Consume(text, "place:")) {
    const bool first = term.place.empty();
    term.place = text;
    return result(first && IsFreeText(text));
  }
  return FlagResult::kNotAFlag;
}

bool ParseClause(std::string_view text, Term& term) {
  if (Consume(text, "[")) {
    const size_t end = text.find(']');
    if (end == std::string_view::npos) return false;
    term.scope = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (!IsFreeText(term.scope)) return false;
  }
  if (text.empty() || text.back() == '+') return false;
  for (bool first = true; !text.empty(); first = false) {
    const std::string_view part = TakeUntil(text, '+');
    const FlagResult flag = ParseFlag(part, term);
    if (flag == FlagResult::kBad) return false;
    if (flag == FlagResult::kNotAFlag && !(first && ParseTerm(part, term))) return false;
  }
  return true;
}

std::string FormatPeriod(const Term& term) {
  if (term.unit == TimeUnit::kWorkingDay) return absl::StrCat(term.amount, "wd");
  const std::string_view unit = NameOf(kPeriodUnits, term.unit);
  return absl::StrCat("P", term.amount, std::string(unit));
}

std::string TwoDigits(int value) { return absl::StrCat(absl::Dec(value, absl::kZeroPad2)); }

std::string FormatTerm(const Term& term) {
  switch (term.kind) {
    case TermKind::kNone:
      return "";
    case TermKind::kWithin:
      return absl::StrCat(std::string(NameOf(kWithinUnits, term.unit)), ":", term.amount, "@", term.anchor);
    case TermKind::kBefore:
      return absl::StrCat("before:", FormatPeriod(term), "@", term.anchor);
    case TermKind::kAt:
      return absl::StrCat("at@", term.anchor);
    case TermKind::kYearly:
      return absl::StrCat("yearly:", TwoDigits(term.month), "-", TwoDigits(term.day));
    case TermKind::kMonthly:
      return absl::StrCat("monthly:", TwoDigits(term.day));
    case TermKind::kCycle:
      return absl::StrCat("cycle:", FormatPeriod(term));
    case TermKind::kWith:
      return absl::StrCat("with@", term.companion);
    case TermKind::kPrompt:
      return term.anchor.empty() ? "prompt" : absl::StrCat("prompt@", term.anchor);
    default:
      break;
  }
  for (const PlainTerm& plain : kPlainTerms) {
    if (plain.kind == term.kind) return std::string(plain.word);
  }
  return "";
}

std::string FormatMinimum(std::string_view name, const MinimumTime& minimum) {
  return absl::StrCat(std::string(name), ">=", minimum.amount,
                      minimum.unit == TimeUnit::kWorkingDay ? "wd" : "cd");
}

}  // namespace

bool IsTimeLimitAnchor(std::string_view anchor) {
  for (const std::string_view event : kEventAnchors) {
    if (anchor == event) return true;
  }
  size_t next_atom = 0;
  while (!anchor.empty()) {
    const size_t before = anchor.size();
    const std::string_view atom = TakeUntil(anchor, '|');
    if (atom.size() + 1 == before) return false;  // ends in '|'
    while (next_atom < kAtoms.size() && kAtoms[next_atom] != atom) ++next_atom;
    if (next_atom == kAtoms.size()) return false;
    ++next_atom;
  }
  return next_atom > 0;
}

absl::StatusOr<std::vector<Term>> ParseNormalForm(std::string_view form) {
  std::vector<Term> terms;
  error::Violations violations;
  bool more = !form.empty();
  while (more) {
    more = form.find(';') != std::string_view::npos;
    Term term;
    if (!ParseClause(TakeUntil(form, ';'), term)) {
      violations.Add(absl::StrCat("time_limits[", terms.size(), "]"),
                     "not a clause of the normal form (data/catalogue/time_limit_forms.md)");
    }
    terms.push_back(std::move(term));
  }
  RETURN_IF_ERROR(violations.status());
  return terms;
}

std::string Format(const Term& term) {
  std::string text = FormatTerm(term);
  const auto add_flag = [&text](const std::string& flag) {
    absl::StrAppend(&text, text.empty() ? "" : "+", flag);
  };
  if (term.notice.has_value()) add_flag(FormatMinimum("notice", *term.notice));
  if (term.consult.has_value()) add_flag(FormatMinimum("consult", *term.consult));
  if (term.unless_law) add_flag("unless_law");
  if (term.keep_longterm) add_flag("keep:longterm");
  if (!term.place.empty()) add_flag(absl::StrCat("place:", term.place));
  return term.scope.empty() ? text : absl::StrCat("[", term.scope, "]", text);
}

std::string Format(const std::vector<Term>& terms) {
  std::string text;
  for (const Term& term : terms) {
    if (!text.empty()) text += ';';
    text += Format(term);
  }
  return text;
}

}  // namespace disclosure::catalog
