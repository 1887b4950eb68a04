#include "request-service/api/desk_query.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "request-service/api/case_work.h"
#include "request-service/api/convert.h"
#include "request-service/domain/warnings.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr char kDivisionName[] = "divisions/*";
constexpr size_t kLongestText = 100;
constexpr size_t kLongestHandler = 255;
constexpr int kMostStates = 11;

// "330108-jyj" belongs to 330108 and to 3301; "330108001-jdb" to the street and to both.
bool IsWithin(const std::string& organ, const std::string& division) {
  return absl::StartsWith(organ.substr(0, organ.find('-')), division);
}

std::optional<absl::CivilDay> OptionalDay(error::Violations& bad, std::string_view field, const std::string& text) {
  if (text.empty()) return std::nullopt;
  return ParseDay(bad, field, text);
}

std::vector<State> StatesOf(error::Violations& bad, const v1::RequestFilter& filter) {
  std::vector<State> states;
  if (filter.states_size() > kMostStates) bad.Add("filter.states", "must have each state once");
  for (const int state : filter.states()) {
    if (!v1::State_IsValid(state) || state == v1::STATE_UNSPECIFIED) {
      bad.Add("filter.states", "has one that is none of the states");
    } else {
      states.push_back(static_cast<State>(state));
    }
  }
  std::sort(states.begin(), states.end());
  states.erase(std::unique(states.begin(), states.end()), states.end());
  return states;
}

void Narrow(const DueDays& by, DueDays& days) {
  if (by.from) days.from = days.from ? std::max(*days.from, *by.from) : *by.from;
  if (by.to) days.to = days.to ? std::min(*days.to, *by.to) : *by.to;
}

// An answer to this question would tell who asked for what.
absl::Status CheckMayAskForApplicant(const Backend& backend, const Call& call, const DeskScope& scope) {
  for (const std::string& organ : scope.organs) {
    if (SeesApplicants(backend, call, organ)) continue;
    return error::Make(absl::StatusCode::kPermissionDenied, absl::StrCat("不办理本机关申请的人，不能按证件号码查找申请人：organs/", organ),
                       {.reason = "APPLICANT_NOT_SHOWN",
                        .metadata = {{"method", call.method}, {"organ", organ}},
                        .violations = {{"filter.identity_number", "请去掉证件号码，或者只查本机关的申请"}}});
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<OrganScope>> Scopes(const Backend& backend, const Call& call, const DeskScope& scope, const v1::RequestFilter& filter,
                                               DueDays due) {
  if (filter.overdue()) Narrow({.to = scope.today - 1}, due);
  std::vector<OrganScope> out;
  for (const std::string& organ : scope.organs) {
    out.push_back({organ, due, SeesApplicants(backend, call, organ)});
    if (filter.colour() == v1::COLOUR_UNSPECIFIED) continue;
    ASSIGN_OR_RETURN(const DueDays coloured, DueDaysOf(static_cast<Colour>(filter.colour()), scope.today, backend.warnings,
                                                       scope.view->calendar, scope.DivisionOf(organ)));
    Narrow(coloured, out.back().due);
  }
  return out;
}

}  // namespace

absl::StatusOr<DeskScope> OpenScope(const Backend& backend, const Call& call, const std::string& parent) {
  DeskScope scope{.division = absl::StartsWith(parent, "divisions/"), .today = LocalDay(backend.clock.Now()), .view = backend.reference.Get()};
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(scope.division ? kDivisionName : kOrganName, parent, "parent"));
  if (!scope.division) {
    RETURN_IF_ERROR(CheckOrgan(backend, call, ids[0], /*reading=*/true));
    if (scope.view->organs.count(ids[0]) == 0) return error::NotFound(parent);
    scope.organs = ids;
    return scope;
  }
  RETURN_IF_ERROR(CheckDivision(backend, call, ids[0], /*reading=*/true));
  for (const auto& [code, organ] : scope.view->organs) {
    if (IsWithin(code, ids[0])) scope.organs.push_back(code);
  }
  if (scope.organs.empty()) return error::NotFound(parent);
  std::sort(scope.organs.begin(), scope.organs.end());
  return scope;
}

absl::StatusOr<RequestQuery> ParseQuery(const Backend& backend, const Call& call, const DeskScope& scope, const v1::RequestFilter& filter) {
  error::Violations bad;
  RequestQuery query{.states = StatesOf(bad, filter),
                     .received = {OptionalDay(bad, "filter.received_from", filter.received_from()),
                                  OptionalDay(bad, "filter.received_to", filter.received_to())},
                     .handler = filter.handler(),
                     .number = ParseNumber(filter.text()),
                     .order = scope.division ? RequestOrder::kCreated : RequestOrder::kNumber};
  if (query.received.from || query.received.to) query.order = RequestOrder::kReceived;
  const DueDays due{OptionalDay(bad, "filter.due_from", filter.due_from()), OptionalDay(bad, "filter.due_to", filter.due_to())};
  CheckWritten(bad, "filter.handler", filter.handler(), kLongestHandler);
  CheckWritten(bad, "filter.text", filter.text(), kLongestText);
  CheckWritten(bad, "filter.identity_number", filter.identity_number(), kLongestText);
  if (!v1::Colour_IsValid(filter.colour())) bad.Add("filter.colour", "is none of the colours");
  if (!query.number) query.text = filter.text();
  if (!filter.identity_number().empty()) {
    query.applicant_index = ApplicantIndex(backend.vault, filter.identity_number());
    if (query.applicant_index.empty()) bad.Add("filter.identity_number", "must have a letter or a digit");
  }
  RETURN_IF_ERROR(bad.status());
  if (!query.applicant_index.empty()) RETURN_IF_ERROR(CheckMayAskForApplicant(backend, call, scope));
  ASSIGN_OR_RETURN(query.organs, Scopes(backend, call, scope, filter, due));
  return query;
}

ListPlace PlaceOf(const RequestRow& row) {
  return {row.key, row.create_time, row.due.value_or(absl::CivilDay()), row.received.value_or(absl::CivilDay())};
}

std::string PlaceText(const RequestRow& row) {
  return absl::StrCat(DayText(row.due), "|", absl::ToUnixMicros(row.create_time), "|", Number(row.key), "|", DayText(row.received));
}

std::optional<ListPlace> ParsePlace(std::string_view text) {
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(text.data(), text.size()), '|');
  int64_t micros = 0;
  if (parts.size() != 4 || !absl::SimpleAtoi(parts[1], &micros)) return std::nullopt;
  const std::optional<RequestKey> key = ParseNumber(parts[2]);
  if (!key) return std::nullopt;
  return ListPlace{*key, absl::FromUnixMicros(micros), ParseDate(parts[0]).value_or(absl::CivilDay()),
                   ParseDate(parts[3]).value_or(absl::CivilDay())};
}

Colour ColourOf(const RequestRow& row, const DeskScope& scope, const WarningLevels& levels) {
  if (!row.due) return Colour::kNone;
  return ColourOf(*row.due, scope.today, levels, scope.view->calendar, scope.DivisionOf(row.key.organ)).value_or(Colour::kNone);
}

bool SeesApplicants(const Backend& backend, const Call& call, const std::string& organ) {
  const Caller& caller = call.caller;
  return WorksFor(backend, caller, organ) && (caller.Has("clerk") || caller.Has("handler") || caller.Has("reviewer") || caller.Has("approver"));
}

}  // namespace disclosure::request
