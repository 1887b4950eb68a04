#include "common/mysql/served.h"

#include <openssl/sha.h>

#include "common/base/error.h"
#include "common/base/status.h"

namespace disclosure::mysql {

// VARBINARY: two ids are the same only if all their bytes are.
const std::string_view kServedSchema = R"sql(
CREATE TABLE served (
  caller VARBINARY(255) NOT NULL,
  method VARBINARY(255) NOT NULL,
  request_id VARBINARY(100) NOT NULL,
  fingerprint BINARY(32) NOT NULL,
  response MEDIUMBLOB NULL,
  time_us BIGINT NOT NULL,
  PRIMARY KEY (caller, method, request_id),
  KEY served_by_time (time_us)
) ENGINE = InnoDB;
)sql";

namespace {

constexpr size_t kRequestIdBytesMax = 100;
constexpr size_t kNameBytesMax = 255;
constexpr int kPruneBatch = 1000;

std::string Fingerprint(std::string_view content) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(content.data()), content.size(), digest);
  return {reinterpret_cast<const char*>(digest), sizeof digest};
}

absl::Status CheckKey(const ServedKey& key) {
  error::Violations bad;
  if (key.request_id.size() > kRequestIdBytesMax)
    bad.Add("request_id", "is longer than 100 bytes: use a UUID");
  if (key.caller.size() > kNameBytesMax) bad.Add("caller", "is longer than 255 bytes");
  if (key.method.size() > kNameBytesMax) bad.Add("method", "is longer than 255 bytes");
  return bad.status();
}

// What was answered before.
absl::StatusOr<std::string> Stored(Transaction& transaction, const ServedKey& key,
                                   const std::string& fingerprint) {
  bool same = false;
  std::string response;
  ASSIGN_OR_RETURN(
      const bool found,
      transaction.SelectOne(
          "SELECT fingerprint, response FROM served WHERE caller = ? AND method = ? AND request_id = ?",
          {key.caller, key.method, key.request_id}, [&](const Row& row) {
            same = row.Text(0) == fingerprint;
            response = row.Text(1);
          }));
  if (!found) {
    // Forgotten between our INSERT and now.
    return error::Make(absl::StatusCode::kAborted, "the stored response was just forgotten: repeat the call",
                       {.reason = "SERVED_FORGOTTEN"});
  }
  if (!same) return error::RequestIdReused(key.request_id);
  return response;
}

}  // namespace

absl::StatusOr<std::string> ServeOnce(Transaction& transaction, const ServedKey& key,
                                      std::string_view content, absl::Time now,
                                      absl::FunctionRef<absl::StatusOr<std::string>()> serve) {
  if (key.request_id.empty()) return serve();
  RETURN_IF_ERROR(CheckKey(key));
  const std::string fingerprint = Fingerprint(content);
  // A twin in flight holds this key's lock: we wait here for its COMMIT or ROLLBACK.
  const absl::Status placed =
      transaction
          .Execute(
              "INSERT INTO served (caller, method, request_id, fingerprint, time_us) VALUES (?, ?, ?, ?, ?)",
              {key.caller, key.method, key.request_id, fingerprint, now})
          .status();
  if (absl::IsAlreadyExists(placed)) return Stored(transaction, key, fingerprint);
  RETURN_IF_ERROR(placed);
  ASSIGN_OR_RETURN(std::string response, serve());
  RETURN_IF_ERROR(
      transaction
          .Execute("UPDATE served SET response = ? WHERE caller = ? AND method = ? AND request_id = ?",
                   {response, key.caller, key.method, key.request_id})
          .status());
  return response;
}

absl::StatusOr<int64_t> PruneServed(Database& database, absl::Time deadline, absl::Time older_than) {
  int64_t pruned = 0;
  for (int64_t batch = kPruneBatch; batch == kPruneBatch; pruned += batch) {
    RETURN_IF_ERROR(database.Write(deadline, [&](Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(batch,
                       transaction.Execute("DELETE FROM served WHERE time_us < ? ORDER BY time_us LIMIT ?",
                                           {older_than, kPruneBatch}));
      return absl::OkStatus();
    }));
  }
  return pruned;
}

}  // namespace disclosure::mysql
