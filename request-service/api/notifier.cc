#include "request-service/api/notifier.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "request-service/api/notification_queue.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kLease = absl::Minutes(2);  // longer than a sender's timeout
constexpr absl::Duration kTimeout = absl::Seconds(10);
constexpr size_t kLongestError = 200;

absl::Status SendBy(const Senders& senders, const Notification& notification, const std::string& secret, absl::Time now) {
  Message message{.id = notification.id, .recipient = notification.recipient, .body = notification.payload, .secret = secret};
  Sender* sender = senders.webhook;
  if (notification.channel == NotificationChannel::kEmail) {
    sender = senders.mail;
    ASSIGN_OR_RETURN(NotificationText text, ParseMailPayload(notification.payload));
    message.subject = std::move(text.subject);
    message.body = std::move(text.body);
  }
  if (sender == nullptr) return absl::UnavailableError("no sender is configured");
  return sender->Send(message, now);
}

absl::Status OpenAndSend(const Backend& backend, const Senders& senders, Notification& notification, absl::Time now) {
  RETURN_IF_ERROR(Unseal(backend.vault, notification));
  NotificationSettings settings;
  RETURN_IF_ERROR(backend.store.Read(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(settings, reader.SettingsOf(notification.organ));
    return absl::OkStatus();
  }));
  return SendBy(senders, notification, settings.secret, now);
}

// When it is due again; nullopt: never.
std::optional<absl::Time> Judge(const absl::Status& sent, absl::Time now, Notification& notification) {
  notification.state = NotificationState::kSent;
  notification.last_error = "";
  if (sent.ok()) return std::nullopt;
  notification.last_error = std::string(sent.message().substr(0, kLongestError));
  const std::optional<absl::Duration> pause =
      absl::IsInvalidArgument(sent) || absl::IsDataLoss(sent) ? std::nullopt : RetryAfter(notification.attempts);
  notification.state = pause ? NotificationState::kFailed : NotificationState::kDead;
  if (!pause) return std::nullopt;
  return now + *pause;
}

}  // namespace

absl::StatusOr<bool> SendOne(const Backend& backend, const Senders& senders) {
  const absl::Time now = backend.clock.Now();
  std::optional<Notification> claimed;
  RETURN_IF_ERROR(backend.store.Write(absl::Now() + kTimeout, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(claimed, writer.ClaimNotification(now, kLease));
    return absl::OkStatus();
  }));
  if (!claimed) return false;
  // Outside of the claim: what cannot be read is given up, and does not come first for ever.
  const absl::Status sent = OpenAndSend(backend, senders, *claimed, now);
  const std::optional<absl::Time> next = Judge(sent, backend.clock.Now(), *claimed);
  if (!sent.ok()) {
    Log(LogLevel::kWarning, "a notification was not sent",
        {{"id", claimed->id}, {"organ", claimed->organ}, {"attempts", absl::StrCat(claimed->attempts)}, {"detail", claimed->last_error}});
  }
  RETURN_IF_ERROR(backend.store.Write(absl::Now() + kTimeout, [&](Writer& writer) { return writer.FinishNotification(*claimed, next); }));
  return true;
}

Notifier::Notifier(const Backend& backend, Senders senders, absl::Duration pause) : backend_(backend), senders_(senders), pause_(pause) {
  for (int i = 0; i < kNotifierThreads; ++i) threads_.emplace_back([this] { Run(); });
}

Notifier::~Notifier() {
  {
    std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

bool Notifier::stopping() {
  std::lock_guard lock(mutex_);
  return stopping_;
}

// All that is due now. A database that is away is asked again after the pause.
void Notifier::Work() {
  QueueWarnings(backend_, absl::Now() + kTimeout).IgnoreError();
  for (absl::StatusOr<bool> more = true; more.ok() && *more && !stopping();) more = SendOne(backend_, senders_);
}

void Notifier::Run() {
  while (!stopping()) {
    Work();
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, absl::ToChronoNanoseconds(pause_), [this] { return stopping_; });
  }
}

}  // namespace disclosure::request
