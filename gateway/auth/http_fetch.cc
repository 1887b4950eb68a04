#include "gateway/auth/http_fetch.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/net/curl_handle.h"
#include "common/net/http_url.h"
#include "common/net/public_address.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMostBytes = 1 << 20;

size_t Collect(char* data, size_t size, size_t count, void* into) {
  std::string& body = *static_cast<std::string*>(into);
  if (body.size() + size * count > kMostBytes) return 0;
  body.append(data, size * count);
  return size * count;
}

// libcurl asks about once a second, whether or not anything comes.
int GivesUp(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<const std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

absl::Status Unreachable(const std::string& url, const std::string& why) {
  return error::Make(absl::StatusCode::kUnavailable, absl::StrCat(url, " cannot be reached: ", why),
                     {.reason = "PROVIDER_UNREACHABLE", .metadata = {{"url", url}}});
}

absl::StatusOr<Fetched> Perform(const FetchCall& call, const std::string& ca_file, const std::atomic<bool>* stopping) {
  if (stopping != nullptr && *stopping) return Unreachable(call.url, "the gateway stops");
  HttpUrl parsed;
  if (const std::string bad = ParseHttpUrl(call.url, parsed); !bad.empty()) return Unreachable(call.url, bad);
  // In the clear over a network anybody could hand out keys.
  if (!parsed.tls && !IsLoopbackHost(parsed.host)) return Unreachable(call.url, "it must be https");
  const Curl curl = NewCurl({.connect = absl::Seconds(3), .total = absl::Seconds(10)});
  CurlList headers;
  Append(headers, "Accept: application/json");
  if (!call.authorization.empty()) Append(headers, "Authorization: " + call.authorization);
  Fetched fetched;
  curl_easy_setopt(curl.get(), CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &Collect);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &fetched.body);
  if (stopping != nullptr) {
    curl_easy_setopt(curl.get(), CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFOFUNCTION, &GivesUp);
    curl_easy_setopt(curl.get(), CURLOPT_XFERINFODATA, stopping);
  }
  if (!ca_file.empty()) curl_easy_setopt(curl.get(), CURLOPT_CAINFO, ca_file.c_str());
  if (!call.form.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, call.form.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(call.form.size()));
  }
  if (const CURLcode code = curl_easy_perform(curl.get()); code != CURLE_OK) return Unreachable(call.url, curl_easy_strerror(code));
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  fetched.status = static_cast<int>(status);
  return fetched;
}

}  // namespace

Fetch HttpFetch(std::string ca_file, const std::atomic<bool>* stopping) {
  return [ca_file = std::move(ca_file), stopping](const FetchCall& call) { return Perform(call, ca_file, stopping); };
}

}  // namespace disclosure::gateway
