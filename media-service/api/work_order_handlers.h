// Work orders (整改工单).
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class WorkOrderHandlers {
 public:
  explicit WorkOrderHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListWorkOrdersResponse> ListWorkOrders(const Call& call, const v1::ListWorkOrdersRequest& request);
  absl::StatusOr<v1::WorkOrder> RemindWorkOrder(const Call& call, const v1::WorkOrderActRequest& request);
  absl::StatusOr<v1::WorkOrder> ReplyWorkOrder(const Call& call, const v1::WorkOrderActRequest& request);
  absl::StatusOr<v1::WorkOrder> RecheckWorkOrder(const Call& call, const v1::WorkOrderActRequest& request);
  absl::StatusOr<v1::WorkOrder> EscalateWorkOrder(const Call& call, const v1::WorkOrderActRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
