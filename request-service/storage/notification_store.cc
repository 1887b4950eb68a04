// Settings of notifications, and the outbox.
#include "absl/strings/str_cat.h"
#include "request-service/storage/store.h"

namespace disclosure::request {
namespace {

constexpr char kSettings[] = "SELECT enabled, desk_email, webhook_url, secret_sealed, version FROM notification_settings WHERE organ=?";
constexpr char kPutSettings[] =
    "INSERT INTO notification_settings (organ, enabled, desk_email, webhook_url, secret_sealed, warned_on, version) VALUES (?,?,?,?,?,NULL,?) "
    "ON DUPLICATE KEY UPDATE enabled=VALUES(enabled), desk_email=VALUES(desk_email), webhook_url=VALUES(webhook_url), "
    "secret_sealed=VALUES(secret_sealed), version=VALUES(version)";
constexpr char kInsert[] =
    "INSERT INTO notifications (id, organ, request, kind, channel, recipient_sealed, payload_sealed, state, attempts, due_us, last_error, create_us) "
    "VALUES (?,?,?,?,?,?,?,?,0,?,'',?)";
constexpr char kClaim[] =
    "SELECT id, organ, request, kind, channel, recipient_sealed, payload_sealed, state, attempts, last_error, create_us FROM notifications "
    "WHERE due_us <= ? ORDER BY due_us LIMIT 1 FOR UPDATE SKIP LOCKED";
constexpr char kLease[] = "UPDATE notifications SET attempts=?, due_us=? WHERE id=?";
// The number of the attempt is the fence.
constexpr char kFinish[] = "UPDATE notifications SET state=?, due_us=?, last_error=? WHERE id=? AND attempts=?";
constexpr char kList[] =
    "SELECT id, organ, request, kind, channel, '', '', state, attempts, last_error, create_us FROM notifications WHERE organ=? AND id < ? "
    "ORDER BY id DESC LIMIT ?";
constexpr char kUnwarned[] =
    "SELECT organ, warned_on FROM notification_settings WHERE enabled=1 AND (warned_on IS NULL OR warned_on < ?) AND organ > ? "
    "ORDER BY organ LIMIT 1 "
    "FOR UPDATE SKIP LOCKED";
constexpr char kWarned[] = "UPDATE notification_settings SET warned_on=? WHERE organ=?";

constexpr crypto::FieldContext Place(std::string_view column, std::string_view id) { return {"notifications", column, id}; }

Notification Decode(const mysql::Row& row) {
  return {.id = row.Text(0), .organ = row.Text(1), .request = row.Text(2), .kind = row.Text(3),
          .channel = static_cast<NotificationChannel>(row.Int(4)), .recipient = row.Text(5), .payload = row.Text(6),
          .state = static_cast<NotificationState>(row.Int(7)), .attempts = static_cast<int>(row.Int(8)), .last_error = row.Text(9),
          .create_time = row.Time(10)};
}

}  // namespace

absl::StatusOr<NotificationSettings> Reader::SettingsOf(std::string_view organ) {
  NotificationSettings out{.organ = std::string(organ)};
  RETURN_IF_ERROR(transaction_.Select(kSettings, {organ}, [&](const mysql::Row& row) {
    out.enabled = row.Bool(0);
    out.desk_email = row.Text(1);
    out.webhook_url = row.Text(2);
    out.secret = row.Text(3);
    out.version = row.Int(4);
  }));
  ASSIGN_OR_RETURN(out.secret, vault_.cipher.Decrypt(out.secret, {"notification_settings", "secret_sealed", organ}));
  return out;
}

absl::StatusOr<std::vector<Notification>> Reader::ListNotifications(std::string_view organ, std::string_view before, int limit) {
  std::vector<Notification> out;
  RETURN_IF_ERROR(transaction_.Select(kList, {organ, before.empty() ? "~" : before, limit}, [&](const mysql::Row& row) { out.push_back(Decode(row)); }));
  return out;
}

absl::Status Writer::PutSettings(const NotificationSettings& settings) {
  const std::string secret = vault_.cipher.Encrypt(settings.secret, {"notification_settings", "secret_sealed", settings.organ});
  return transaction_
      .Execute(kPutSettings, {settings.organ, settings.enabled, settings.desk_email, settings.webhook_url, secret, settings.version})
      .status();
}

absl::Status Writer::InsertNotification(const Notification& notification, absl::Time due) {
  const Notification& n = notification;
  return transaction_
      .Execute(kInsert, {n.id, n.organ, n.request, n.kind, n.channel, vault_.cipher.Encrypt(n.recipient, Place("recipient_sealed", n.id)),
                         vault_.cipher.Encrypt(n.payload, Place("payload_sealed", n.id)), n.state, due, n.create_time})
      .status();
}

absl::StatusOr<std::optional<Notification>> Writer::ClaimNotification(absl::Time now, absl::Duration lease) {
  std::optional<Notification> out;
  RETURN_IF_ERROR(transaction_.Select(kClaim, {now}, [&](const mysql::Row& row) { out = Decode(row); }));
  if (!out) return out;
  ++out->attempts;
  RETURN_IF_ERROR(transaction_.Execute(kLease, {out->attempts, now + lease, out->id}).status());
  return out;
}

absl::Status Unseal(const Vault& vault, Notification& notification) {
  ASSIGN_OR_RETURN(notification.recipient, vault.cipher.Decrypt(notification.recipient, Place("recipient_sealed", notification.id)));
  ASSIGN_OR_RETURN(notification.payload, vault.cipher.Decrypt(notification.payload, Place("payload_sealed", notification.id)));
  return absl::OkStatus();
}

absl::Status Writer::FinishNotification(const Notification& notification, std::optional<absl::Time> next) {
  return transaction_.Execute(kFinish, {notification.state, next, notification.last_error, notification.id, notification.attempts}).status();
}

absl::StatusOr<std::optional<Writer::Unwarned>> Writer::ClaimWarnings(absl::CivilDay day, std::string_view after) {
  std::optional<Unwarned> out;
  RETURN_IF_ERROR(transaction_.Select(kUnwarned, {day, after}, [&](const mysql::Row& row) { out = Unwarned{row.Text(0), row.OptionalDay(1)}; }));
  if (out) RETURN_IF_ERROR(SettleWarnings(out->organ, day));
  return out;
}

absl::Status Writer::SettleWarnings(std::string_view organ, absl::CivilDay day) { return transaction_.Execute(kWarned, {day, organ}).status(); }

}  // namespace disclosure::request
