// Attachments: what is kept of them beside their bytes.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

#define ATTACHMENT_COLUMNS "id, file_name_sealed, content_type, size, sha256_sealed, object, actor, time_us"
// Ids are in order of time.
constexpr char kAttachments[] = "SELECT " ATTACHMENT_COLUMNS " FROM attachments WHERE organ=? AND year=? AND serial=? ORDER BY id";
constexpr char kAttachment[] = "SELECT " ATTACHMENT_COLUMNS " FROM attachments WHERE organ=? AND year=? AND serial=? AND id=?";
constexpr char kInsert[] = "INSERT INTO attachments (" ATTACHMENT_COLUMNS ", organ, year, serial) VALUES (?,?,?,?,?,?,?,?,?,?,?)";

std::string Place(const RequestKey& key, std::string_view id) { return absl::StrCat(Number(key), "#", std::string(id)); }

// As kept: the name and the hash still encrypted.
AttachmentRow Decode(const mysql::Row& row) {
  return {.id = row.Text(0),
          .file_name = row.Text(1),
          .content_type = row.Text(2),
          .size = row.Int(3),
          .sha256 = row.Text(4),
          .object = row.Text(5),
          .actor = row.Text(6),
          .time = row.Time(7)};
}

absl::Status Unseal(const Vault& vault, const RequestKey& key, AttachmentRow& row) {
  const std::string place = Place(key, row.id);
  ASSIGN_OR_RETURN(row.file_name, vault.cipher.Decrypt(row.file_name, {.table = "attachments", .column = "file_name_sealed", .row = place}));
  ASSIGN_OR_RETURN(row.sha256, vault.cipher.Decrypt(row.sha256, {.table = "attachments", .column = "sha256_sealed", .row = place}));
  return absl::OkStatus();
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
      .Execute(kInsert, {row.id, file_name, row.content_type, row.size, sha256, row.object, row.actor, row.time, key.organ, key.year, key.serial})
      .status();
}

}  // namespace disclosure::request
