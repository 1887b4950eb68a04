// Mail by SMTP and webhooks by HTTPS, with libcurl.
#pragma once

#include <memory>
#include <string>

#include "request-service/notifying/sender.h"
#include "request-service/notifying/webhook_rules.h"

namespace disclosure::request {

struct SmtpOptions {
  std::string url;  // smtps://mail.example.cn:465, or smtp://…:587, which must then offer STARTTLS unless it is on loopback
  std::string from;
  std::string user;
  std::string password;
};
std::unique_ptr<Sender> MakeSmtpSender(SmtpOptions options);

// POST of JSON. X-Disclosure-Signature: "t=<unix seconds>,v1=<hex of HMAC-SHA-256(secret, "<t>.<body>")>"; Idempotency-Key is
// the message's id. No redirect is followed; 2xx is success. The address is checked again once its name is resolved.
std::unique_ptr<Sender> MakeWebhookSender(WebhookRules rules);

std::string WebhookSignature(std::string_view secret, std::string_view body, absl::Time now);

}  // namespace disclosure::request
