// Documents that were issued.
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "request-service/storage/digests.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr char kDocuments[] =
    "SELECT seq, item, code, number, title, issued_on, to_applicant FROM documents WHERE organ=? AND year=? AND serial=? ORDER BY seq, item";
constexpr char kDocument[] =
    "SELECT seq, item, code, number, title, issued_on, to_applicant, content_sealed FROM documents "
    "WHERE organ=? AND year=? AND serial=? AND seq=? AND item=?";
constexpr char kKept[] =
    "SELECT seq, item, code, number, title, issued_on, to_applicant, content_sealed, serial FROM documents "
    "WHERE organ=? AND year=? AND serial BETWEEN ? AND ? ORDER BY serial, seq, item";
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

absl::StatusOr<std::vector<KeptPaper>> Reader::KeptPapers(const Shelf& shelf, int first, int last) {
  struct Sealed {
    DocumentRow row;
    int serial = 0;
    std::string content;
  };
  std::vector<Sealed> rows;
  RETURN_IF_ERROR(transaction_.Select(kKept, {shelf.organ, shelf.year, first, last}, [&](const mysql::Row& row) {
    rows.push_back({.row = Decode(row), .serial = static_cast<int>(row.Int(8)), .content = row.Text(7)});
  }));
  std::vector<KeptPaper> out;
  for (Sealed& sealed : rows) {
    const RequestKey key{shelf.organ, shelf.year, sealed.serial};
    KeptPaper& kept = out.emplace_back(KeptPaper{.serial = sealed.serial, .seq = sealed.row.seq, .item = sealed.row.item});
    const std::string place = Place(key, sealed.row.seq, sealed.row.item);
    absl::StatusOr<std::string> content = vault_.cipher.Decrypt(sealed.content, {.table = "documents", .column = "content_sealed", .row = place});
    if (!content.ok()) continue;
    sealed.row.content = *std::move(content);
    kept.digest = PaperDigest(vault_, key, sealed.row);
  }
  return out;
}

absl::StatusOr<std::string> Writer::InsertDocument(const RequestKey& key, const DocumentRow& row) {
  const std::string place = Place(key, row.seq, row.item);
  const std::string sealed = vault_.cipher.Encrypt(row.content, {.table = "documents", .column = "content_sealed", .row = place});
  RETURN_IF_ERROR(transaction_
                      .Execute(kInsert, {key.organ, key.year, key.serial, row.seq, row.item, row.code, row.number, row.title, row.issued,
                                         row.to_applicant, sealed})
                      .status());
  return PaperDigest(vault_, key, row);
}

}  // namespace disclosure::request
