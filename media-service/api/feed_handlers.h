// The feeds that the service reads itself, and how that goes.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class FeedHandlers {
 public:
  explicit FeedHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::FeedSource> SetFeedSource(const Call& call, const v1::SetFeedSourceRequest& request);
  absl::StatusOr<v1::ListFeedSourcesResponse> ListFeedSources(const Call& call, const v1::ListFeedSourcesRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
