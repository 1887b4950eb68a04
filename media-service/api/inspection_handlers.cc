#include "media-service/api/inspection_handlers.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/inspection_work.h"
#include "media-service/api/rights.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostText = 500;
constexpr size_t kMostEvidence = 2048;
constexpr int kMostFindings = 20;
constexpr int kMostRounds = 99;  // of a quarter
constexpr int kNamedUnjudged = 20;

absl::StatusOr<InspectionRound> RoundFromProto(const v1::InspectionRound& message, const std::string& division, absl::CivilDay today) {
  error::Violations bad;
  InspectionRound round{.division = division, .sample_percent = message.sample_percent(), .seed = message.seed()};
  const std::optional<Quarter> quarter = ParseQuarter(message.quarter());
  const std::optional<absl::CivilDay> day = ParseDate(message.monitor_on());
  if (!quarter) bad.Add("inspection_round.quarter", "must be like 2026Q3");
  if (!day) bad.Add("inspection_round.monitor_on", "must be a date, as in 2026-09-30");
  RETURN_IF_ERROR(bad.status());
  round.quarter = *quarter;
  round.monitor_on = *day;
  round.coverage = v1::InspectionRound::Coverage_IsValid(message.coverage()) ? static_cast<Coverage>(message.coverage()) : Coverage::kUnspecified;
  CheckRound(round, "inspection_round", today, bad);
  RETURN_IF_ERROR(bad.status());
  return round;
}

std::vector<RoundFinding> FindingsFromProto(const v1::RecordInspectionRequest& request, const std::vector<InspectionRule>& rules, absl::CivilDay today,
                                            const std::string& finder, error::Violations& bad) {
  std::vector<RoundFinding> out;
  if (request.findings_size() > kMostFindings) bad.Add("findings", absl::StrCat("must be at most ", kMostFindings));
  for (int i = 0; i < request.findings_size(); ++i) {
    const v1::InspectionFinding& finding = request.findings(i);
    const auto field = [i](const char* name) { return absl::StrCat("findings[", i, "].", name); };
    const std::optional<absl::CivilDay> day = ParseDate(finding.observed_on());
    if (FindRule(rules, finding.rule()) == nullptr) bad.Add(field("rule"), "is no rule that is in force for the account and its kind");
    if (!day || *day > today) bad.Add(field("observed_on"), "must be a date that is not in the future");
    CheckText(bad, field("text"), finding.text(), kMostText);
    RequireText(bad, field("evidence"), finding.evidence(), kMostEvidence);
    CheckText(bad, field("evidence"), finding.evidence(), kMostEvidence);
    out.push_back({.id = "", .rule = finding.rule(), .text = finding.text(), .evidence = finding.evidence(), .observed_on = day.value_or(today),
                   .finder = finder});
  }
  return out;
}

absl::Status CheckRoundOpen(const InspectionRound& round) {
  if (round.state == RoundState::kOpen) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, round.state == RoundState::kCancelled ? "这一轮检查已经撤销" : "这一轮检查已经结束", {.reason = "ROUND_CLOSED"});
}

// What a person found before goes when he looks again; what others found, and what was computed, stays.
Judgement WithoutThoseOf(const std::string& finder, Judgement judgement) {
  auto& findings = judgement.findings;
  findings.erase(std::remove_if(findings.begin(), findings.end(), [&](const RoundFinding& finding) { return finding.finder == finder; }), findings.end());
  return judgement;
}

std::vector<WorkOrder> OrdersFor(const InspectionRound& round, const std::vector<InspectionRow>& failed, int serial, int year, absl::CivilDay deadline,
                                 absl::Time now) {
  std::vector<WorkOrder> orders;
  for (const InspectionRow& row : failed) {
    orders.push_back({.division = round.division, .year = year, .serial = serial++, .round = round.id, .account = row.inspection.account,
                      .host = row.host, .state = *NextOrderState(OrderState::kNone, OrderAct::kIssue), .deadline = deadline, .version = 1,
                      .create_time = now});
  }
  return orders;
}

}  // namespace

absl::StatusOr<v1::ListInspectionRulesResponse> InspectionHandlers::ListInspectionRules(const Call& call, const v1::ListInspectionRulesRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  const std::optional<absl::CivilDay> day = request.day().empty() ? LocalDay(backend_.clock.Now()) : ParseDate(request.day());
  if (!day) return error::BadRequest({{"day", "must be a date, as in 2026-09-18"}});
  v1::ListInspectionRulesResponse response;
  for (const InspectionRule& rule : backend_.rules.inspection.Of(ids[0], *day)) *response.add_rules() = ToProto(rule);
  return response;
}

absl::StatusOr<v1::InspectionRound> InspectionHandlers::CreateInspectionRound(const Call& call, const v1::CreateInspectionRoundRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/false));
  const absl::Time now = backend_.clock.Now();
  ASSIGN_OR_RETURN(const InspectionRound asked, RoundFromProto(request.inspection_round(), ids[0], LocalDay(now)));
  return WriteOnce<v1::InspectionRound>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::InspectionRound> {
    InspectionRound round = asked;
    ASSIGN_OR_RETURN(const int serial, writer.NextSerial(round.division, absl::StrCat("round", QuarterName(round.quarter)), round.quarter.year));
    if (serial > kMostRounds) return error::Make(absl::StatusCode::kResourceExhausted, "这个季度的检查轮次太多", {.reason = "TOO_MANY_ROUNDS"});
    round.id = absl::StrFormat("%s-%02d", QuarterName(round.quarter), serial);
    round.creator = call.caller.subject;
    round.create_time = now;
    round.version = 1;
    ASSIGN_OR_RETURN(const DrawnRound drawn, DrawRound(backend_, writer, round));
    RETURN_IF_ERROR(writer.InsertRound(round, drawn.registered));
    RETURN_IF_ERROR(writer.InsertInspections(round.division, round.id, drawn.rows));
    ASSIGN_OR_RETURN(const auto results, writer.CountResults(round.division, round.id));
    return ToProto(round, results);
  });
}

absl::StatusOr<v1::InspectionRound> InspectionHandlers::GetInspectionRound(const Call& call, const v1::GetInspectionRoundRequest& request) {
  ASSIGN_OR_RETURN(const RoundId id, ParseRoundName(request.name(), "name"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, id.division, /*reading=*/true));
  v1::InspectionRound response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const InspectionRound round, reader.GetRound(id.division, id.id));
    ASSIGN_OR_RETURN(const auto results, reader.CountResults(id.division, id.id));
    response = ToProto(round, results);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::ListInspectionRoundsResponse> InspectionHandlers::ListInspectionRounds(const Call& call, const v1::ListInspectionRoundsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/true));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("inspectionRounds ", ids[0]);
  ASSIGN_OR_RETURN(const std::string before, ParsePageToken(request.page_token(), bound_to));
  v1::ListInspectionRoundsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(std::vector<InspectionRound> rounds, reader.ListRounds(ids[0], before, size + 1));
    if (static_cast<int>(rounds.size()) > size) {
      rounds.resize(size);
      response.set_next_page_token(MakePageToken(rounds.back().id, bound_to));
    }
    for (const InspectionRound& round : rounds) {
      ASSIGN_OR_RETURN(const auto results, reader.CountResults(round.division, round.id));
      *response.add_inspection_rounds() = ToProto(round, results);
    }
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::ListInspectionsResponse> InspectionHandlers::ListInspections(const Call& call, const v1::ListInspectionsRequest& request) {
  ASSIGN_OR_RETURN(const RoundId id, ParseRoundName(request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, id.division, /*reading=*/true));
  if (!v1::Inspection::Result_IsValid(request.result())) return error::BadRequest({{"result", "must be one of the results"}});
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("inspections ", request.parent(), " ", static_cast<int>(request.result()));
  ASSIGN_OR_RETURN(const std::string after, ParsePageToken(request.page_token(), bound_to));
  const bool all = request.result() == v1::Inspection::RESULT_UNSPECIFIED;
  const std::optional<Result> result = all ? std::nullopt : std::optional(static_cast<Result>(request.result()));
  v1::ListInspectionsResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    RETURN_IF_ERROR(reader.GetRound(id.division, id.id).status());
    ASSIGN_OR_RETURN(std::vector<InspectionRow> rows, reader.ListInspections(id.division, id.id, result, after, size + 1));
    if (static_cast<int>(rows.size()) > size) {
      rows.resize(size);
      response.set_next_page_token(MakePageToken(rows.back().inspection.account, bound_to));
    }
    for (const InspectionRow& row : rows) {
      *response.add_inspections() = ToProto(row);
      HideEvidence(backend_, call.caller, id.division, row.host, *response.mutable_inspections()->rbegin());
    }
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::Inspection> InspectionHandlers::RecordInspection(const Call& call, const v1::RecordInspectionRequest& request) {
  ASSIGN_OR_RETURN(const RoundId id, ParseRoundName(request.round(), "round"));
  ASSIGN_OR_RETURN(const std::vector<std::string> uids, ParseName(kAccountName, request.account(), "account"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, id.division, /*reading=*/false));
  return WriteOnce<v1::Inspection>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::Inspection> {
    ASSIGN_OR_RETURN(const InspectionRound round, writer.GetRound(id.division, id.id));
    RETURN_IF_ERROR(CheckRoundOpen(round));
    ASSIGN_OR_RETURN(std::optional<InspectionRow> row, writer.FindInspection(id.division, id.id, uids[0]));
    if (!row) return error::Make(absl::StatusCode::kFailedPrecondition, "这一轮没有抽到这个账号", {.reason = "NOT_DRAWN"});
    ASSIGN_OR_RETURN(const Account account, writer.GetAccount(uids[0]));
    const std::vector<InspectionRule> rules = RulesFor(backend_, account, row->inspection.platform, round.monitor_on);
    error::Violations bad;
    const std::vector<RoundFinding> found = FindingsFromProto(request, rules, LocalDay(backend_.clock.Now()), call.caller.subject, bad);
    RETURN_IF_ERROR(bad.status());
    row->inspection.judgement = JudgedByPerson(WithoutThoseOf(call.caller.subject, std::move(row->inspection.judgement)), found, rules);
    row->by_person = true;
    RETURN_IF_ERROR(writer.UpdateInspection(id.division, id.id, *row));
    return ToProto(*row);
  });
}

absl::StatusOr<v1::InspectionRound> InspectionHandlers::CancelInspectionRound(const Call& call, const v1::CancelInspectionRoundRequest& request) {
  ASSIGN_OR_RETURN(const RoundId id, ParseRoundName(request.name(), "name"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, id.division, /*reading=*/false));
  return WriteOnce<v1::InspectionRound>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::InspectionRound> {
    ASSIGN_OR_RETURN(InspectionRound round, writer.GetRound(id.division, id.id));
    if (!request.etag().empty() && request.etag() != Etag(round.version)) return error::EtagMismatch(request.name(), request.etag(), Etag(round.version));
    RETURN_IF_ERROR(CheckRoundOpen(round));
    round.state = RoundState::kCancelled;
    round.close_time = backend_.clock.Now();
    ++round.version;
    RETURN_IF_ERROR(writer.UpdateRound(round));
    ASSIGN_OR_RETURN(const auto results, writer.CountResults(id.division, id.id));
    return ToProto(round, results);
  });
}

absl::StatusOr<v1::InspectionRound> InspectionHandlers::CloseInspectionRound(const Call& call, const v1::CloseInspectionRoundRequest& request) {
  ASSIGN_OR_RETURN(const RoundId id, ParseRoundName(request.name(), "name"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, id.division, /*reading=*/false));
  const absl::Time now = backend_.clock.Now();
  const std::optional<absl::CivilDay> deadline = ParseDate(request.rectify_by());
  if (!deadline || *deadline < LocalDay(now)) return error::BadRequest({{"rectify_by", "must be a date that is not past"}});
  return WriteOnce<v1::InspectionRound>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::InspectionRound> {
    ASSIGN_OR_RETURN(InspectionRound round, writer.GetRound(id.division, id.id));
    if (!request.etag().empty() && request.etag() != Etag(round.version)) return error::EtagMismatch(request.name(), request.etag(), Etag(round.version));
    RETURN_IF_ERROR(CheckRoundOpen(round));
    ASSIGN_OR_RETURN(const std::vector<InspectionRow> unjudged, writer.ListInspections(id.division, id.id, Result::kUnjudged, "", kNamedUnjudged));
    if (!unjudged.empty()) {
      const std::string names = absl::StrJoin(unjudged, ",", [](std::string* out, const InspectionRow& row) { absl::StrAppend(out, AccountName(row.inspection.account)); });
      return error::Make(absl::StatusCode::kFailedPrecondition, "还有账号没有检查结果，请先人工检查", {.reason = "ROUND_UNJUDGED", .metadata = {{"accounts", names}}});
    }
    ASSIGN_OR_RETURN(const auto results, writer.CountResults(id.division, id.id));
    const auto failed_count = results.find(Result::kFailed);
    const int count = failed_count == results.end() ? 0 : static_cast<int>(failed_count->second);
    if (count > 0) {
      ASSIGN_OR_RETURN(const std::vector<InspectionRow> failed, writer.ListInspections(id.division, id.id, Result::kFailed, "", count));
      const int year = static_cast<int>(LocalDay(now).year());
      ASSIGN_OR_RETURN(const int serial, writer.NextSerials(round.division, "order", year, count));
      RETURN_IF_ERROR(writer.InsertWorkOrders(OrdersFor(round, failed, serial, year, *deadline, now)));
    }
    round.state = RoundState::kClosed;
    round.close_time = now;
    round.rectify_by = deadline;
    ++round.version;
    RETURN_IF_ERROR(writer.UpdateRound(round));
    return ToProto(round, results);
  });
}

}  // namespace disclosure::media
