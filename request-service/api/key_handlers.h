// The rotation of the keys that personal data is encrypted with.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class KeyHandlers {
 public:
  explicit KeyHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::RotateKeysResponse> RotateKeys(const Call& call, const v1::RotateKeysRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
