// A batch in hand, with its accounts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "media-service/api/account_work.h"
#include "media-service/domain/batch.h"

namespace disclosure::media {

inline constexpr char kBatchName[] = "divisions/*/adjustmentBatches/*";

struct BatchId {
  std::string division;
  int year = 0;
  int serial = 0;
};
// BAD_REQUEST unless `name` is that of a batch.
absl::StatusOr<BatchId> ParseBatchName(const std::string& name);
std::string BatchName(const Batch& batch);

struct BatchInHand {
  Batch batch;
  std::vector<Account> accounts;                             // in the order of its items
  std::vector<std::optional<absl::CivilDay>> silent_since;  // of those whose closing holds
};
absl::StatusOr<BatchInHand> LoadBatch(Reader& reader, const BatchId& id);
// The accounts of a batch that is not kept yet. BAD_REQUEST naming those that are unknown or of another division.
absl::Status LoadAccounts(Reader& reader, BatchInHand& batch);

v1::AdjustmentBatch ToProto(const Backend& backend, const BatchInHand& batch);
Batch FromProto(const v1::AdjustmentBatch& message, error::Violations& bad);

// What was decided begins for every account: closings and mergers are announced, rectifications required. All or, with
// FAILED_PRECONDITION (BATCH_BLOCKED naming each item and why), none.
absl::Status AnnounceItems(const Backend& backend, const Call& call, Writer& writer, BatchInHand& batch);

}  // namespace disclosure::media
