// Filings (备案): from a draft to an account that is open, and the changes that need one.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class FilingHandlers {
 public:
  explicit FilingHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Account> FileAccount(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> WithdrawFiling(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> ReturnFiling(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> RefuseFiling(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> ApproveFiling(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> OpenAccount(const Call& call, const v1::OpenAccountRequest& request);
  absl::StatusOr<v1::ChangeFiling> FileChange(const Call& call, const v1::FileChangeRequest& request);
  absl::StatusOr<v1::ChangeFiling> GetChangeFiling(const Call& call, const v1::GetChangeFilingRequest& request);
  absl::StatusOr<v1::Account> ApproveChange(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> RefuseChange(const Call& call, const v1::AccountActRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
