// How the desk wants to be told, and what was sent.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class NotificationHandlers {
 public:
  explicit NotificationHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::NotificationSettings> GetNotificationSettings(const Call& call, const v1::GetNotificationSettingsRequest& request);
  absl::StatusOr<v1::NotificationSettings> UpdateNotificationSettings(const Call& call, const v1::UpdateNotificationSettingsRequest& request);
  absl::StatusOr<v1::ListNotificationsResponse> ListNotifications(const Call& call, const v1::ListNotificationsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
