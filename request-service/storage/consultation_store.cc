// Consultations, for who is asked.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

#define CONSULTATION_COLUMNS                                                                                              \
  "organ, year, serial, id, kind, addressed, seq, letter_number, information_sealed, access_hash, sent_on, received_on, state, " \
  "closed_on, answer, reasons_sealed, failed, next_us, create_us"
#define CONSULTATIONS_BEFORE                                                                                       \
  "AND (create_us < ? OR (create_us = ? AND (organ, year, serial, id) < (?,?,?,?))) " \
  "ORDER BY create_us DESC, organ DESC, year DESC, serial DESC, id DESC LIMIT ?"
constexpr char kConsultation[] = "SELECT " CONSULTATION_COLUMNS " FROM consultations WHERE organ=? AND year=? AND serial=? AND id=?";
constexpr char kOpenOfRequest[] =
    "SELECT " CONSULTATION_COLUMNS " FROM consultations WHERE organ=? AND year=? AND serial=? AND state=1 ORDER BY addressed, id";
// Latest first; three statements, because an index serves each: what is closed is nearly all there is.
constexpr char kAddressed[] = "SELECT " CONSULTATION_COLUMNS " FROM consultations WHERE addressed=? " CONSULTATIONS_BEFORE;
constexpr char kOpenAddressed[] = "SELECT " CONSULTATION_COLUMNS " FROM consultations WHERE addressed=? AND state=1 " CONSULTATIONS_BEFORE;
constexpr char kClosedAddressed[] = "SELECT " CONSULTATION_COLUMNS " FROM consultations WHERE addressed=? AND state<>1 " CONSULTATIONS_BEFORE;
constexpr char kInsert[] =
    "INSERT INTO consultations (" CONSULTATION_COLUMNS ") VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kUpdate[] =
    "UPDATE consultations SET received_on=?, state=?, closed_on=?, answer=?, reasons_sealed=?, failed=?, next_us=? "
    "WHERE organ=? AND year=? AND serial=? AND id=?";

std::string Feed(std::string_view organ) { return absl::StrCat("consultations/", std::string(organ)); }

// `information` and `reasons` still sealed.
ConsultationRow Decode(const mysql::Row& row) {
  return {.key = {{row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))}, static_cast<int>(row.Int(3))},
          .kind = static_cast<ConsultationKind>(row.Int(4)),
          .addressed = row.Text(5),
          .seq = static_cast<int>(row.Int(6)),
          .letter_number = row.Text(7),
          .information = row.Text(8),
          .access_hash = row.Text(9),
          .sent = row.Day(10),
          .received = row.OptionalDay(11),
          .state = static_cast<ConsultationState>(row.Int(12)),
          .closed = row.OptionalDay(13),
          .answer = static_cast<ConsultationAnswer>(row.Int(14)),
          .reasons = row.Text(15),
          .attempts = {static_cast<int>(row.Int(16)), row.Time(17)},
          .create_time = row.Time(18)};
}

std::string Seal(const Vault& vault, const ConsultationKey& key, const char* column, const std::string& text) {
  const std::string number = Number(key);
  return vault.cipher.Encrypt(text, {.table = "consultations", .column = column, .row = number});
}

absl::Status Unseal(const Vault& vault, ConsultationRow& row) {
  const std::string number = Number(row.key);
  ASSIGN_OR_RETURN(row.information,
                   vault.cipher.Decrypt(row.information, {.table = "consultations", .column = "information_sealed", .row = number}));
  ASSIGN_OR_RETURN(row.reasons, vault.cipher.Decrypt(row.reasons, {.table = "consultations", .column = "reasons_sealed", .row = number}));
  return absl::OkStatus();
}

const char* ListSql(ConsultationFilter filter) {
  if (filter == ConsultationFilter::kAll) return kAddressed;
  return filter == ConsultationFilter::kOpen ? kOpenAddressed : kClosedAddressed;
}

}  // namespace

absl::StatusOr<ConsultationRow> Reader::GetConsultation(const ConsultationKey& key) {
  ConsultationRow out;
  const RequestKey& request = key.request;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(Locking(kConsultation), {request.organ, request.year, request.serial, key.id},
                                                            [&](const mysql::Row& row) { out = Decode(row); }));
  if (!found) return error::NotFound(absl::StrCat("consultations/", Number(key)));
  RETURN_IF_ERROR(Unseal(vault_, out));
  return out;
}

absl::StatusOr<std::vector<ConsultationRow>> Reader::OpenConsultations(const RequestKey& key) {
  std::vector<ConsultationRow> out;
  RETURN_IF_ERROR(transaction_.Select(Locking(kOpenOfRequest), {key.organ, key.year, key.serial},
                                      [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  for (ConsultationRow& row : out) RETURN_IF_ERROR(Unseal(vault_, row));
  return out;
}

absl::StatusOr<std::vector<ConsultationRow>> Reader::ListConsultations(std::string_view addressed, ConsultationFilter filter,
                                                                       const std::optional<ConsultationPosition>& before, int limit) {
  const ConsultationPosition at = before.value_or(ConsultationPosition{absl::FromUnixSeconds(253402300800), {}});
  std::vector<ConsultationRow> out;
  const RequestKey& request = at.key.request;
  RETURN_IF_ERROR(transaction_.Select(ListSql(filter), {addressed, at.time, at.time, request.organ, request.year, request.serial, at.key.id, limit},
                                      [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  for (ConsultationRow& row : out) RETURN_IF_ERROR(Unseal(vault_, row));
  return out;
}

absl::StatusOr<std::vector<mysql::FeedHead>> Reader::ConsultationHeads() {
  ASSIGN_OR_RETURN(std::vector<mysql::FeedHead> heads, mysql::ReadHeads(transaction_));
  const std::string prefix = Feed("");
  std::erase_if(heads, [&](const mysql::FeedHead& head) { return head.feed.rfind(prefix, 0) != 0; });
  for (mysql::FeedHead& head : heads) head.feed.erase(0, prefix.size());
  return heads;
}

absl::StatusOr<mysql::FeedPosition> Reader::ConsultationHead(std::string_view addressed) { return mysql::ReadHead(transaction_, Feed(addressed)); }

absl::StatusOr<std::vector<mysql::Change>> Reader::ConsultationChanges(std::string_view addressed, const mysql::FeedPosition& after, int limit) {
  return mysql::ReadChanges(transaction_, Feed(addressed), after, limit);
}

absl::StatusOr<std::vector<mysql::Change>> Reader::LatestConsultationChanges(std::string_view addressed, int limit) {
  return mysql::ReadLatestChanges(transaction_, Feed(addressed), limit);
}

absl::Status Writer::InsertConsultation(const ConsultationRow& row) {
  const RequestKey& request = row.key.request;
  return transaction_
      .Execute(kInsert, {request.organ, request.year, request.serial, row.key.id, row.kind, row.addressed, row.seq, row.letter_number,
                         Seal(vault_, row.key, "information_sealed", row.information), row.access_hash, row.sent, row.received, row.state,
                         row.closed, row.answer, Seal(vault_, row.key, "reasons_sealed", row.reasons), row.attempts.failed,
                         row.attempts.next, row.create_time})
      .status();
}

absl::Status Writer::UpdateConsultation(const ConsultationRow& row) {
  const RequestKey& request = row.key.request;
  return transaction_
      .Execute(kUpdate, {row.received, row.state, row.closed, row.answer, Seal(vault_, row.key, "reasons_sealed", row.reasons),
                         row.attempts.failed, row.attempts.next, request.organ, request.year, request.serial, row.key.id})
      .status();
}

absl::Status Writer::AppendConsultationChange(const ConsultationRow& row, std::string_view kind, absl::Time now) {
  return mysql::AppendChange(transaction_, Feed(row.addressed), {.name = Number(row.key), .kind = std::string(kind), .payload = ""}, now);
}

}  // namespace disclosure::request
