// Encrypted columns, row by row, whatever they hold (sealed_columns.h).
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "request-service/storage/sealed_columns.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

size_t KeysOf(const SealedColumn& column) {
  size_t count = 0;
  while (count < column.keys.size() && !column.keys[count].empty()) ++count;
  return count;
}

std::string Text(std::string_view text) { return std::string(text); }

// k0 > ? OR (k0 = ? AND (k1 > ? OR …)): behind a key, so that an index serves it.
std::string Behind(const SealedColumn& column, size_t from, const std::vector<std::string>& after, std::vector<mysql::Value>& values) {
  const std::string key = Text(column.keys[from]);
  values.emplace_back(after[from]);
  if (from + 1 == after.size()) return absl::StrCat(key, " > ?");
  values.emplace_back(after[from]);
  return absl::StrCat(key, " > ? OR (", key, " = ? AND (", Behind(column, from + 1, after, values), "))");
}

std::string PlaceOf(const SealedColumn& column, const std::vector<std::string>& keys) {
  std::vector<std::string> all = keys;
  all.resize(column.keys.size());
  return absl::Substitute(absl::string_view(column.place.data(), column.place.size()), all[0], all[1], all[2], all[3], all[4]);
}

std::string Assignments(const SealedColumn& column) {
  std::string sql;
  for (size_t i = 0; i < KeysOf(column); ++i) absl::StrAppend(&sql, i > 0 ? " AND " : "", Text(column.keys[i]), "=?");
  return sql;
}

}  // namespace

absl::StatusOr<std::vector<SealedRow>> Reader::SealedRows(int column, const std::vector<std::string>& after, int limit) {
  const SealedColumn& sealed = kSealedColumns[column];
  const size_t count = KeysOf(sealed);
  std::string keys;
  for (size_t i = 0; i < count; ++i) absl::StrAppend(&keys, i > 0 ? ", " : "", Text(sealed.keys[i]));
  std::vector<mysql::Value> values;
  const std::string where = after.size() == count ? absl::StrCat(" WHERE ", Behind(sealed, 0, after, values)) : "";
  values.emplace_back(limit);
  const std::string sql = absl::StrCat("SELECT ", keys, ", ", Text(sealed.column), " FROM ", Text(sealed.table), where, " ORDER BY ", keys, " LIMIT ?");
  std::vector<SealedRow> out;
  RETURN_IF_ERROR(transaction_.Select(Locking(sql), values, [&](const mysql::Row& row) {
    SealedRow& found = out.emplace_back();
    for (size_t i = 0; i < count; ++i) found.keys.push_back(row.Text(static_cast<int>(i)));
    found.bytes = row.Text(static_cast<int>(count));
  }));
  return out;
}

absl::Status Writer::Reencrypt(int column, const SealedRow& row) {
  const SealedColumn& sealed = kSealedColumns[column];
  const std::string place = PlaceOf(sealed, row.keys);
  ASSIGN_OR_RETURN(const std::string bytes, vault_.cipher.Reencrypt(row.bytes, {.table = sealed.table, .column = sealed.column, .row = place}));
  std::vector<mysql::Value> values = {bytes};
  for (const std::string& key : row.keys) values.emplace_back(key);
  const std::string sql = absl::StrCat("UPDATE ", Text(sealed.table), " SET ", Text(sealed.column), "=? WHERE ", Assignments(sealed));
  return transaction_.Execute(sql, values).status();
}

}  // namespace disclosure::request
