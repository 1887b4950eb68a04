#include "media-service/api/media_bulletin_handlers.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "media-service/api/inspection_work.h"
#include "media-service/api/rights.h"
#include "media-service/documents/bulletin_paper.h"

namespace disclosure::media {
namespace {

constexpr char kBulletinName[] = "divisions/*/mediaBulletins/*";

// The records of a quarter, and what the bulletin is reckoned with.
struct QuarterRecords {
  std::string division;
  Quarter quarter;
  std::vector<ClosedRound> rounds;
  std::vector<InspectionRule> rules;
};

absl::Status CheckClosed(const std::vector<InspectionRound>& rounds) {
  std::vector<std::string> open;
  for (const InspectionRound& round : rounds) {
    if (round.state == RoundState::kOpen) open.push_back(RoundName(round));
  }
  if (open.empty()) return absl::OkStatus();
  return error::Make(absl::StatusCode::kFailedPrecondition, "这个季度还有检查轮次没有结束，不能通报",
                     {.reason = "ROUND_OPEN", .metadata = {{"rounds", absl::StrJoin(open, ",")}}});
}

absl::StatusOr<QuarterRecords> LoadQuarter(const Backend& backend, const Call& call, const std::string& name) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kBulletinName, name));
  const std::optional<Quarter> quarter = ParseQuarter(ids[1]);
  if (!quarter) return error::BadRequest({{"name", "must end with a quarter, as in 2026Q3"}});
  RETURN_IF_ERROR(CheckDivision(backend, call, ids[0], /*reading=*/true));
  QuarterRecords out{.division = ids[0], .quarter = *quarter, .rounds = {}, .rules = backend.rules.inspection.During(ids[0], quarter->first(), quarter->last())};
  RETURN_IF_ERROR(backend.store.Snapshot(call.deadline, [&](Reader& reader) -> absl::Status {
    out.rounds.clear();
    ASSIGN_OR_RETURN(const std::vector<InspectionRound> rounds, reader.RoundsOfQuarter(ids[0], *quarter));
    if (rounds.empty()) return error::NotFound(name);
    RETURN_IF_ERROR(CheckClosed(rounds));
    for (const InspectionRound& round : rounds) {
      if (round.state == RoundState::kCancelled) continue;
      ClosedRound closed{.round = round, .registered = {}, .inspections = {}};
      ASSIGN_OR_RETURN(closed.registered, reader.RoundAccounts(ids[0], round.id));
      ASSIGN_OR_RETURN(std::vector<InspectionRow> rows, reader.ListInspections(ids[0], round.id, std::nullopt, "", std::numeric_limits<int>::max()));
      for (InspectionRow& row : rows) closed.inspections.push_back(std::move(row.inspection));
      out.rounds.push_back(std::move(closed));
    }
    return out.rounds.empty() ? error::NotFound(name) : absl::OkStatus();
  }));
  return out;
}

// 整改期限: the latest of the rounds; "" if they have none.
std::string RectifyBy(const QuarterRecords& records) {
  std::optional<absl::CivilDay> latest;
  for (const ClosedRound& round : records.rounds) {
    if (round.round.rectify_by && (!latest || *round.round.rectify_by > *latest)) latest = round.round.rectify_by;
  }
  return latest ? absl::StrCat(latest->year(), "年", latest->month(), "月", latest->day(), "日") : "";
}

void Fill(const BulletinLine& line, std::string name, v1::MediaBulletin::Line& out) {
  out.set_key(line.key);
  out.set_display_name(std::move(name));
  out.set_registered(static_cast<int32_t>(line.registered));
  out.set_checked(static_cast<int32_t>(line.checked));
  out.set_passed(static_cast<int32_t>(line.passed));
  out.set_failed(static_cast<int32_t>(line.failed));
  out.set_pass_rate(Rate(line.passed, line.checked));
}

std::string RuleName(const QuarterRecords& records, const std::string& code) {
  const InspectionRule* rule = FindRule(records.rules, code);
  return rule == nullptr ? code : rule->name;
}

v1::MediaBulletin ToProto(const Backend& backend, const QuarterRecords& records, const Bulletin& bulletin) {
  v1::MediaBulletin out;
  const auto platform_name = [&](const std::string& code) {
    const Platform* platform = backend.rules.platforms.Find(code);
    return platform == nullptr ? code : platform->name;
  };
  out.set_name(absl::StrCat("divisions/", records.division, "/mediaBulletins/", QuarterName(records.quarter)));
  out.set_quarter(QuarterName(records.quarter));
  out.set_registered(static_cast<int32_t>(bulletin.total.registered));
  out.set_checked(static_cast<int32_t>(bulletin.total.checked));
  out.set_passed(static_cast<int32_t>(bulletin.total.passed));
  out.set_failed(static_cast<int32_t>(bulletin.total.failed));
  out.set_unjudged(static_cast<int32_t>(bulletin.unjudged));
  out.set_coverage(Rate(bulletin.total.checked, bulletin.total.registered));
  out.set_pass_rate(Rate(bulletin.total.passed, bulletin.total.checked));
  for (const BulletinLine& line : bulletin.platforms) Fill(line, platform_name(line.key), *out.add_platforms());
  for (const BulletinLine& line : bulletin.levels) Fill(line, line.key.empty() ? "未知" : absl::StrCat(line.key, "级"), *out.add_levels());
  for (const BulletinProblem& problem : bulletin.problems) {
    v1::MediaBulletin::Problem& line = *out.add_problems();
    line.set_rule(problem.rule);
    line.set_display_name(RuleName(records, problem.rule));
    line.set_count(static_cast<int32_t>(problem.inspections.size()));
    if (problem.restricted) continue;
    for (const Inspection* inspection : problem.inspections) {
      line.add_accounts(AccountName(inspection->account));
      line.add_names(inspection->name);
    }
  }
  for (const BulletinAnnex& annex : bulletin.annex) {
    v1::MediaBulletin::Annex& line = *out.add_annex();
    line.set_number(out.annex_size());
    line.set_platform(platform_name(annex.inspection->platform));
    line.set_account(AccountName(annex.inspection->account));
    line.set_display_name(annex.inspection->name);
    line.set_host(annex.inspection->host);
    line.set_problem(absl::StrJoin(annex.rules, "；", [&](std::string* text, const std::string& code) { absl::StrAppend(text, RuleName(records, code)); }));
    if (annex.inspection->judgement.last_post) line.set_last_post_on(FormatDate(*annex.inspection->judgement.last_post));
  }
  for (const ClosedRound& round : records.rounds) out.add_rounds(RoundName(round.round));
  return out;
}

}  // namespace

absl::StatusOr<v1::MediaBulletin> MediaBulletinHandlers::GetMediaBulletin(const Call& call, const v1::GetMediaBulletinRequest& request) {
  ASSIGN_OR_RETURN(const QuarterRecords records, LoadQuarter(backend_, call, request.name()));
  return ToProto(backend_, records, BulletinOf(records.rounds, records.rules));
}

absl::StatusOr<google::api::HttpBody> MediaBulletinHandlers::ExportMediaBulletin(const Call& call, const v1::ExportMediaBulletinRequest& request) {
  ASSIGN_OR_RETURN(const QuarterRecords records, LoadQuarter(backend_, call, request.name()));
  const Bulletin bulletin = BulletinOf(records.rounds, records.rules);
  std::string division = records.division;
  const auto view = backend_.reference.Get();
  for (const auto& [code, organ] : view->organs) {
    if (organ.division == records.division && organ.kind == "government" && organ.active) division = organ.name;
  }
  const Paper paper = BulletinPaper({.bulletin = bulletin, .rules = records.rules, .platforms = backend_.rules.platforms, .quarter = records.quarter,
                                     .division_name = division, .rectify_by = RectifyBy(records)});
  google::api::HttpBody body;
  if (request.format() == v1::ExportMediaBulletinRequest::DOCX) {
    body.set_content_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
    ASSIGN_OR_RETURN(*body.mutable_data(), PaperDocx(paper));
  } else {
    body.set_content_type("text/html; charset=utf-8");
    body.set_data(PaperHtml(paper));
  }
  return body;
}

}  // namespace disclosure::media
