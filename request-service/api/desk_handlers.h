// What the desk counts.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class DeskHandlers {
 public:
  explicit DeskHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::CountRequestsResponse> CountRequests(const Call& call, const v1::CountRequestsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
