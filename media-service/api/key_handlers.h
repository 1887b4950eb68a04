// The rotation of the keys that contacts, events and evidence are encrypted with.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class KeyHandlers {
 public:
  explicit KeyHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::RotateMediaKeysResponse> RotateMediaKeys(const Call& call, const v1::RotateMediaKeysRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
