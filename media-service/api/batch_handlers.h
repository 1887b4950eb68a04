// Batches of adjustment (动态调整批次).
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class BatchHandlers {
 public:
  explicit BatchHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::AdjustmentBatch> CreateAdjustmentBatch(const Call& call, const v1::CreateAdjustmentBatchRequest& request);
  absl::StatusOr<v1::AdjustmentBatch> GetAdjustmentBatch(const Call& call, const v1::GetAdjustmentBatchRequest& request);
  absl::StatusOr<v1::ListAdjustmentBatchesResponse> ListAdjustmentBatches(const Call& call, const v1::ListAdjustmentBatchesRequest& request);
  absl::StatusOr<v1::AdjustmentBatch> DecideAdjustmentBatch(const Call& call, const v1::DecideAdjustmentBatchRequest& request);
  absl::StatusOr<v1::AdjustmentBatch> AnnounceAdjustmentBatch(const Call& call, const v1::AnnounceAdjustmentBatchRequest& request);
  absl::StatusOr<v1::AdjustmentBatch> CompleteAdjustmentBatch(const Call& call, const v1::AdjustmentBatchActRequest& request);
  absl::StatusOr<v1::AdjustmentBatch> CancelAdjustmentBatch(const Call& call, const v1::AdjustmentBatchActRequest& request);
  absl::StatusOr<google::api::HttpBody> GetAdjustmentNotice(const Call& call, const v1::GetAdjustmentNoticeRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
