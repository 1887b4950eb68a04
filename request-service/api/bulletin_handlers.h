// 月度通报.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class BulletinHandlers {
 public:
  explicit BulletinHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Bulletin> GetBulletin(const Call& call, const v1::GetBulletinRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
