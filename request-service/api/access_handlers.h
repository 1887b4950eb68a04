// The access log, for those who watch over it.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class AccessHandlers {
 public:
  explicit AccessHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListAccessesResponse> ListAccesses(const Call& call, const v1::ListAccessesRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
