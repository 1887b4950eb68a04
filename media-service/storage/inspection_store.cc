// Rounds of inspection and what they found.
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

constexpr char kRegistered[] =
    "SELECT a.uid, a.display_name, a.platform, a.host, a.host_text, a.host_inferred, a.division, a.purpose FROM accounts a "
    "LEFT JOIN closings c ON c.uid = a.uid WHERE a.division LIKE ? ESCAPE '!' AND "
    "(a.state IN (4,5,6) OR (a.state IN (7,8,9,10) AND c.effective_on > ?)) AND (a.opened_on IS NULL OR a.opened_on <= ?) ORDER BY a.uid";

#define ROUND_COLUMNS "division, id, quarter, monitor_on, coverage, sample_percent, seed, state, registered, creator, create_us, close_us, version, rectify_by"
constexpr char kRound[] = "SELECT " ROUND_COLUMNS " FROM inspection_rounds WHERE division=? AND id=?";
constexpr char kRounds[] = "SELECT " ROUND_COLUMNS " FROM inspection_rounds WHERE division=? AND id < ? ORDER BY id DESC LIMIT ?";
constexpr char kOfQuarter[] = "SELECT " ROUND_COLUMNS " FROM inspection_rounds WHERE division=? AND quarter=? ORDER BY id";
constexpr char kInsertRound[] = "INSERT INTO inspection_rounds (" ROUND_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateRound[] = "UPDATE inspection_rounds SET state=?, close_us=?, rectify_by=?, version=? WHERE division=? AND id=? AND version=?";

constexpr char kRoundAccounts[] = "SELECT uid, platform, level FROM round_accounts WHERE division=? AND round=? ORDER BY uid";
constexpr char kInsertRoundAccounts[] = "INSERT INTO round_accounts (division, round, uid, platform, level) VALUES";

#define INSPECTION_COLUMNS "uid, display_name, platform, host, host_text, level, result, last_post_on, by_person"
constexpr char kInspection[] = "SELECT " INSPECTION_COLUMNS " FROM inspections WHERE division=? AND round=? AND uid=?";
constexpr char kInspections[] = "SELECT " INSPECTION_COLUMNS " FROM inspections WHERE division=? AND round=? AND uid > ? ORDER BY uid LIMIT ?";
constexpr char kInspectionsOf[] =
    "SELECT " INSPECTION_COLUMNS " FROM inspections WHERE division=? AND round=? AND result=? AND uid > ? ORDER BY uid LIMIT ?";
constexpr char kInsertInspections[] = "INSERT INTO inspections (division, round, " INSPECTION_COLUMNS ") VALUES";
constexpr char kUpdateInspection[] = "UPDATE inspections SET result=?, by_person=? WHERE division=? AND round=? AND uid=?";
constexpr char kCounts[] = "SELECT result, COUNT(*) FROM inspections WHERE division=? AND round=? GROUP BY result";

constexpr char kFindings[] =
    "SELECT uid, seq, rule, text, evidence_sealed, observed_on, finder, text_sealed FROM inspection_findings WHERE division=? AND round=? AND uid >= ? AND uid <= ? "
    "ORDER BY uid, seq";
constexpr char kInsertFindings[] =
    "INSERT INTO inspection_findings (division, round, uid, seq, rule, text, text_sealed, evidence_sealed, observed_on, finder) VALUES";
constexpr char kDeleteFindings[] = "DELETE FROM inspection_findings WHERE division=? AND round=? AND uid=?";

std::string RoundName(std::string_view division, std::string_view id) {
  return absl::StrCat("divisions/", std::string(division), "/inspectionRounds/", std::string(id));
}

InspectionRound DecodeRound(const mysql::Row& row) {
  return {.division = row.Text(0),
          .id = row.Text(1),
          .quarter = ParseQuarter(row.Text(2)).value_or(Quarter{}),
          .monitor_on = row.Day(3),
          .coverage = static_cast<Coverage>(row.Int(4)),
          .sample_percent = static_cast<int>(row.Int(5)),
          .seed = static_cast<uint64_t>(row.Int(6)),
          .state = static_cast<RoundState>(row.Int(7)),
          .registered = row.Int(8),
          .creator = row.Text(9),
          .create_time = row.Time(10),
          .close_time = row.OptionalTime(11),
          .rectify_by = row.OptionalDay(13),
          .version = row.Int(12)};
}

InspectionRow DecodeInspection(const mysql::Row& row) {
  return {.inspection = {.account = row.Text(0), .name = row.Text(1), .platform = row.Text(2), .host = row.Text(4), .level = row.Text(5),
                         .judgement = {.result = static_cast<Result>(row.Int(6)), .findings = {}, .last_post = row.OptionalDay(7)}},
          .host = row.Text(3),
          .by_person = row.Bool(8)};
}

// What a finding's sealed columns are bound to.
std::string FindingPlace(std::string_view division, std::string_view round, std::string_view uid, int seq) {
  return absl::StrCat(std::string(division), "/", std::string(round), "/", std::string(uid), "#", seq);
}
constexpr crypto::FieldContext Sealed(std::string_view column, std::string_view row) {
  return {.table = "inspection_findings", .column = column, .row = row};
}

void AddFindingRows(const Vault& vault, std::string_view division, std::string_view round, const Inspection& inspection,
                    std::vector<std::vector<mysql::Value>>& rows) {
  int seq = 0;
  for (const RoundFinding& finding : inspection.judgement.findings) {
    ++seq;
    const std::string place = FindingPlace(division, round, inspection.account, seq);
    rows.push_back({division, round, inspection.account, seq, finding.rule, "", vault.cipher.Encrypt(finding.text, Sealed("text_sealed", place)),
                    vault.cipher.Encrypt(finding.evidence, Sealed("evidence_sealed", place)), finding.observed_on, finding.finder});
  }
}

}  // namespace

absl::StatusOr<std::vector<RegisteredAccount>> Reader::RegisteredAccounts(std::string_view division, absl::CivilDay day) {
  std::vector<RegisteredAccount> out;
  RETURN_IF_ERROR(transaction_.Select(kRegistered, {BelowPattern(division), day, day}, [&](const mysql::Row& row) {
    out.push_back({.uid = row.Text(0), .name = row.Text(1), .platform = row.Text(2), .host = {row.Text(3), row.Text(4), row.Bool(5)}, .division = row.Text(6),
                   .purpose = static_cast<Purpose>(row.Int(7))});
  }));
  return out;
}

absl::StatusOr<InspectionRound> Reader::GetRound(std::string_view division, std::string_view id) {
  InspectionRound out;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kRound), {division, id}, [&](const mysql::Row& row) { out = DecodeRound(row); }));
  if (!found) return error::NotFound(RoundName(division, id));
  return out;
}

absl::StatusOr<std::vector<InspectionRound>> Reader::ListRounds(std::string_view division, std::string_view before, int limit) {
  std::vector<InspectionRound> out;
  RETURN_IF_ERROR(transaction_.Select(kRounds, {division, before.empty() ? "~" : before, limit}, [&](const mysql::Row& row) { out.push_back(DecodeRound(row)); }));
  return out;
}

absl::StatusOr<std::vector<InspectionRound>> Reader::RoundsOfQuarter(std::string_view division, const Quarter& quarter) {
  std::vector<InspectionRound> out;
  RETURN_IF_ERROR(transaction_.Select(Locking(kOfQuarter), {division, QuarterName(quarter)}, [&](const mysql::Row& row) { out.push_back(DecodeRound(row)); }));
  return out;
}

absl::StatusOr<std::vector<RegisteredAt>> Reader::RoundAccounts(std::string_view division, std::string_view round) {
  std::vector<RegisteredAt> out;
  RETURN_IF_ERROR(transaction_.Select(kRoundAccounts, {division, round}, [&](const mysql::Row& row) { out.push_back({row.Text(0), row.Text(1), row.Text(2)}); }));
  return out;
}

absl::StatusOr<std::vector<InspectionRow>> Reader::ListInspections(std::string_view division, std::string_view round, std::optional<Result> result,
                                                                   std::string_view after, int limit) {
  std::vector<InspectionRow> out;
  const auto keep = [&](const mysql::Row& row) { out.push_back(DecodeInspection(row)); };
  if (result) {
    RETURN_IF_ERROR(transaction_.Select(kInspectionsOf, {division, round, *result, after, limit}, keep));
  } else {
    RETURN_IF_ERROR(transaction_.Select(kInspections, {division, round, after, limit}, keep));
  }
  if (out.empty()) return out;
  RETURN_IF_ERROR(AddFindings(division, round, out));
  return out;
}

absl::StatusOr<std::optional<InspectionRow>> Reader::FindInspection(std::string_view division, std::string_view round, std::string_view uid) {
  std::vector<InspectionRow> out;
  RETURN_IF_ERROR(transaction_.SelectOne(Locking(kInspection), {division, round, uid}, [&](const mysql::Row& row) { out.push_back(DecodeInspection(row)); }).status());
  if (out.empty()) return std::optional<InspectionRow>();
  RETURN_IF_ERROR(AddFindings(division, round, out));
  return std::optional<InspectionRow>(std::move(out[0]));
}

// Both are in the order of the uids: one pass joins them.
absl::Status Reader::AddFindings(std::string_view division, std::string_view round, std::vector<InspectionRow>& rows) {
  struct Kept {
    std::string uid;
    int seq = 0;
    RoundFinding finding;
    std::string sealed_text;  // "" in rows of before
  };
  std::vector<Kept> kept;
  RETURN_IF_ERROR(transaction_.Select(kFindings, {division, round, rows.front().inspection.account, rows.back().inspection.account},
                                      [&](const mysql::Row& row) {
    const int seq = static_cast<int>(row.Int(1));
    kept.push_back({row.Text(0), seq, {.id = absl::StrCat(seq), .rule = row.Text(2), .text = row.Text(3), .evidence = row.Text(4),
                                       .observed_on = row.Day(5), .finder = row.Text(6)}, row.Text(7)});
  }));
  auto at = rows.begin();
  for (Kept& one : kept) {
    while (at != rows.end() && at->inspection.account < one.uid) ++at;
    if (at == rows.end() || at->inspection.account != one.uid) continue;
    const std::string place = FindingPlace(division, round, one.uid, one.seq);
    ASSIGN_OR_RETURN(one.finding.evidence, vault_.cipher.Decrypt(one.finding.evidence, Sealed("evidence_sealed", place)));
    if (!one.sealed_text.empty()) {
      ASSIGN_OR_RETURN(one.finding.text, vault_.cipher.Decrypt(one.sealed_text, Sealed("text_sealed", place)));
    }
    at->inspection.judgement.findings.push_back(std::move(one.finding));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::map<Result, int64_t>> Reader::CountResults(std::string_view division, std::string_view round) {
  std::map<Result, int64_t> out;
  RETURN_IF_ERROR(transaction_.Select(kCounts, {division, round}, [&](const mysql::Row& row) { out[static_cast<Result>(row.Int(0))] = row.Int(1); }));
  return out;
}

absl::Status Writer::InsertRound(const InspectionRound& round, const std::vector<RegisteredAt>& registered) {
  RETURN_IF_ERROR(transaction_.Execute(kInsertRound, {round.division, round.id, QuarterName(round.quarter), round.monitor_on, round.coverage,
                                                      round.sample_percent, static_cast<int64_t>(round.seed), round.state, round.registered,
                                                      round.creator, round.create_time, round.close_time, round.version, round.rectify_by})
                      .status());
  std::vector<std::vector<mysql::Value>> rows;
  for (const RegisteredAt& account : registered) rows.push_back({round.division, round.id, account.uid, account.platform, account.level});
  return transaction_.ExecuteMany(kInsertRoundAccounts, "(?,?,?,?,?)", rows).status();
}

absl::Status Writer::UpdateRound(const InspectionRound& round) {
  ASSIGN_OR_RETURN(const int64_t changed, transaction_.Execute(kUpdateRound, {round.state, round.close_time, round.rectify_by, round.version, round.division, round.id,
                                                                              round.version - 1}));
  if (changed == 1) return absl::OkStatus();
  return absl::AbortedError(absl::StrCat(RoundName(round.division, round.id), " was changed meanwhile: read it and try again"));
}

absl::Status Writer::InsertInspections(std::string_view division, std::string_view round, const std::vector<InspectionRow>& rows) {
  std::vector<std::vector<mysql::Value>> inspections, findings;
  for (const InspectionRow& row : rows) {
    const Inspection& i = row.inspection;
    inspections.push_back({division, round, i.account, i.name, i.platform, row.host, i.host, i.level, i.judgement.result, i.judgement.last_post, row.by_person});
    AddFindingRows(vault_, division, round, i, findings);
  }
  RETURN_IF_ERROR(transaction_.ExecuteMany(kInsertInspections, "(?,?,?,?,?,?,?,?,?,?,?)", inspections).status());
  return transaction_.ExecuteMany(kInsertFindings, "(?,?,?,?,?,?,?,?,?,?)", findings).status();
}

absl::Status Writer::UpdateInspection(std::string_view division, std::string_view round, const InspectionRow& row) {
  const Inspection& inspection = row.inspection;
  RETURN_IF_ERROR(transaction_.Execute(kUpdateInspection, {inspection.judgement.result, row.by_person, division, round, inspection.account}).status());
  RETURN_IF_ERROR(transaction_.Execute(kDeleteFindings, {division, round, inspection.account}).status());
  std::vector<std::vector<mysql::Value>> findings;
  AddFindingRows(vault_, division, round, inspection, findings);
  return transaction_.ExecuteMany(kInsertFindings, "(?,?,?,?,?,?,?,?,?,?)", findings).status();
}

}  // namespace disclosure::media
