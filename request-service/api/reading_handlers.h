// The desk's reading: lists, one request with its events, the explained due date.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class ReadingHandlers {
 public:
  explicit ReadingHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListRequestsResponse> ListRequests(const Call& call, const v1::ListRequestsRequest& request);
  absl::StatusOr<v1::Request> GetRequest(const Call& call, const v1::GetRequestRequest& request);
  absl::StatusOr<v1::DueDateExplanation> ExplainDueDate(const Call& call, const v1::ExplainDueDateRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
