// The directory snapshot, idempotency, and the door to the database.
#include "media-service/storage/store.h"

namespace disclosure::media {
namespace {

#define ORGAN_COLUMNS "code, division, name, short_name, kind, parent, active, successor"
constexpr char kOrgans[] = "SELECT " ORGAN_COLUMNS " FROM organs ORDER BY code";
constexpr char kDeleteOrgans[] = "DELETE FROM organs";
constexpr char kPutOrgans[] = "INSERT INTO organs (" ORGAN_COLUMNS ") VALUES";

}  // namespace

absl::StatusOr<std::vector<Organ>> Reader::Organs() {
  std::vector<Organ> out;
  RETURN_IF_ERROR(transaction_.Select(kOrgans, {}, [&](const mysql::Row& row) {
    out.push_back({.code = row.Text(0), .division = row.Text(1), .name = row.Text(2), .short_name = row.Text(3), .kind = row.Text(4),
                   .parent = row.Text(5), .active = row.Bool(6), .successor = row.Text(7)});
  }));
  return out;
}

absl::Status Writer::ReplaceOrgans(const std::vector<Organ>& organs) {
  RETURN_IF_ERROR(transaction_.Execute(kDeleteOrgans, {}).status());
  std::vector<std::vector<mysql::Value>> rows;
  for (const Organ& o : organs) rows.push_back({o.code, o.division, o.name, o.short_name, o.kind, o.parent, o.active, o.successor});
  return transaction_.ExecuteMany(kPutOrgans, "(?,?,?,?,?,?,?,?)", rows).status();
}

absl::StatusOr<std::string> Writer::Serve(const mysql::ServedKey& key, std::string_view content, absl::Time now,
                                          absl::FunctionRef<absl::StatusOr<std::string>()> body) {
  const crypto::FieldContext context{.table = "served", .column = "response", .row = key.request_id};
  ASSIGN_OR_RETURN(const std::string sealed, mysql::ServeOnce(transaction_, key, content, now, [&]() -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(const std::string bytes, body());
    return vault_.cipher.Encrypt(bytes, context);
  }));
  return vault_.cipher.Decrypt(sealed, context);
}

absl::Status Store::Read(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_.Read(deadline, [&](mysql::Transaction& transaction) {
    Reader reader(transaction, vault_);
    return body(reader);
  });
}

absl::Status Store::Snapshot(absl::Time deadline, absl::FunctionRef<absl::Status(Reader&)> body) {
  return database_.Snapshot(deadline, [&](mysql::Transaction& transaction) {
    Reader reader(transaction, vault_);
    return body(reader);
  });
}

absl::Status Store::Write(absl::Time deadline, absl::FunctionRef<absl::Status(Writer&)> body) {
  return database_.Write(deadline, [&](mysql::Transaction& transaction) {
    Writer writer(transaction, vault_);
    return body(writer);
  });
}

}  // namespace disclosure::media
