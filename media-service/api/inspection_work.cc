#include "media-service/api/inspection_work.h"

#include <random>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "media-service/api/rights.h"
#include "media-service/domain/activity.h"

namespace disclosure::media {
namespace {

// Looks that can say something of a monitoring day: as old as the longest rule, and a margin for the one before.
constexpr int kWindowDays = 100;

RuleClass ClassOf(const Backend& backend, const std::string& platform) {
  const Platform* found = backend.rules.platforms.Find(platform);
  return found == nullptr ? RuleClass::kPublishing : found->rule_class;
}

// Of the host where the directory has it, else of the register.
std::string LevelOfAccount(const Backend& backend, const RegisteredAccount& account) {
  const auto view = backend.reference.Get();
  const Organ* host = view->Find(account.host.organ);
  return std::string(LevelOf(host == nullptr ? account.division : host->division));
}

InspectionRow RowOf(const Backend& backend, const RegisteredAccount& account) {
  return {.inspection = {.account = account.uid, .name = account.name, .platform = account.platform, .host = account.host.text,
                         .level = LevelOfAccount(backend, account), .judgement = {}},
          .host = account.host.organ,
          .by_person = false};
}

std::vector<RegisteredAt> RegisteredOf(const Backend& backend, const std::vector<RegisteredAccount>& accounts) {
  std::vector<RegisteredAt> out;
  out.reserve(accounts.size());
  for (const RegisteredAccount& account : accounts) out.push_back({account.uid, account.platform, LevelOfAccount(backend, account)});
  return out;
}

std::vector<size_t> Drawn(const InspectionRound& round, size_t count) {
  return DrawSample(count, round.coverage == Coverage::kFull ? 100 : round.sample_percent, round.seed);
}

// 53 bits: every program that reads JSON keeps such a number exactly.
uint64_t NewSeed() {
  std::random_device device;
  return ((static_cast<uint64_t>(device()) << 32) | device()) >> 11;
}

}  // namespace

absl::StatusOr<RoundId> ParseRoundName(const std::string& name, std::string_view field) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kRoundName, name, field));
  return RoundId{ids[0], ids[1]};
}

std::string RoundName(const InspectionRound& round) { return absl::StrCat("divisions/", round.division, "/inspectionRounds/", round.id); }

const std::vector<InspectionRule>& RulesByDivision::Of(const std::string& division) {
  const auto known = known_.find(division);
  return known != known_.end() ? known->second : known_.emplace(division, rules_.Of(division, day_)).first->second;
}

absl::StatusOr<DrawnRound> DrawRound(const Backend& backend, Reader& reader, InspectionRound& round) {
  ASSIGN_OR_RETURN(const std::vector<RegisteredAccount> accounts, reader.RegisteredAccounts(round.division, round.monitor_on));
  round.registered = static_cast<int64_t>(accounts.size());
  if (round.coverage == Coverage::kSample && round.seed == 0) round.seed = NewSeed();
  DrawnRound out{.registered = RegisteredOf(backend, accounts), .rows = {}};
  std::vector<std::string> uids;
  std::vector<const RegisteredAccount*> drawn;
  for (const size_t i : Drawn(round, accounts.size())) {
    drawn.push_back(&accounts[i]);
    uids.push_back(accounts[i].uid);
    out.rows.push_back(RowOf(backend, accounts[i]));
  }
  RulesByDivision rules(backend.rules.inspection, round.monitor_on);
  const auto judge = [&](size_t i, const std::vector<Observation>& looks) {
    const std::string& division = drawn[i]->division;
    out.rows[i].inspection.judgement = Judge(looks, rules.Of(division), JudgedAs(ClassOf(backend, drawn[i]->platform), drawn[i]->purpose), round.monitor_on,
                                             backend.rules.inspection.LookWithin(division, round.monitor_on));
  };
  for (size_t i = 0; i < drawn.size(); ++i) judge(i, {});
  const absl::Time from = absl::FromCivil(round.monitor_on - kWindowDays, Shanghai());
  size_t at = 0;
  RETURN_IF_ERROR(reader.StreamLooks(uids, from, backend.clock.Now() + absl::Seconds(1), [&](const std::string& uid, const std::vector<Observation>& looks) {
    while (at < uids.size() && uids[at] != uid) ++at;  // both are in the order of the uids
    if (at < uids.size()) judge(at, looks);
  }));
  return out;
}

v1::InspectionRound ToProto(const InspectionRound& round, const std::map<Result, int64_t>& results) {
  v1::InspectionRound out;
  out.set_name(RoundName(round));
  out.set_quarter(QuarterName(round.quarter));
  out.set_monitor_on(FormatDate(round.monitor_on));
  out.set_coverage(static_cast<v1::InspectionRound::Coverage>(round.coverage));
  out.set_sample_percent(round.sample_percent);
  out.set_seed(round.seed);
  out.set_state(static_cast<v1::InspectionRound::RoundState>(round.state));
  out.set_registered(static_cast<int32_t>(round.registered));
  int64_t drawn = 0;
  for (const auto& [result, count] : results) {
    drawn += count;
    if (result == Result::kFailed) out.set_failed(static_cast<int32_t>(count));
    if (result == Result::kUnjudged) out.set_unjudged(static_cast<int32_t>(count));
  }
  out.set_drawn(static_cast<int32_t>(drawn));
  out.set_creator(round.creator);
  *out.mutable_create_time() = ToProto(round.create_time);
  if (round.close_time) *out.mutable_close_time() = ToProto(*round.close_time);
  if (round.rectify_by) out.set_rectify_by(FormatDate(*round.rectify_by));
  out.set_etag(Etag(round.version));
  return out;
}

v1::Inspection ToProto(const InspectionRow& row) {
  const Inspection& inspection = row.inspection;
  v1::Inspection out;
  out.set_account(AccountName(inspection.account));
  out.set_display_name(inspection.name);
  out.set_platform(absl::StrCat("platforms/", inspection.platform));
  out.set_host(inspection.host);
  out.set_level(inspection.level);
  out.set_result(static_cast<v1::Inspection::Result>(inspection.judgement.result));
  for (const RoundFinding& finding : inspection.judgement.findings) {
    v1::InspectionFinding& line = *out.add_findings();
    line.set_id(finding.id);
    line.set_rule(finding.rule);
    line.set_text(finding.text);
    line.set_evidence(finding.evidence);
    line.set_observed_on(FormatDate(finding.observed_on));
    line.set_finder(finding.finder);
  }
  if (inspection.judgement.last_post) out.set_last_post_on(FormatDate(*inspection.judgement.last_post));
  return out;
}

std::vector<InspectionRule> RulesFor(const Backend& backend, const Account& account, const std::string& platform, absl::CivilDay day) {
  std::vector<InspectionRule> rules = backend.rules.inspection.Of(account.division, day);
  const RuleClass judged_as = JudgedAs(ClassOf(backend, platform), account.purpose);
  std::erase_if(rules, [&](const InspectionRule& rule) { return !Fits(rule, judged_as); });
  return rules;
}

void HideEvidence(const Backend& backend, const Caller& caller, const std::string& division, const std::string& host, v1::Inspection& inspection) {
  if (Supervises(backend, caller, division) || WorksFor(backend, caller, host)) return;
  for (v1::InspectionFinding& finding : *inspection.mutable_findings()) {
    const bool restricted = backend.rules.inspection.IsRestricted(finding.rule());
    if (restricted) finding.clear_text();
    if (restricted || !caller.Has("auditor")) finding.clear_evidence();
  }
}

v1::InspectionRule ToProto(const InspectionRule& rule) {
  v1::InspectionRule out;
  out.set_code(rule.code);
  out.set_display_name(rule.name);
  out.set_category(rule.category);
  out.set_veto(rule.veto);
  out.set_days(rule.days);
  out.set_division(rule.division);
  out.set_effective_from(FormatDate(rule.in_force.from));
  out.set_basis(rule.basis);
  out.set_restricted(rule.restricted);
  return out;
}

}  // namespace disclosure::media
