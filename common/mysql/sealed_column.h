// Encrypted columns, whatever they hold, walked row by row: how many rows stand under which key, and a new key for all.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/crypto/field_cipher.h"
#include "common/mysql/transaction.h"

namespace disclosure::mysql {

struct SealedColumn {
  std::string_view table;
  std::string_view column;
  std::array<std::string_view, 5> keys;  // the primary key, in its order; "" where it has fewer columns
  std::string_view place;                // the row of its FieldContext, by the keys: $0 …
  bool goes = false;                     // emptied when what the row belongs to, whose key begins the row's, is made anonymous
};

// Where a walk over `columns` goes on: behind a row of one of them. Behind the last column `column` is their number.
struct SealedPosition {
  int column = 0;
  std::vector<std::string> after;  // the primary key as texts; empty: the column from its start
};
// For page tokens. What was not made by ToText is the start.
std::string ToText(const SealedPosition& position);
SealedPosition ParseSealedPosition(std::string_view text);

struct KeyPage {
  std::string table;
  int64_t rows = 0;
  int64_t rotated = 0;             // encrypted anew
  std::map<int, int64_t> by_key;   // after the call; what is empty stands under none
  SealedPosition next;
};

// A row of a sealed column: its primary key as texts, and the encrypted bytes.
struct SealedRow {
  std::vector<std::string> keys;
  std::string bytes;
};
// By primary key, behind `after` (empty: from the first). Locks nothing.
absl::StatusOr<std::vector<SealedRow>> ReadSealedRows(Transaction& transaction, const SealedColumn& column, const std::vector<std::string>& after, int limit);
// The FieldContext's row.
std::string PlaceOf(const SealedColumn& column, const std::vector<std::string>& keys);

// Looks at up to `limit` rows of the column at `position`; behind the last column there are none.
absl::StatusOr<KeyPage> CountKeys(Transaction& transaction, std::span<const SealedColumn> columns, const SealedPosition& position, int limit);
// The same, and encrypts under the current key of `cipher` what stands under an older one. Locks the rows until COMMIT.
absl::StatusOr<KeyPage> RotateKeys(Transaction& transaction, const crypto::FieldCipher& cipher, std::span<const SealedColumn> columns,
                                   const SealedPosition& position, int limit);

}  // namespace disclosure::mysql
