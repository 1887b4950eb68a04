// Changes that are filed, closings, batches.
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/calendar/civil_date.h"
#include "media-service/storage/account_json.h"
#include "media-service/storage/store.h"
#include "nlohmann/json.hpp"

namespace disclosure::media {
namespace {

using Json = nlohmann::json;

constexpr char kFiling[] = "SELECT proposed_sealed, reason, filer, create_us FROM change_filings WHERE uid=?";
constexpr char kPutFiling[] =
    "INSERT INTO change_filings (uid, proposed_sealed, reason, filer, create_us) VALUES (?,?,?,?,?) ON DUPLICATE KEY UPDATE "
    "proposed_sealed=VALUES(proposed_sealed), reason=VALUES(reason), filer=VALUES(filer), create_us=VALUES(create_us)";
constexpr char kDeleteFiling[] = "DELETE FROM change_filings WHERE uid=?";

#define CLOSING_COLUMNS                                                                                                          \
  "uid, division, decision_basis, announced_on, notice_ends_on, effective_on, successor, notice_url, reason, platform_proof, " \
  "deregistered_on, national_system_on, archive_reference, rectifying"
constexpr char kClosing[] = "SELECT " CLOSING_COLUMNS " FROM closings WHERE uid=?";
constexpr char kPutClosing[] = "REPLACE INTO closings (" CLOSING_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kDeleteClosing[] = "DELETE FROM closings WHERE uid=?";
// CLOSING or SUSPENDED without proof, and since when it is silent. What a list brought in that state has no closing: it counts
// from its registration, a day in Asia/Shanghai.
#define SILENT                                                                                                             \
  "(SELECT a.uid, COALESCE(c.effective_on, DATE(DATE_ADD('1970-01-01', INTERVAL a.create_us DIV 1000000 + 28800 SECOND))) AS since " \
  "FROM accounts a LEFT JOIN closings c ON c.uid = a.uid WHERE a.division LIKE ? ESCAPE '!' AND a.state IN (6,7) AND " \
  "COALESCE(c.platform_proof, '') = '') AS silent"
constexpr char kAlarms[] =
    "SELECT uid, since FROM " SILENT " WHERE since < ? AND (since > ? OR (since = ? AND uid > ?)) ORDER BY since, uid LIMIT ?";
constexpr char kCountAlarms[] = "SELECT COUNT(*), COALESCE(SUM(since < ?), 0) FROM " SILENT;

constexpr char kStep[] = "INSERT INTO serials (division, kind, year, last) VALUES (?,?,?,?) ON DUPLICATE KEY UPDATE last = last + ?";
constexpr char kLast[] = "SELECT last FROM serials WHERE division=? AND kind=? AND year=?";

#define BATCH_COLUMNS                                                                                                                 \
  "division, year, serial, state, title, decision_basis, decided_on, announced_on, notice_ends_on, notice_url, planner, decider, version, create_us"
constexpr char kBatch[] = "SELECT " BATCH_COLUMNS ", items FROM adjustment_batches WHERE division=? AND year=? AND serial=?";
constexpr char kBatches[] =
    "SELECT " BATCH_COLUMNS " FROM adjustment_batches WHERE division=? AND (year < ? OR (year = ? AND serial < ?)) ORDER BY year DESC, serial DESC LIMIT ?";
constexpr char kInsertBatch[] = "INSERT INTO adjustment_batches (" BATCH_COLUMNS ", items) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdateBatch[] =
    "UPDATE adjustment_batches SET state=?, decision_basis=?, decided_on=?, announced_on=?, notice_ends_on=?, notice_url=?, decider=?, version=? "
    "WHERE division=? AND year=? AND serial=? AND version=?";

crypto::FieldContext FilingPlace(std::string_view uid) { return {.table = "change_filings", .column = "proposed_sealed", .row = uid}; }

ClosingRow DecodeClosing(const mysql::Row& row) {
  return {.uid = row.Text(0),
          .division = row.Text(1),
          .closing = {.decision_basis = row.Text(2), .announced_on = row.Day(3), .notice_ends_on = row.Day(4), .effective_on = row.Day(5),
                      .successor = row.Text(6), .notice_url = row.Text(7), .reason = row.Text(8)},
          .platform_proof = row.Text(9),
          .deregistered_on = row.OptionalDay(10),
          .national_system_on = row.OptionalDay(11),
          .archive_reference = row.Text(12),
          .rectifying = row.Int(13) != 0};
}

Batch DecodeBatch(const mysql::Row& row) {
  return {.division = row.Text(0), .year = static_cast<int>(row.Int(1)), .serial = static_cast<int>(row.Int(2)),
          .title = row.Text(4), .state = static_cast<BatchState>(row.Int(3)), .items = {}, .decision_basis = row.Text(5),
          .decided_on = row.OptionalDay(6), .announced_on = row.OptionalDay(7), .notice_ends_on = row.OptionalDay(8), .notice_url = row.Text(9),
          .planner = row.Text(10), .decider = row.Text(11), .version = row.Int(12), .create_time = row.Time(13)};
}

std::string DayOrNothing(const std::optional<absl::CivilDay>& day) { return day ? FormatDate(*day) : ""; }

std::string ItemsJson(const std::vector<BatchItem>& items) {
  Json out = Json::array();
  for (const BatchItem& item : items) {
    out.push_back({{"account", item.account},
                   {"action", static_cast<int>(item.action)},
                   {"successor", item.successor},
                   {"effective_on", DayOrNothing(item.effective_on)},
                   {"reason", item.reason},
                   {"deadline", DayOrNothing(item.deadline)}});
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

absl::StatusOr<std::vector<BatchItem>> ItemsFromJson(const std::string& text) {
  std::vector<BatchItem> out;
  try {
    for (const Json& item : Json::parse(text)) {
      out.push_back({.account = item.at("account"), .action = static_cast<Action>(item.at("action").get<int>()), .successor = item.at("successor"),
                     .effective_on = ParseDate(item.at("effective_on").get<std::string>()), .reason = item.at("reason"),
                     .deadline = ParseDate(item.at("deadline").get<std::string>())});
    }
  } catch (const Json::exception&) {
    return absl::DataLossError("the items of a batch are not what they should be");
  }
  return out;
}

std::string BatchName(const Batch& batch) { return absl::StrCat("divisions/", batch.division, "/adjustmentBatches/", batch.year, "-", batch.serial); }

}  // namespace

absl::StatusOr<std::optional<ChangeFiling>> Reader::FindChangeFiling(std::string_view uid) {
  ChangeFiling filing{.uid = std::string(uid)};
  std::string sealed;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kFiling), {uid}, [&](const mysql::Row& row) {
    sealed = row.Text(0);
    filing.reason = row.Text(1);
    filing.filer = row.Text(2);
    filing.create_time = row.Time(3);
  }));
  if (!found) return std::optional<ChangeFiling>();
  ASSIGN_OR_RETURN(const std::string text, vault_.cipher.Decrypt(sealed, FilingPlace(uid)));
  ASSIGN_OR_RETURN(filing.proposed, AccountFromMaterialJson(text));
  return std::optional<ChangeFiling>(std::move(filing));
}

absl::Status Writer::PutChangeFiling(const ChangeFiling& filing) {
  const std::string sealed = vault_.cipher.Encrypt(MaterialJson(filing.proposed), FilingPlace(filing.uid));
  return transaction_.Execute(kPutFiling, {filing.uid, sealed, filing.reason, filing.filer, filing.create_time}).status();
}

absl::Status Writer::DeleteChangeFiling(std::string_view uid) { return transaction_.Execute(kDeleteFiling, {uid}).status(); }

absl::StatusOr<std::optional<ClosingRow>> Reader::FindClosing(std::string_view uid) {
  std::optional<ClosingRow> out;
  RETURN_IF_ERROR(transaction_.SelectOne(Locking(kClosing), {uid}, [&](const mysql::Row& row) { out = DecodeClosing(row); }).status());
  return out;
}

absl::StatusOr<std::vector<ClosingAlarm>> Reader::ClosingAlarms(std::string_view division, absl::CivilDay before,
                                                                const std::optional<ClosingPlace>& after, int limit) {
  const absl::CivilDay from = after ? after->since : absl::CivilDay(2000, 1, 1);
  std::vector<ClosingPlace> places;
  RETURN_IF_ERROR(transaction_.Select(kAlarms, {BelowPattern(division), before, from, from, after ? after->uid : "", limit},
                                      [&](const mysql::Row& row) { places.push_back({row.Day(1), row.Text(0)}); }));
  std::vector<ClosingAlarm> out;
  for (const ClosingPlace& place : places) {
    ASSIGN_OR_RETURN(Account account, GetAccount(place.uid));
    out.push_back({std::move(account), place.since});
  }
  return out;
}

absl::StatusOr<std::pair<int64_t, int64_t>> Reader::CountClosing(std::string_view division, absl::CivilDay before) {
  std::pair<int64_t, int64_t> out;
  RETURN_IF_ERROR(transaction_.SelectOne(kCountAlarms, {before, BelowPattern(division)}, [&](const mysql::Row& row) {
    out = {row.Int(0), row.Int(1)};
  }).status());
  return out;
}

absl::Status Writer::PutClosing(const ClosingRow& row) {
  const Closing& closing = row.closing;
  return transaction_.Execute(kPutClosing, {row.uid, row.division, closing.decision_basis, closing.announced_on, closing.notice_ends_on,
                                            closing.effective_on, closing.successor, closing.notice_url, closing.reason, row.platform_proof,
                                            row.deregistered_on, row.national_system_on, row.archive_reference, row.rectifying})
      .status();
}

absl::Status Writer::DeleteClosing(std::string_view uid) { return transaction_.Execute(kDeleteClosing, {uid}).status(); }

absl::StatusOr<int> Writer::NextSerial(std::string_view division, std::string_view kind, int year) { return NextSerials(division, kind, year, 1); }

absl::StatusOr<int> Writer::NextSerials(std::string_view division, std::string_view kind, int year, int count) {
  RETURN_IF_ERROR(transaction_.Execute(kStep, {division, kind, year, count, count}).status());
  int last = 0;
  RETURN_IF_ERROR(transaction_.SelectOne(Locking(kLast), {division, kind, year}, [&](const mysql::Row& row) { last = static_cast<int>(row.Int(0)); }).status());
  return last - count + 1;
}

absl::StatusOr<Batch> Reader::GetBatch(std::string_view division, int year, int serial) {
  Batch batch{.division = std::string(division), .year = year, .serial = serial};
  std::string items;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kBatch), {division, year, serial}, [&](const mysql::Row& row) {
    batch = DecodeBatch(row);
    items = row.Text(14);
  }));
  if (!found) return error::NotFound(BatchName(batch));
  ASSIGN_OR_RETURN(batch.items, ItemsFromJson(items));
  return batch;
}

absl::StatusOr<std::vector<Batch>> Reader::ListBatches(std::string_view division, int year, int serial, int limit) {
  std::vector<Batch> out;
  RETURN_IF_ERROR(transaction_.Select(kBatches, {division, year, year, serial, limit}, [&](const mysql::Row& row) { out.push_back(DecodeBatch(row)); }));
  return out;
}

absl::Status Writer::InsertBatch(const Batch& batch) {
  return transaction_.Execute(kInsertBatch, {batch.division, batch.year, batch.serial, batch.state, batch.title, batch.decision_basis, batch.decided_on,
                                             batch.announced_on, batch.notice_ends_on, batch.notice_url, batch.planner, batch.decider, batch.version,
                                             batch.create_time, ItemsJson(batch.items)})
      .status();
}

absl::Status Writer::UpdateBatch(const Batch& batch) {
  ASSIGN_OR_RETURN(const int64_t changed,
                   transaction_.Execute(kUpdateBatch, {batch.state, batch.decision_basis, batch.decided_on, batch.announced_on, batch.notice_ends_on,
                                                       batch.notice_url, batch.decider, batch.version, batch.division, batch.year, batch.serial,
                                                       batch.version - 1}));
  return changed == 1 ? absl::OkStatus() : absl::AbortedError(absl::StrCat(BatchName(batch), " was changed meanwhile: read it and try again"));
}

}  // namespace disclosure::media
