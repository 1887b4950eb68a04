// Documents that were issued.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr char kDocuments[] =
    "SELECT seq, item, code, number, title, issued_on, to_applicant FROM documents WHERE organ=? AND year=? AND serial=? ORDER BY seq, item";
constexpr char kDocument[] =
    "SELECT seq, item, code, number, title, issued_on, to_applicant, content_sealed FROM documents "
    "WHERE organ=? AND year=? AND serial=? AND seq=? AND item=?";
constexpr char kInsert[] =
    "INSERT INTO documents (organ, year, serial, seq, item, code, number, title, issued_on, to_applicant, content_sealed) "
    "VALUES (?,?,?,?,?,?,?,?,?,?,?)";

DocumentRow Decode(const mysql::Row& row) {
  return {.seq = static_cast<int>(row.Int(0)),
          .item = static_cast<int>(row.Int(1)),
          .code = row.Text(2),
          .number = row.Text(3),
          .title = row.Text(4),
          .issued = row.Day(5),
          .to_applicant = row.Bool(6)};
}

std::string Place(const RequestKey& key, int seq, int item) { return absl::StrCat(Number(key), "#", seq, "-", item); }

}  // namespace

absl::StatusOr<std::vector<DocumentRow>> Reader::Documents(const RequestKey& key) {
  std::vector<DocumentRow> out;
  RETURN_IF_ERROR(transaction_.Select(kDocuments, {key.organ, key.year, key.serial}, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  return out;
}

absl::StatusOr<DocumentRow> Reader::GetDocument(const RequestKey& key, int seq, int item) {
  DocumentRow out;
  std::string sealed;
  ASSIGN_OR_RETURN(const bool found, transaction_.SelectOne(kDocument, {key.organ, key.year, key.serial, seq, item}, [&](const mysql::Row& row) {
    out = Decode(row);
    sealed = row.Text(7);
  }));
  if (!found) return error::NotFound(absl::StrCat(Name(key), "/documents/", seq, "-", item));
  const std::string place = Place(key, seq, item);
  ASSIGN_OR_RETURN(out.content, vault_.cipher.Decrypt(sealed, {.table = "documents", .column = "content_sealed", .row = place}));
  return out;
}

absl::Status Writer::InsertDocument(const RequestKey& key, const DocumentRow& row) {
  const std::string place = Place(key, row.seq, row.item);
  const std::string sealed = vault_.cipher.Encrypt(row.content, {.table = "documents", .column = "content_sealed", .row = place});
  return transaction_
      .Execute(kInsert, {key.organ, key.year, key.serial, row.seq, row.item, row.code, row.number, row.title, row.issued, row.to_applicant, sealed})
      .status();
}

}  // namespace disclosure::request
