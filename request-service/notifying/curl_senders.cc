#include "request-service/notifying/curl_senders.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/primitives.h"
#include "common/net/curl_handle.h"
#include "request-service/notifying/mail_message.h"

namespace disclosure::request {
namespace {

constexpr long kSuccess = 2;

// What is answered is of no interest, and may be long.
size_t Ignore(char*, size_t size, size_t count, void*) { return size * count; }

// A handle that drops what is answered.
Curl NewSender() {
  Curl curl = NewCurl();
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &Ignore);
  return curl;
}

// The texts of libcurl's codes name no address.
absl::Status Outcome(CURLcode code, long response) {
  if (code != CURLE_OK) return absl::UnavailableError(absl::StrCat(curl_easy_strerror(code), response > 0 ? absl::StrCat(" (", response, ")") : ""));
  return absl::OkStatus();
}

class SmtpSender final : public Sender {
 public:
  explicit SmtpSender(SmtpOptions options) : options_(std::move(options)) {}

  absl::Status Send(const Message& message, absl::Time now) override {
    const Curl curl = NewSender();
    const std::string from = absl::StrCat("<", options_.from, ">");
    CurlList to;
    Append(to, absl::StrCat("<", message.recipient, ">"));
    Upload upload{MailMessage(message, options_.from, now)};
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl.get(), CURLOPT_URL, options_.url.c_str());
    const bool local = absl::StartsWith(options_.url, "smtp://127.0.0.1") || absl::StartsWith(options_.url, "smtp://[::1]");
    curl_easy_setopt(curl.get(), CURLOPT_USE_SSL, static_cast<long>(local ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (!options_.user.empty()) {
      curl_easy_setopt(curl.get(), CURLOPT_USERNAME, options_.user.c_str());
      curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, options_.password.c_str());
    }
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &Upload::Read);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    const CURLcode code = curl_easy_perform(curl.get());
    long response = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &response);
    return Outcome(code, response);
  }

 private:
  struct Upload {
    std::string text;
    size_t sent = 0;
    static size_t Read(char* out, size_t size, size_t count, void* self) {
      auto& upload = *static_cast<Upload*>(self);
      const size_t part = std::min(size * count, upload.text.size() - upload.sent);
      std::memcpy(out, upload.text.data() + upload.sent, part);
      upload.sent += part;
      return part;
    }
  };

  const SmtpOptions options_;
};

class WebhookSender final : public Sender {
 public:
  explicit WebhookSender(WebhookRules rules) : rules_(rules) {}

  absl::Status Send(const Message& message, absl::Time now) override {
    if (const std::string fault = WebhookFault(message.recipient, rules_); !fault.empty()) return absl::InvalidArgumentError("the address " + fault);
    const Curl curl = NewSender();
    CurlList headers;
    Append(headers, "Content-Type: application/json; charset=utf-8");
    Append(headers, absl::StrCat("Idempotency-Key: ", message.id));
    Append(headers, absl::StrCat("X-Disclosure-Signature: ", WebhookSignature(message.secret, message.body, now)));
    Append(headers, "Expect:");
    bool refused = false;
    if (!rules_.private_networks) StayOutside(curl.get(), refused);
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, rules_.private_networks ? "http,https" : "https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_URL, message.recipient.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(message.body.size()));
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, message.body.c_str());
    const CURLcode code = curl_easy_perform(curl.get());
    if (refused) return absl::InvalidArgumentError("the address is in a private network");
    long response = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &response);
    const absl::Status sent = Outcome(code, 0);
    if (!sent.ok() || response / 100 == kSuccess) return sent;
    return absl::UnavailableError(absl::StrCat("answered ", response));
  }

 private:
  const WebhookRules rules_;
};

}  // namespace

std::string WebhookSignature(std::string_view secret, std::string_view body, absl::Time now) {
  const std::string time = absl::StrCat(absl::ToUnixSeconds(now));
  const crypto::Digest digest = crypto::HmacSha256(secret, absl::StrCat(time, ".", std::string(body)));
  const std::string_view bytes = crypto::View(digest);
  return absl::StrCat("t=", time, ",v1=", absl::BytesToHexString({bytes.data(), bytes.size()}));
}

std::unique_ptr<Sender> MakeSmtpSender(SmtpOptions options) { return std::make_unique<SmtpSender>(std::move(options)); }
std::unique_ptr<Sender> MakeWebhookSender(WebhookRules rules) { return std::make_unique<WebhookSender>(rules); }

}  // namespace disclosure::request
