// Notifications: settings, the outbox, and sending to real servers of this process.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_split.h"
#include "request-service/api/notifier.h"
#include "request-service/api/notification_queue.h"
#include "request-service/api/service_fixture.h"
#include "request-service/notifying/curl_senders.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::HasSubstr;
using ::testing::Not;

// A server on loopback that talks to one client at a time.
class TextServer {
 public:
  // Answers a line, or the head of a request; "" to wait for more; remembers all that came.
  using Answer = std::function<std::string(const std::string& line)>;

  TextServer(std::string greeting, Answer answer) : greeting_(std::move(greeting)), answer_(std::move(answer)) {
    listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    EXPECT_EQ(bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
    EXPECT_EQ(listen(listener_, 8), 0);
    EXPECT_EQ(getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Run(); });
  }
  ~TextServer() {
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  int port() const { return port_; }
  std::string text() {
    std::lock_guard lock(mutex_);
    return text_;
  }

 private:
  void Run() {
    for (int client; (client = accept(listener_, nullptr, nullptr)) >= 0; close(client)) Serve(client);
  }
  void Serve(int client) {
    Send(client, greeting_);
    std::string rest;
    char buffer[4096];
    for (ssize_t read; (read = recv(client, buffer, sizeof(buffer), 0)) > 0;) {
      rest.append(buffer, static_cast<size_t>(read));
      {
        std::lock_guard lock(mutex_);
        text_.append(buffer, static_cast<size_t>(read));
      }
      for (size_t end; (end = rest.find("\r\n")) != std::string::npos; rest.erase(0, end + 2)) Send(client, answer_(rest.substr(0, end)));
    }
  }
  static void Send(int client, const std::string& text) {
    if (text.empty()) return;
    EXPECT_EQ(send(client, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
  }

  const std::string greeting_;
  const Answer answer_;
  int listener_ = -1;
  int port_ = 0;
  std::mutex mutex_;
  std::string text_;
  std::thread thread_;
};

// As much of SMTP as a client needs.
class MailServer : public TextServer {
 public:
  MailServer() : TextServer("220 test ESMTP\r\n", [in_data = false](const std::string& line) mutable -> std::string {
    if (in_data) return line == "." ? (in_data = false, "250 taken\r\n") : "";
    if (line == "DATA") return in_data = true, "354 go on\r\n";
    return line == "QUIT" ? "221 bye\r\n" : "250 ok\r\n";
  }) {}
};

// Answers each request with `status`, once its head has come.
class HookServer : public TextServer {
 public:
  explicit HookServer(std::atomic<int>& status) : TextServer("", [&status](const std::string& line) -> std::string {
    if (!line.empty()) return "";
    return absl::StrCat("HTTP/1.1 ", status.load(), " X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  }) {}
};

class NotificationTest : public ServiceTest {
 protected:
  NotificationTest() {
    backend_->mail = true;
    backend_->webhooks.private_networks = true;
  }
  v1::NotificationSettings Settings(const std::string& url = "") {
    v1::NotificationSettings settings;
    settings.set_name("organs/330108-jyj/notificationSettings");
    settings.set_enabled(true);
    settings.set_desk_email("desk@example.cn");
    settings.set_webhook_url(url);
    if (!url.empty()) settings.set_webhook_secret("0123456789abcdef");
    return settings;
  }
  absl::StatusOr<v1::NotificationSettings> Put(const v1::NotificationSettings& settings, const Caller& caller) {
    v1::UpdateNotificationSettingsRequest request;
    *request.mutable_settings() = settings;
    return Call(caller, request, &Stub::UpdateNotificationSettings);
  }
  v1::Request File(const std::string& email) {
    v1::FileRequestRequest request = NewFiling();
    request.mutable_applicant()->set_email(email);
    const auto filed = Call(Caller{}, request, &Stub::FileRequest);
    EXPECT_OK(filed.status());
    return filed.ok() ? filed->request() : v1::Request();
  }
  void Confirm(const v1::Request& request) {
    v1::ConfirmReceiptRequest confirm;
    confirm.set_act("电话联系申请人确认");
    ASSERT_OK(Act(clerk_, request, confirm, &Stub::ConfirmReceipt).status());
  }
  std::vector<v1::Notification> List() {
    v1::ListNotificationsRequest request;
    request.set_parent("organs/330108-jyj");
    const auto listed = Call(Person("op", {"operator"}, "330108-qfb"), request, &Stub::ListNotifications);
    EXPECT_OK(listed.status());
    return listed.ok() ? std::vector<v1::Notification>(listed->notifications().begin(), listed->notifications().end())
                       : std::vector<v1::Notification>();
  }
  void SendAll(const Senders& senders) {
    for (absl::StatusOr<bool> more = true; more.ok() && *more;) {
      more = SendOne(*backend_, senders);
      EXPECT_OK(more.status());
    }
  }
};

TEST_F(NotificationTest, NothingIsQueuedWhereNothingIsConfigured) {
  Confirm(File("test@example.cn"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications"), 0) << "the organ has set nothing";
  ASSERT_OK(Put(Settings(), clerk_).status());
  backend_->mail = false;
  Confirm(File("test@example.cn"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications"), 0) << "no mail server, no webhook";
  backend_->mail = true;
  Confirm(File(""));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications"), 1) << "the desk, but no applicant without address";
}

TEST_F(NotificationTest, AMailGoesToTheApplicantAndToTheDesk) {
  MailServer server;
  ASSERT_OK(Put(Settings(), clerk_).status());
  Confirm(File("test@example.cn"));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications WHERE recipient_sealed LIKE '%example%' OR payload_sealed LIKE '%2026%'"), 0);
  const auto mail = MakeSmtpSender({.url = absl::StrCat("smtp://127.0.0.1:", server.port()), .from = "noreply@example.cn"});
  SendAll({mail.get(), nullptr});
  const std::string text = server.text();
  EXPECT_THAT(text, HasSubstr("RCPT TO:<desk@example.cn>"));
  EXPECT_THAT(text, HasSubstr("RCPT TO:<test@example.cn>"));
  EXPECT_THAT(text, HasSubstr("MAIL FROM:<noreply@example.cn>"));
  const size_t head = text.find("\r\n\r\n", text.find("RCPT TO:<test@"));
  std::string body, encoded = text.substr(head, text.find("\r\n.\r\n", head) - head);
  ASSERT_TRUE(absl::Base64Unescape(encoded, &body));
  EXPECT_THAT(body, HasSubstr("测试甲：\n您提出的政府信息公开申请（申请编号330108-jyj-2026-1）已由杭州市滨江区教育局确认收到。"));
  EXPECT_THAT(body, Not(HasSubstr("33010819000101001X")));
  for (const v1::Notification& notification : List()) EXPECT_EQ(notification.state(), v1::Notification::SENT);
  EXPECT_EQ(List().size(), 2u);
}

TEST_F(NotificationTest, AWebhookIsSignedAndTriedAgainWithTheSameIdUntilItIsTaken) {
  std::atomic<int> status = 500;
  HookServer server(status);
  v1::NotificationSettings settings = Settings(absl::StrCat("http://127.0.0.1:", server.port(), "/hook"));
  settings.clear_desk_email();
  ASSERT_OK(Put(settings, clerk_).status());
  const v1::Request request = File("");
  const auto hook = MakeWebhookSender({.private_networks = true});
  SendAll({nullptr, hook.get()});
  ASSERT_EQ(List().size(), 1u);
  EXPECT_EQ(List()[0].state(), v1::Notification::FAILED);
  EXPECT_EQ(List()[0].last_error(), "answered 500");
  status = 302;
  clock_.Set(clock_.Now() + absl::Seconds(29));
  SendAll({nullptr, hook.get()});
  EXPECT_EQ(List()[0].attempts(), 1) << "the pause is 30 seconds";
  clock_.Set(clock_.Now() + absl::Seconds(1));
  SendAll({nullptr, hook.get()});
  EXPECT_EQ(List()[0].last_error(), "answered 302") << "no redirect is followed";
  status = 204;
  clock_.Set(clock_.Now() + absl::Minutes(1));
  SendAll({nullptr, hook.get()});
  EXPECT_EQ(List()[0].state(), v1::Notification::SENT);
  EXPECT_EQ(List()[0].attempts(), 3);
  const std::string text = server.text();
  const std::string id = List()[0].name().substr(List()[0].name().rfind('/') + 1);
  EXPECT_EQ(std::vector<std::string>(absl::StrSplit(text, "Idempotency-Key: " + id)).size(), 4u);
  const std::string body = text.substr(text.rfind("\r\n\r\n") + 4);
  EXPECT_THAT(body, HasSubstr(absl::StrCat("\"request\":\"", request.name(), "\"")));
  EXPECT_THAT(text, HasSubstr("X-Disclosure-Signature: " + WebhookSignature("0123456789abcdef", body, clock_.Now())));
  EXPECT_THAT(text, Not(HasSubstr("测试甲")));
}

TEST_F(NotificationTest, AMessageThatIsNeverTakenIsGivenUp) {
  std::atomic<int> status = 500;
  HookServer server(status);
  v1::NotificationSettings settings = Settings(absl::StrCat("http://127.0.0.1:", server.port(), "/"));
  settings.clear_desk_email();
  ASSERT_OK(Put(settings, clerk_).status());
  File("");
  const auto hook = MakeWebhookSender({.private_networks = true});
  for (int i = 0; i < 20; ++i) {
    SendAll({nullptr, hook.get()});
    clock_.Set(clock_.Now() + absl::Hours(7));
  }
  EXPECT_EQ(List()[0].state(), v1::Notification::DEAD);
  EXPECT_EQ(List()[0].attempts(), 12);
}

// Ends the process, as it were, between the sending and the note of it.
class VanishingSender final : public Sender {
 public:
  absl::Status Send(const Message& message, absl::Time) override {
    ids.push_back(message.id);
    return absl::OkStatus();
  }
  std::vector<std::string> ids;
};

TEST_F(NotificationTest, TwoReplicasDoNotSendTheSameAndALeaseRunsOut) {
  ASSERT_OK(Put(Settings(), clerk_).status());
  File("");
  const auto claim = [&] {
    std::optional<Notification> claimed;
    EXPECT_OK(store_->Write(absl::Now() + absl::Seconds(10), [&](Writer& writer) -> absl::Status {
      ASSIGN_OR_RETURN(claimed, writer.ClaimNotification(clock_.Now(), absl::Minutes(2)));
      return absl::OkStatus();
    }));
    return claimed;
  };
  std::optional<Notification> first = claim();
  ASSERT_TRUE(first.has_value());
  EXPECT_FALSE(claim().has_value());
  clock_.Set(clock_.Now() + absl::Minutes(3));
  VanishingSender sender;
  SendAll({&sender, nullptr});
  EXPECT_EQ(sender.ids, std::vector<std::string>({first->id}));
  first->state = NotificationState::kFailed;
  ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(10), [&](Writer& writer) { return writer.FinishNotification(*first, clock_.Now()); }));
  EXPECT_EQ(List()[0].state(), v1::Notification::SENT) << "who lost the lease has no say any more";
}

TEST_F(NotificationTest, TheDeskIsToldOnceADayOfColoursThatChanged) {
  ASSERT_OK(Put(Settings(), clerk_).status());
  Received();  // due 2026-10-22, yellow on 16 October
  EXPECT_OK(store_->Write(absl::Now() + absl::Seconds(10), [&](Writer& writer) { return writer.ClaimWarnings(LocalDay(clock_.Now())).status(); }));
  VanishingSender sender;
  SendAll({&sender, nullptr});
  const auto digests = [&] {
    EXPECT_OK(QueueWarnings(*backend_, absl::Now() + absl::Seconds(10)));
    return Count("SELECT COUNT(*) FROM notifications WHERE kind='warnings'");
  };
  At("2026-10-15");
  EXPECT_EQ(digests(), 0);
  At("2026-10-16", 7);
  EXPECT_EQ(digests(), 0) << "not before eight";
  At("2026-10-16");
  EXPECT_EQ(digests(), 1);
  EXPECT_EQ(digests(), 1) << "once a day";
  At("2026-10-19");
  EXPECT_EQ(digests(), 1) << "still yellow";
  At("2026-10-23");
  EXPECT_EQ(digests(), 2) << "red";
}

TEST_F(NotificationTest, AMessageThatCannotBeDecryptedIsGivenUpAndThoseBehindItAreSent) {
  ASSERT_OK(Put(Settings(), clerk_).status());
  File("");
  clock_.Set(clock_.Now() + absl::Seconds(1));
  File("");
  ASSERT_OK(database_->Write(absl::Now() + absl::Seconds(10), [&](mysql::Transaction& transaction) {
    return transaction.Execute("UPDATE notifications SET payload_sealed=REPEAT('x', 100) WHERE request LIKE '%2026-1'", {}).status();
  }));
  VanishingSender sender;
  SendAll({&sender, nullptr});
  EXPECT_EQ(sender.ids.size(), 1u);
  ASSERT_EQ(List().size(), 2u);
  EXPECT_EQ(List()[0].state(), v1::Notification::SENT);
  EXPECT_EQ(List()[1].state(), v1::Notification::DEAD);
  EXPECT_THAT(List()[1].last_error(), HasSubstr("payload_sealed")) << "the reason";
}

TEST_F(NotificationTest, AnOrganWhoseWarningsFailDoesNotKeepThoseBehindIt) {
  Received();
  v1::FileRequestRequest other = NewFiling();
  other.set_parent("organs/330108-tjj");
  other.set_channel(v1::IN_PERSON);
  ASSERT_OK(Call(stranger_, other, &Stub::FileRequest).status());
  for (const char* organ : {"330108-jyj", "330108-tjj"}) {
    ASSERT_OK(store_->Write(absl::Now() + absl::Seconds(10), [&](Writer& writer) {
      return writer.PutSettings({.organ = organ, .enabled = true, .desk_email = "desk@example.cn"});
    }));
  }
  ASSERT_OK(database_->Write(absl::Now() + absl::Seconds(10), [&](mysql::Transaction& transaction) {
    return transaction.Execute("UPDATE requests SET applicant_sealed=REPEAT('x', 100) WHERE organ='330108-jyj'", {}).status();
  }));
  At("2026-10-23");
  EXPECT_OK(QueueWarnings(*backend_, absl::Now() + absl::Seconds(10)));
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications WHERE kind='warnings' AND organ='330108-tjj'"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notifications WHERE kind='warnings'"), 1);
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notification_settings WHERE warned_on='2026-10-23'"), 2) << "it is not tried all day";
}

TEST_F(NotificationTest, SettingsAreTheDesksOwnAndTheirSecretIsNotShown) {
  EXPECT_THAT(Put(Settings(), stranger_), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Put(Settings(), handler_), StatusIs(absl::StatusCode::kPermissionDenied));
  ASSERT_OK_AND_ASSIGN(const v1::NotificationSettings put, Put(Settings("https://example.cn/hook"), supervisor_));
  EXPECT_EQ(put.webhook_secret(), "");
  EXPECT_TRUE(put.webhook_secret_set());
  EXPECT_EQ(Count("SELECT COUNT(*) FROM notification_settings WHERE secret_sealed LIKE '%0123456789abcdef%'"), 0);
  v1::GetNotificationSettingsRequest get;
  get.set_name(put.name());
  ASSERT_OK_AND_ASSIGN(const v1::NotificationSettings read, Call(clerk_, get, &Stub::GetNotificationSettings));
  EXPECT_EQ(read.DebugString(), put.DebugString());
  v1::NotificationSettings stale = Settings();
  stale.set_etag("\"0\"");
  EXPECT_THAT(Put(stale, clerk_), HasReason("ETAG_MISMATCH"));
  v1::ListNotificationsRequest list;
  list.set_parent("organs/330108-jyj");
  EXPECT_THAT(Call(clerk_, list, &Stub::ListNotifications), StatusIs(absl::StatusCode::kPermissionDenied));
}

TEST_F(NotificationTest, AllBadSettingsAreNamedAtOnce) {
  backend_->webhooks.private_networks = false;
  v1::NotificationSettings bad = Settings("http://127.0.0.1/");
  bad.set_desk_email("a@b\r\nBcc: c@d");
  bad.set_webhook_secret("short");
  const auto refused = Put(bad, clerk_);
  EXPECT_THAT(refused, HasReason("BAD_REQUEST"));
  EXPECT_EQ(error::GetInfo(refused.status())->violations.size(), 3u);
  v1::NotificationSettings unsigned_hook = Settings("https://example.cn/");
  unsigned_hook.clear_webhook_secret();
  EXPECT_THAT(Put(unsigned_hook, clerk_), HasReason("BAD_REQUEST"));
}

}  // namespace
}  // namespace disclosure::request
