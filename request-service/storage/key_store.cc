// The keys that the encrypted columns stand under.
#include "request-service/storage/sealed_columns.h"
#include "request-service/storage/store.h"

namespace disclosure::request {

absl::StatusOr<mysql::KeyPage> Reader::CountKeys(const mysql::SealedPosition& position, int limit) {
  return mysql::CountKeys(transaction_, kSealedColumns, position, limit);
}

absl::StatusOr<mysql::KeyPage> Writer::RotateKeys(const mysql::SealedPosition& position, int limit) {
  return mysql::RotateKeys(transaction_, vault_.cipher, kSealedColumns, position, limit);
}

}  // namespace disclosure::request
