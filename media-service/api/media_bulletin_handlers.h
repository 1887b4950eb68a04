// The quarterly bulletin (季度通报).
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class MediaBulletinHandlers {
 public:
  explicit MediaBulletinHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::MediaBulletin> GetMediaBulletin(const Call& call, const v1::GetMediaBulletinRequest& request);
  absl::StatusOr<google::api::HttpBody> ExportMediaBulletin(const Call& call, const v1::ExportMediaBulletinRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
