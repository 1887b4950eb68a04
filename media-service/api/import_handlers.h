// Lists that divisions have (台账). Errors as documented in the proto.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class ImportHandlers {
 public:
  explicit ImportHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ImportAccountsResponse> ImportAccounts(const Call& call, const v1::ImportAccountsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
