// One account: read, registered, edited. Errors as documented in the proto.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class AccountHandlers {
 public:
  explicit AccountHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Account> GetAccount(const Call& call, const v1::GetAccountRequest& request);
  absl::StatusOr<v1::Account> CreateAccount(const Call& call, const v1::CreateAccountRequest& request);
  absl::StatusOr<v1::Account> UpdateAccount(const Call& call, const v1::UpdateAccountRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
