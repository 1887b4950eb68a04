// Taking personal data out of what is kept.
#include <array>

#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/crypto/primitives.h"
#include "request-service/storage/applicant_json.h"
#include "request-service/storage/request_row.h"
#include "request-service/storage/sealed_columns.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

// 11: CLOSED.
constexpr char kClosed[] =
    "SELECT organ, year, serial FROM requests r WHERE state=11 AND anonymised_on IS NULL AND update_us < ? "
    "AND NOT EXISTS (SELECT 1 FROM reviews v WHERE v.organ = r.organ AND v.request_year = r.year AND v.request_serial = r.serial "
    "AND v.closed_on IS NULL) "
    "AND (organ > ? OR (organ = ? AND (year > ? OR (year = ? AND serial > ?)))) ORDER BY organ, year, serial LIMIT ?";
constexpr char kAnonymise[] =
    "UPDATE requests SET applicant_sealed=?, applicant_index=?, wish_index=?, access_hash=?, subject=?, corrected='', purpose=?, anonymised_on=? "
    "WHERE organ=? AND year=? AND serial=?";
// The office's ledger, too, would tell who it was.
constexpr char kAnonymiseLedger[] = "UPDATE requests SET ledger_digest=? WHERE organ=? AND year=? AND serial=? AND ledger_digest IS NOT NULL";
constexpr char kRedact[] = "UPDATE request_events SET data_sealed=? WHERE organ=? AND year=? AND serial=? AND seq=?";

constexpr char kCloseLetters[] = "UPDATE consultations SET access_hash=? WHERE organ=? AND year=? AND serial=? AND access_hash<>''";
constexpr char kBlankNotifications[] = "UPDATE notifications SET recipient_sealed='', payload_sealed='', due_us=NULL WHERE request=?";
constexpr char kDiscardObjects[] =
    "INSERT INTO discarded_objects (object, create_us) SELECT object, ? FROM attachments WHERE organ=? AND year=? AND serial=? "
    "ON DUPLICATE KEY UPDATE create_us=VALUES(create_us)";
constexpr char kDeleteAttachments[] = "DELETE FROM attachments WHERE organ=? AND year=? AND serial=?";

template <size_t size>
std::string Random() {
  std::array<uint8_t, size> bytes;
  crypto::FillRandom(bytes);
  return std::string(crypto::View(bytes));
}

}  // namespace

absl::StatusOr<std::vector<RequestKey>> Reader::ClosedBefore(absl::Time touched, const std::optional<RequestKey>& after, int limit) {
  const RequestKey from = after.value_or(RequestKey{});
  std::vector<RequestKey> out;
  RETURN_IF_ERROR(transaction_.Select(kClosed, {touched, from.organ, from.organ, from.year, from.year, from.serial, limit}, [&](const mysql::Row& row) {
    out.push_back({row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))});
  }));
  return out;
}

absl::Status Writer::Anonymise(const RequestRow& row, const std::vector<RedactedEvent>& events, absl::Time now) {
  const RequestKey& key = row.key;
  const std::string number = Number(key);
  const std::string applicant = vault_.cipher.Encrypt(ToJson(row.applicant), {.table = "requests", .column = "applicant_sealed", .row = number});
  RETURN_IF_ERROR(transaction_
                      .Execute(kAnonymise, {applicant, Random<16>(), Random<16>(), Random<32>(), row.wanted.subject, row.wanted.purpose, LocalDay(now),
                                            key.organ, key.year, key.serial})
                      .status());
  RETURN_IF_ERROR(transaction_.Execute(kAnonymiseLedger, {Random<16>(), key.organ, key.year, key.serial}).status());
  for (const RedactedEvent& event : events) {
    const std::string place = EventPlace(key, event.seq);
    const std::string sealed = vault_.cipher.Encrypt(event.text, {.table = "request_events", .column = "data_sealed", .row = place});
    RETURN_IF_ERROR(transaction_.Execute(kRedact, {sealed, key.organ, key.year, key.serial, event.seq}).status());
  }
  for (const mysql::SealedColumn& column : kSealedColumns) {
    if (!column.goes) continue;
    const std::string sql = absl::StrCat("UPDATE ", std::string(column.table), " SET ", std::string(column.column),
                                         "='' WHERE organ=? AND year=? AND serial=?");
    RETURN_IF_ERROR(transaction_.Execute(sql, {key.organ, key.year, key.serial}).status());
  }
  RETURN_IF_ERROR(transaction_.Execute(kCloseLetters, {Random<32>(), key.organ, key.year, key.serial}).status());
  RETURN_IF_ERROR(transaction_.Execute(kBlankNotifications, {Name(key)}).status());
  // With these rows go the keys of the contents: what the store still has until it is deleted cannot be read any more.
  RETURN_IF_ERROR(transaction_.Execute(kDiscardObjects, {now, key.organ, key.year, key.serial}).status());
  return transaction_.Execute(kDeleteAttachments, {key.organ, key.year, key.serial}).status();
}

}  // namespace disclosure::request
