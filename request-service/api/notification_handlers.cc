#include "request-service/api/notification_handlers.h"

#include "absl/strings/str_cat.h"
#include "common/base/text_limits.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "request-service/api/case_work.h"
#include "request-service/api/convert.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr char kSettingsName[] = "organs/*/notificationSettings";
constexpr size_t kShortestSecret = 16;
constexpr size_t kLongestSecret = 100;

v1::NotificationSettings Shown(const NotificationSettings& settings) {
  v1::NotificationSettings out;
  out.set_name(FormatName(kSettingsName, {settings.organ}));
  out.set_enabled(settings.enabled);
  out.set_desk_email(settings.desk_email);
  out.set_webhook_url(settings.webhook_url);
  out.set_webhook_secret_set(!settings.secret.empty());
  out.set_etag(Etag(settings.version));
  return out;
}

v1::Notification Shown(const Notification& notification) {
  v1::Notification out;
  out.set_name(absl::StrCat("organs/", notification.organ, "/notifications/", notification.id));
  out.set_request(notification.request);
  out.set_kind(notification.kind);
  out.set_channel(static_cast<v1::Notification::Channel>(notification.channel));
  out.set_state(static_cast<v1::Notification::State>(notification.state));
  out.set_attempts(notification.attempts);
  out.set_last_error(notification.last_error);
  *out.mutable_create_time() = ToProto(notification.create_time);
  return out;
}

// The organ of the settings, whose desk or supervisor the caller must be.
absl::StatusOr<std::string> OrganOf(const Backend& backend, const Call& call, const std::string& name, std::string_view field) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kSettingsName, name, field));
  RETURN_IF_ERROR(CheckOrgan(backend, call, ids[0], /*reading=*/call.caller.Has("supervisor")));
  if (backend.reference.Get()->organs.count(ids[0]) == 0) return error::NotFound(name);
  return ids[0];
}

absl::Status Check(const v1::NotificationSettings& settings, const WebhookRules& rules) {
  error::Violations bad;
  if (!settings.desk_email().empty() && !IsMailAddress(settings.desk_email())) {
    bad.Add("settings.desk_email", "must look like name@example.cn");
  }
  if (!settings.webhook_url().empty()) {
    if (const std::string fault = WebhookFault(settings.webhook_url(), rules); !fault.empty()) bad.Add("settings.webhook_url", fault);
  }
  CheckWritten(bad, "settings.webhook_secret", settings.webhook_secret(), kLongestSecret);
  if (!settings.webhook_secret().empty() && CodePoints(settings.webhook_secret()) < kShortestSecret) {
    bad.Add("settings.webhook_secret", "must have at least 16 characters");
  }
  return bad.status();
}

}  // namespace

absl::StatusOr<v1::NotificationSettings> NotificationHandlers::GetNotificationSettings(const Call& call,
                                                                                       const v1::GetNotificationSettingsRequest& request) {
  ASSIGN_OR_RETURN(const std::string organ, OrganOf(backend_, call, request.name(), "name"));
  NotificationSettings settings;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(settings, reader.SettingsOf(organ));
    return absl::OkStatus();
  }));
  return Shown(settings);
}

absl::StatusOr<v1::NotificationSettings> NotificationHandlers::UpdateNotificationSettings(const Call& call,
                                                                                          const v1::UpdateNotificationSettingsRequest& request) {
  const v1::NotificationSettings& wanted = request.settings();
  ASSIGN_OR_RETURN(const std::string organ, OrganOf(backend_, call, wanted.name(), "settings.name"));
  RETURN_IF_ERROR(Check(wanted, backend_.webhooks));
  return WriteOnce<v1::NotificationSettings>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::NotificationSettings> {
    ASSIGN_OR_RETURN(NotificationSettings settings, writer.SettingsOf(organ));
    if (!wanted.etag().empty() && wanted.etag() != Etag(settings.version)) {
      return error::EtagMismatch(wanted.name(), wanted.etag(), Etag(settings.version));
    }
    settings.enabled = wanted.enabled();
    settings.desk_email = wanted.desk_email();
    settings.webhook_url = wanted.webhook_url();
    if (!wanted.webhook_secret().empty()) settings.secret = wanted.webhook_secret();
    if (!settings.webhook_url.empty() && settings.secret.empty()) {
      return error::BadRequest({{"settings.webhook_secret", "must be given with webhook_url"}});
    }
    ++settings.version;
    RETURN_IF_ERROR(writer.PutSettings(settings));
    return Shown(settings);
  });
}

absl::StatusOr<v1::ListNotificationsResponse> NotificationHandlers::ListNotifications(const Call& call, const v1::ListNotificationsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kOrganName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckOrgan(backend_, call, ids[0], /*reading=*/true));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("notifications ", ids[0]);
  ASSIGN_OR_RETURN(const std::string before, ParsePageToken(request.page_token(), bound_to));
  std::vector<Notification> found;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(found, reader.ListNotifications(ids[0], before, size + 1));
    return absl::OkStatus();
  }));
  v1::ListNotificationsResponse response;
  if (static_cast<int>(found.size()) > size) {
    found.resize(size);
    response.set_next_page_token(MakePageToken(found.back().id, bound_to));
  }
  for (const Notification& notification : found) *response.add_notifications() = Shown(notification);
  return response;
}

}  // namespace disclosure::request
