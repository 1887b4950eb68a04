#include "media-service/feeds/feed_fetcher.h"

#include <atomic>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/net/curl_handle.h"
#include "common/net/http_url.h"
#include "common/net/public_address.h"

namespace disclosure::media {
namespace {

constexpr size_t kLongestUrl = 1000;
constexpr int kMostRedirects = 3;
constexpr long kOk = 200;

absl::Status Failed(absl::StatusCode code, const std::string& reason, std::string_view message) {
  return error::Make(code, message, {.reason = reason});
}
absl::Status Unreachable(std::string_view message) { return Failed(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE", message); }
absl::Status PrivateNetwork() { return Failed(absl::StatusCode::kInvalidArgument, "FEED_ADDRESS", "订阅源地址在内部网络，不予读取"); }

// What came of one call.
struct Answer {
  CURLcode code = CURLE_OK;
  long status = 0;
  std::string body;
  std::string redirect;  // where it points to, as a whole address
  bool too_large = false;
  bool refused = false;
};

absl::Status Judge(const Answer& answer, const FetchRules& rules) {
  if (answer.too_large) return Failed(absl::StatusCode::kUnavailable, "FEED_TOO_LARGE", absl::StrCat("订阅源超过", rules.most_bytes >> 10, "KB"));
  switch (answer.code) {
    case CURLE_OK: break;
    case CURLE_ABORTED_BY_CALLBACK: return absl::CancelledError("stopped");
    case CURLE_COULDNT_RESOLVE_HOST: return Unreachable("订阅源的域名无法解析");
    case CURLE_COULDNT_CONNECT: return answer.refused ? PrivateNetwork() : Unreachable("无法连接订阅源的服务器");
    case CURLE_OPERATION_TIMEDOUT: return Unreachable("读取订阅源超时");
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR: return Unreachable("订阅源的 HTTPS 证书校验不通过");
    default: return Unreachable(absl::StrCat("读取订阅源失败（", curl_easy_strerror(answer.code), "）"));
  }
  if (answer.redirect.empty() && answer.status != kOk) {
    return Failed(absl::StatusCode::kUnavailable, "FEED_REFUSED", absl::StrCat("订阅源的服务器返回", answer.status));
  }
  return absl::OkStatus();
}

// Another host is another source, and plain text after TLS is a step back.
bool MayFollow(const std::string& from, const std::string& to, const FetchRules& rules) {
  HttpUrl before, after;
  if (!ParseHttpUrl(from, before).empty() || !FeedUrlFault(to, rules).empty() || !ParseHttpUrl(to, after).empty()) return false;
  return absl::EqualsIgnoreCase({before.host.data(), before.host.size()}, {after.host.data(), after.host.size()}) && (after.tls || !before.tls);
}

class CurlFetcher final : public FeedFetcher {
 public:
  explicit CurlFetcher(FetchRules rules) : rules_(rules) {}

  absl::StatusOr<std::string> Fetch(const std::string& first) override {
    std::string url = first;
    if (!FeedUrlFault(url, rules_).empty()) return Failed(absl::StatusCode::kInvalidArgument, "FEED_ADDRESS", "订阅源地址不符合要求");
    for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
      Answer answer = Call(url);
      RETURN_IF_ERROR(Judge(answer, rules_));
      if (answer.redirect.empty()) return std::move(answer.body);
      if (!MayFollow(url, answer.redirect, rules_)) {
        return Failed(absl::StatusCode::kUnavailable, "FEED_REDIRECTED", "订阅源转到了别的网站，请核实后改用新地址");
      }
      url = answer.redirect;
    }
    return Failed(absl::StatusCode::kUnavailable, "FEED_REDIRECTED", "订阅源反复跳转");
  }

  void Stop() override { stopped_ = true; }

 private:
  struct Receiver {
    std::string& body;
    bool& too_large;
    size_t most;
  };
  static size_t Receive(char* bytes, size_t size, size_t count, void* self) {
    auto& receiver = *static_cast<Receiver*>(self);
    receiver.too_large = receiver.body.size() + size * count > receiver.most;
    if (receiver.too_large) return 0;
    receiver.body.append(bytes, size * count);
    return size * count;
  }
  static int Progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) { return static_cast<CurlFetcher*>(self)->stopped_ ? 1 : 0; }

  Answer Call(const std::string& url) {
    Answer answer;
    Receiver receiver{answer.body, answer.too_large, rules_.most_bytes};
    const Curl curl = NewCurl({.total = rules_.timeout});
    CurlList headers;
    Append(headers, "Accept: application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8");
    if (!rules_.private_networks) StayOutside(curl.get(), answer.refused);
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_USERAGENT, "disclosure-feed-reader/1.0");
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &Receive);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &receiver);
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, &Progress);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, this);
    answer.code = curl_easy_perform(curl.get());
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    const char* redirect = nullptr;
    curl_easy_getinfo(curl.get(), CURLINFO_REDIRECT_URL, &redirect);
    if (redirect != nullptr) answer.redirect = redirect;
    return answer;
  }

  const FetchRules rules_;
  std::atomic<bool> stopped_{false};
};

}  // namespace

std::string FeedUrlFault(std::string_view url, const FetchRules& rules) {
  if (url.size() > kLongestUrl) return absl::StrCat("must have at most ", kLongestUrl, " characters");
  HttpUrl parsed;
  if (std::string fault = ParseHttpUrl(url, parsed); !fault.empty()) return fault;
  if (!rules.private_networks && IsPrivateHost(parsed.host)) return "must not be in a private network";
  return "";
}

std::unique_ptr<FeedFetcher> MakeFeedFetcher(FetchRules rules) { return std::make_unique<CurlFetcher>(rules); }

}  // namespace disclosure::media
