// The keys that the encrypted columns stand under.
#include "media-service/storage/sealed_columns.h"
#include "media-service/storage/store.h"

namespace disclosure::media {

absl::StatusOr<mysql::KeyPage> Reader::CountKeys(const mysql::SealedPosition& position, int limit) {
  return mysql::CountKeys(transaction_, kSealedColumns, position, limit);
}

absl::StatusOr<mysql::KeyPage> Writer::RotateKeys(const mysql::SealedPosition& position, int limit) {
  return mysql::RotateKeys(transaction_, vault_.cipher, kSealedColumns, position, limit);
}

}  // namespace disclosure::media
