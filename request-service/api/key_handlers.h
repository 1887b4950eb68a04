// The rotation of the keys that personal data is encrypted with.
#pragma once

#include <string>
#include <vector>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class KeyHandlers {
 public:
  explicit KeyHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::RotateKeysResponse> RotateKeys(const Call& call, const v1::RotateKeysRequest& request);

 private:
  // Contents of attachments behind `after`, from before they had keys of their own.
  absl::StatusOr<v1::RotateKeysResponse> RotateContents(const Call& call, bool dry_run, const std::vector<std::string>& after, int size);
  // False if the content cannot be read.
  absl::StatusOr<bool> GiveOwnKey(const Call& call, const PlacedAttachment& attachment);

  const Backend& backend_;
};

}  // namespace disclosure::request
