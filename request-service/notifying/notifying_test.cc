#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "request-service/notifying/curl_senders.h"
#include "request-service/notifying/mail_message.h"

namespace disclosure::request {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(MailMessage, NoTextCanBeginAHeader) {
  const std::string mail = MailMessage({.id = "01j", .recipient = "a@b.cn", .subject = "收到\r\nBcc: x@y.cn", .body = ".\r\n.\r\nQUIT\r\n"},
                                       "desk@example.cn", absl::UnixEpoch());
  EXPECT_THAT(mail, Not(HasSubstr("Bcc")));
  EXPECT_THAT(mail, Not(HasSubstr("QUIT")));
  EXPECT_THAT(mail, HasSubstr("Message-ID: <01j@example.cn>\r\n"));
  EXPECT_THAT(mail, HasSubstr("Date: Thu, 01 Jan 1970 08:00:00 +0800\r\n"));
}

TEST(MailMessage, EncodedWordsAreShortAndDoNotSplitCharacters) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += i % 2 == 0 ? "政" : "a";
  for (const absl::string_view word : absl::StrSplit(EncodedWords(text), "\r\n ")) EXPECT_LE(word.size(), 75u);
  EXPECT_EQ(EncodedWords("a"), "=?UTF-8?B?YQ==?=");
}

TEST(WebhookRules, OnlyHttpsWithoutAnAccount) {
  EXPECT_EQ(WebhookFault("https://example.cn/hook?a=b", {}), "");
  for (const char* bad : {"", "http://example.cn/", "ftp://example.cn", "file:///etc/passwd", "https://", "https://u:p@example.cn/", "https:///x",
                          "https://exa mple.cn", "https://例.cn/", "http://127.0.0.1:80/", "https://a\\@b"}) {
    EXPECT_NE(WebhookFault(bad, {}), "") << bad;
  }
  EXPECT_EQ(WebhookFault("http://127.0.0.1:8080/", {.private_networks = true}), "");
  EXPECT_NE(WebhookFault("http://127.0.0.1.example.cn/", {.private_networks = true}), "");
  EXPECT_NE(WebhookFault("http://10.0.0.1/", {.private_networks = true}), "");
}

TEST(WebhookSender, WithoutLeaveItDoesNotConnectToTheHouse) {
  const auto sender = MakeWebhookSender({});
  EXPECT_EQ(sender->Send({.recipient = "https://127.0.0.1:1/"}, absl::UnixEpoch()).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(sender->Send({.recipient = "https://localhost:1/"}, absl::UnixEpoch()).code(), absl::StatusCode::kInvalidArgument);
}

TEST(WebhookSender, TheSignatureIsOverTimeAndBody) {
  // printf '0.{}' | openssl dgst -sha256 -hmac key
  EXPECT_EQ(WebhookSignature("key", "{}", absl::UnixEpoch()), "t=0,v1=7314351dd949aa7ec06f50fc2c96e618291447672c9b7f10b49d1ce46dad00b3");
}

}  // namespace
}  // namespace disclosure::request
