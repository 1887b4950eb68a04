// Attachments: what is kept of them beside their bytes.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

#define ATTACHMENT_COLUMNS "id, file_name_sealed, content_type, size, sha256_sealed, object, actor, time_us, content_key_sealed"
// Ids are in order of time.
constexpr char kAttachments[] = "SELECT " ATTACHMENT_COLUMNS " FROM attachments WHERE organ=? AND year=? AND serial=? ORDER BY id";
constexpr char kAttachment[] = "SELECT " ATTACHMENT_COLUMNS " FROM attachments WHERE organ=? AND year=? AND serial=? AND id=?";
constexpr char kInsert[] = "INSERT INTO attachments (" ATTACHMENT_COLUMNS ", organ, year, serial) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr char kCount[] = "SELECT COUNT(*) FROM attachments WHERE organ=? AND year=? AND serial=?";
constexpr char kWithoutKey[] =
    "SELECT organ, year, serial, id, object FROM attachments WHERE content_key_sealed='' "
    "AND (organ > ? OR (organ = ? AND (year > ? OR (year = ? AND (serial > ? OR (serial = ? AND id > ?)))))) "
    "ORDER BY organ, year, serial, id LIMIT ?";
constexpr char kReplace[] =
    "UPDATE attachments SET object=?, content_key_sealed=? WHERE organ=? AND year=? AND serial=? AND id=? AND object=?";
// While two attachments name one object, it stays for the second.
#define DISCARDED "FROM discarded_objects d WHERE NOT EXISTS (SELECT 1 FROM attachments a WHERE a.object = d.object)"
constexpr char kDiscarded[] = "SELECT d.object " DISCARDED " AND d.object > ? ORDER BY d.object LIMIT ?";
constexpr char kCountDiscarded[] = "SELECT COUNT(*) " DISCARDED;
constexpr char kDiscard[] =
    "INSERT INTO discarded_objects (object, create_us) VALUES (?,?) ON DUPLICATE KEY UPDATE create_us=VALUES(create_us)";
constexpr char kForget[] = "DELETE FROM discarded_objects WHERE object=?";

std::string Place(const RequestKey& key, std::string_view id) { return absl::StrCat(Number(key), "#", std::string(id)); }

// As kept: the name, the hash and the key still encrypted.
AttachmentRow Decode(const mysql::Row& row) {
  return {.id = row.Text(0),
          .file_name = row.Text(1),
          .content_type = row.Text(2),
          .size = row.Int(3),
          .sha256 = row.Text(4),
          .object = row.Text(5),
          .content_key = row.Text(8),
          .actor = row.Text(6),
          .time = row.Time(7)};
}

absl::Status Unseal(const Vault& vault, const RequestKey& key, AttachmentRow& row) {
  const std::string place = Place(key, row.id);
  ASSIGN_OR_RETURN(row.file_name, vault.cipher.Decrypt(row.file_name, {.table = "attachments", .column = "file_name_sealed", .row = place}));
  ASSIGN_OR_RETURN(row.sha256, vault.cipher.Decrypt(row.sha256, {.table = "attachments", .column = "sha256_sealed", .row = place}));
  ASSIGN_OR_RETURN(row.content_key, vault.cipher.Decrypt(row.content_key, {.table = "attachments", .column = "content_key_sealed", .row = place}));
  return absl::OkStatus();
}

std::string SealedKey(const Vault& vault, const std::string& place, const AttachmentRow& row) {
  return vault.cipher.Encrypt(row.content_key, {.table = "attachments", .column = "content_key_sealed", .row = place});
}

}  // namespace

absl::StatusOr<std::vector<AttachmentRow>> Reader::Attachments(const RequestKey& key) {
  std::vector<AttachmentRow> out;
  RETURN_IF_ERROR(transaction_.Select(kAttachments, {key.organ, key.year, key.serial}, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  for (AttachmentRow& row : out) RETURN_IF_ERROR(Unseal(vault_, key, row));
  return out;
}

absl::StatusOr<AttachmentRow> Reader::GetAttachment(const RequestKey& key, std::string_view id) {
  AttachmentRow out;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(kAttachment, {key.organ, key.year, key.serial, id},
                                                            [&](const mysql::Row& row) { out = Decode(row); }));
  if (!found) return error::NotFound(absl::StrCat(Name(key), "/attachments/", std::string(id)));
  RETURN_IF_ERROR(Unseal(vault_, key, out));
  return out;
}

absl::Status Writer::InsertAttachment(const RequestKey& key, const AttachmentRow& row) {
  const std::string place = Place(key, row.id);
  const std::string file_name = vault_.cipher.Encrypt(row.file_name, {.table = "attachments", .column = "file_name_sealed", .row = place});
  const std::string sha256 = vault_.cipher.Encrypt(row.sha256, {.table = "attachments", .column = "sha256_sealed", .row = place});
  return transaction_
      .Execute(kInsert, {row.id, file_name, row.content_type, row.size, sha256, row.object, row.actor, row.time,
                         SealedKey(vault_, place, row), key.organ, key.year, key.serial})
      .status();
}

absl::StatusOr<int> Reader::CountAttachments(const RequestKey& key) {
  int count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCount, {key.organ, key.year, key.serial}, [&](const mysql::Row& row) { count = static_cast<int>(row.Int(0)); }));
  return count;
}

absl::StatusOr<std::vector<PlacedAttachment>> Reader::AttachmentsWithoutKey(const std::vector<std::string>& after, int limit) {
  const bool first = after.size() != 4;
  const std::string organ = first ? "" : after[0], year = first ? "0" : after[1], serial = first ? "0" : after[2], id = first ? "" : after[3];
  std::vector<PlacedAttachment> out;
  RETURN_IF_ERROR(transaction_.Select(kWithoutKey, {organ, organ, year, year, serial, serial, id, limit}, [&](const mysql::Row& row) {
    out.push_back({{row.Text(0), static_cast<int>(row.Int(1)), static_cast<int>(row.Int(2))}, {.id = row.Text(3), .object = row.Text(4)}});
  }));
  return out;
}

absl::StatusOr<std::vector<std::string>> Reader::DiscardedObjects(std::string_view after, int limit) {
  std::vector<std::string> out;
  RETURN_IF_ERROR(transaction_.Select(kDiscarded, {after, limit}, [&](const mysql::Row& row) { out.push_back(row.Text(0)); }));
  return out;
}

absl::StatusOr<int64_t> Reader::CountDiscardedObjects() {
  int64_t count = 0;
  RETURN_IF_ERROR(transaction_.Select(kCountDiscarded, {}, [&](const mysql::Row& row) { count = row.Int(0); }));
  return count;
}

absl::StatusOr<bool> Writer::ReplaceContent(const RequestKey& key, const AttachmentRow& row, std::string_view previous, absl::Time now) {
  const std::string sealed_key = SealedKey(vault_, Place(key, row.id), row);
  ASSIGN_OR_RETURN(const int64_t replaced,
                   transaction_.Execute(kReplace, {row.object, sealed_key, key.organ, key.year, key.serial, row.id, previous}));
  if (replaced == 0) return false;
  RETURN_IF_ERROR(transaction_.Execute(kDiscard, {previous, now}).status());
  return true;
}

absl::Status Writer::ForgetDiscardedObject(std::string_view object) { return transaction_.Execute(kForget, {object}).status(); }

}  // namespace disclosure::request
