// Who is told of what happens to a request, and when a message that could not be sent is tried again.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "absl/time/time.h"
#include "request-service/domain/event.h"

namespace disclosure::request {

// Numbers are stored and on the wire.
enum class NotificationChannel { kUnspecified = 0, kEmail = 1, kWebhook = 2 };
enum class NotificationState { kUnspecified = 0, kPending = 1, kSent = 2, kFailed = 3, kDead = 4 };

struct NotificationSettings {
  std::string organ;
  bool enabled = false;
  std::string desk_email;
  std::string webhook_url;
  std::string secret;  // of the webhook's signature
  int64_t version = 0;
};

struct Notification {
  std::string id;
  std::string organ;
  std::string request;  // resource name; "" for a digest
  std::string kind;     // of the event, or "warnings"
  NotificationChannel channel = NotificationChannel::kUnspecified;
  std::string recipient;  // encrypted where it is kept, as is the payload
  std::string payload;
  NotificationState state = NotificationState::kPending;
  int attempts = 0;
  std::string last_error;
  absl::Time create_time;
};

// 条例 art. 30, 31, 33, 35 and the fee measure's art. 6 have the applicant told; a mail beside the document is a courtesy, not
// its service. The desk is told of what comes from outside.
struct Audience {
  bool applicant = false;
  bool desk = false;
  bool operator==(const Audience&) const = default;
};
Audience AudienceOf(const EventData& data);

// When the n-th attempt has failed; nullopt: no more.
std::optional<absl::Duration> RetryAfter(int attempts);

// What a mail may be sent to: name@host in ASCII, nothing that a header or a command could be made of.
bool IsMailAddress(std::string_view address);

}  // namespace disclosure::request
