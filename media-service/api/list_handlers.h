// Lists for everybody. Errors as documented in the proto.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class ListHandlers {
 public:
  explicit ListHandlers(const Backend& backend) : backend_(backend) {}

  // From the store; PublicView has the first page of what is in force.
  absl::StatusOr<v1::ListAccountsResponse> ListAccounts(const Call& call, const v1::ListAccountsRequest& request);
  absl::StatusOr<v1::ListPlatformsResponse> ListPlatforms(const Call& call, const v1::ListPlatformsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
