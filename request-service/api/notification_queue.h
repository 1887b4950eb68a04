// Puts notifications into the outbox, in the transaction of what they tell of.
#pragma once

#include <optional>

#include "request-service/api/case_work.h"

namespace disclosure::request {

// Nothing where the organ's settings are off, or there is no way to tell.
absl::Status QueueNotifications(Writer& writer, const Bench& bench, const Event& event, const RequestRow& row);

// A digest for the desk of each organ that was not told today: the requests whose warning colour changed since it was told
// last.
absl::Status QueueWarnings(const Backend& backend, absl::Time deadline);

// How the payload of a mail is kept.
std::string MailPayload(const NotificationText& text);
absl::StatusOr<NotificationText> ParseMailPayload(const std::string& payload);

}  // namespace disclosure::request
