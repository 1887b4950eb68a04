#include "common/mysql/sealed_column.h"

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/substitute.h"
#include "common/base/status.h"

namespace disclosure::mysql {
namespace {

size_t KeysOf(const SealedColumn& column) {
  size_t count = 0;
  while (count < column.keys.size() && !column.keys[count].empty()) ++count;
  return count;
}

std::string Text(std::string_view text) { return std::string(text); }

// k0 > ? OR (k0 = ? AND (k1 > ? OR …)): behind a key, so that an index serves it.
std::string Behind(const SealedColumn& column, size_t from, const std::vector<std::string>& after, std::vector<Value>& values) {
  const std::string key = Text(column.keys[from]);
  values.emplace_back(after[from]);
  if (from + 1 == after.size()) return absl::StrCat(key, " > ?");
  values.emplace_back(after[from]);
  return absl::StrCat(key, " > ? OR (", key, " = ? AND (", Behind(column, from + 1, after, values), "))");
}

std::string Assignments(const SealedColumn& column) {
  std::string sql;
  for (size_t i = 0; i < KeysOf(column); ++i) absl::StrAppend(&sql, i > 0 ? " AND " : "", Text(column.keys[i]), "=?");
  return sql;
}

absl::StatusOr<std::vector<SealedRow>> Rows(Transaction& transaction, const SealedColumn& sealed, const std::vector<std::string>& after, int limit,
                                            std::string_view locking) {
  const size_t count = KeysOf(sealed);
  std::string keys;
  for (size_t i = 0; i < count; ++i) absl::StrAppend(&keys, i > 0 ? ", " : "", Text(sealed.keys[i]));
  std::vector<Value> values;
  const std::string where = after.size() == count ? absl::StrCat(" WHERE ", Behind(sealed, 0, after, values)) : "";
  values.emplace_back(limit);
  std::vector<SealedRow> out;
  RETURN_IF_ERROR(transaction.Select(absl::StrCat("SELECT ", keys, ", ", Text(sealed.column), " FROM ", Text(sealed.table), where, " ORDER BY ", keys,
                                                  " LIMIT ?", Text(locking)),
                                     values, [&](const Row& row) {
    SealedRow& found = out.emplace_back();
    for (size_t i = 0; i < count; ++i) found.keys.push_back(row.Text(static_cast<int>(i)));
    found.bytes = row.Text(static_cast<int>(count));
  }));
  return out;
}

absl::Status Reencrypt(Transaction& transaction, const crypto::FieldCipher& cipher, const SealedColumn& sealed, SealedRow& row) {
  const std::string place = PlaceOf(sealed, row.keys);
  ASSIGN_OR_RETURN(row.bytes, cipher.Reencrypt(row.bytes, {.table = sealed.table, .column = sealed.column, .row = place}));
  std::vector<Value> values = {row.bytes};
  for (const std::string& key : row.keys) values.emplace_back(key);
  return transaction.Execute(absl::StrCat("UPDATE ", Text(sealed.table), " SET ", Text(sealed.column), "=? WHERE ", Assignments(sealed)), values).status();
}

KeyPage PageOf(const SealedColumn& column, const SealedPosition& position, int limit, const std::vector<SealedRow>& rows) {
  KeyPage page{.table = Text(column.table), .rows = static_cast<int64_t>(rows.size())};
  for (const SealedRow& row : rows) {
    const int key = crypto::FieldCipher::KeyOf(row.bytes);
    if (key != 0) ++page.by_key[key];
  }
  const bool full = static_cast<int>(rows.size()) == limit;
  page.next = full ? SealedPosition{position.column, rows.back().keys} : SealedPosition{position.column + 1, {}};
  return page;
}

}  // namespace

std::string PlaceOf(const SealedColumn& column, const std::vector<std::string>& keys) {
  std::vector<std::string> all = keys;
  all.resize(column.keys.size());
  return absl::Substitute(absl::string_view(column.place.data(), column.place.size()), all[0], all[1], all[2], all[3], all[4]);
}

absl::StatusOr<std::vector<SealedRow>> ReadSealedRows(Transaction& transaction, const SealedColumn& column, const std::vector<std::string>& after, int limit) {
  return Rows(transaction, column, after, limit, "");
}

// Hex, because keys may hold anything.
std::string ToText(const SealedPosition& position) {
  std::string text = absl::StrCat(position.column);
  for (const std::string& key : position.after) absl::StrAppend(&text, "/", absl::BytesToHexString(key));
  return text;
}

SealedPosition ParseSealedPosition(std::string_view text) {
  SealedPosition position;
  const std::vector<std::string> parts = absl::StrSplit(absl::string_view(text.data(), text.size()), '/');
  if (!absl::SimpleAtoi(parts.front(), &position.column) || position.column < 0) return {};
  for (size_t i = 1; i < parts.size(); ++i) position.after.push_back(absl::HexStringToBytes(parts[i]));
  return position;
}

absl::StatusOr<KeyPage> CountKeys(Transaction& transaction, std::span<const SealedColumn> columns, const SealedPosition& position, int limit) {
  if (position.column >= static_cast<int>(columns.size())) return KeyPage{.next = position};
  const SealedColumn& column = columns[static_cast<size_t>(position.column)];
  ASSIGN_OR_RETURN(const std::vector<SealedRow> rows, ReadSealedRows(transaction, column, position.after, limit));
  return PageOf(column, position, limit, rows);
}

absl::StatusOr<KeyPage> RotateKeys(Transaction& transaction, const crypto::FieldCipher& cipher, std::span<const SealedColumn> columns,
                                   const SealedPosition& position, int limit) {
  if (position.column >= static_cast<int>(columns.size())) return KeyPage{.next = position};
  const SealedColumn& column = columns[static_cast<size_t>(position.column)];
  ASSIGN_OR_RETURN(std::vector<SealedRow> rows, Rows(transaction, column, position.after, limit, " FOR UPDATE"));
  int64_t rotated = 0;
  for (SealedRow& row : rows) {
    if (!cipher.NeedsRotation(row.bytes)) continue;
    RETURN_IF_ERROR(Reencrypt(transaction, cipher, column, row));
    ++rotated;
  }
  KeyPage page = PageOf(column, position, limit, rows);
  page.rotated = rotated;
  return page;
}

}  // namespace disclosure::mysql
