// 活跃度和预警: computed when they are asked for.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class ActivityHandlers {
 public:
  explicit ActivityHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListActivityResponse> ListActivity(const Call& call, const v1::ListActivityRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
