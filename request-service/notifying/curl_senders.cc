#include "request-service/notifying/curl_senders.h"

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <mutex>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/primitives.h"
#include "request-service/notifying/mail_message.h"

namespace disclosure::request {
namespace {

constexpr long kConnectMilliseconds = 5'000;
constexpr long kTotalMilliseconds = 15'000;
constexpr long kSuccess = 2;

struct CurlDeleter {
  void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Curl = std::unique_ptr<CURL, CurlDeleter>;
using List = std::unique_ptr<curl_slist, CurlDeleter>;

void Add(List& list, const std::string& line) { list.reset(curl_slist_append(list.release(), line.c_str())); }

// What is answered is of no interest, and may be long.
size_t Ignore(char*, size_t size, size_t count, void*) { return size * count; }

// A handle with what both ways share. Proxies of the environment are not asked.
Curl NewCurl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init());
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectMilliseconds);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT_MS, kTotalMilliseconds);
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_SSL_VERIFYHOST, 2L);
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
    const Curl curl = NewCurl();
    const std::string from = absl::StrCat("<", options_.from, ">");
    List to;
    Add(to, absl::StrCat("<", message.recipient, ">"));
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

// The address after the name was resolved: a name of the internet may point into the house.
curl_socket_t OpenPublic(void* refused, curlsocktype, curl_sockaddr* address) {
  if (!IsPublicAddress(address->addr)) {
    *static_cast<bool*>(refused) = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

class WebhookSender final : public Sender {
 public:
  explicit WebhookSender(WebhookRules rules) : rules_(rules) {}

  absl::Status Send(const Message& message, absl::Time now) override {
    if (const std::string fault = WebhookFault(message.recipient, rules_); !fault.empty()) return absl::InvalidArgumentError("the address " + fault);
    const Curl curl = NewCurl();
    List headers;
    Add(headers, "Content-Type: application/json; charset=utf-8");
    Add(headers, absl::StrCat("Idempotency-Key: ", message.id));
    Add(headers, absl::StrCat("X-Disclosure-Signature: ", WebhookSignature(message.secret, message.body, now)));
    Add(headers, "Expect:");
    bool refused = false;
    if (!rules_.private_networks) {
      curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, &OpenPublic);
      curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETDATA, &refused);
    }
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
