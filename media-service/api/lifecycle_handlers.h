// What becomes of an account that is open: rectification, closing, cancellation, merging.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class LifecycleHandlers {
 public:
  explicit LifecycleHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Account> RequireRectification(const Call& call, const v1::RequireRectificationRequest& request);
  absl::StatusOr<v1::Account> ConfirmRectification(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> AnnounceClosing(const Call& call, const v1::AnnounceClosingRequest& request);
  absl::StatusOr<v1::Account> RevokeClosing(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> SuspendAccount(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::Account> DeregisterAccount(const Call& call, const v1::DeregisterAccountRequest& request);
  absl::StatusOr<v1::Account> MergeAccount(const Call& call, const v1::MergeAccountRequest& request);
  absl::StatusOr<v1::Account> ArchiveAccount(const Call& call, const v1::ArchiveAccountRequest& request);
  absl::StatusOr<v1::Account> RecordUnfiled(const Call& call, const v1::RecordObservedStateRequest& request);
  absl::StatusOr<v1::Account> RecordReopened(const Call& call, const v1::RecordObservedStateRequest& request);
  absl::StatusOr<v1::Account> ResolveFinding(const Call& call, const v1::AccountActRequest& request);
  absl::StatusOr<v1::ListAccountEventsResponse> ListAccountEvents(const Call& call, const v1::ListAccountEventsRequest& request);
  absl::StatusOr<v1::ListClosingAlarmsResponse> ListClosingAlarms(const Call& call, const v1::ListClosingAlarmsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
