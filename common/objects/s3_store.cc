#include "common/objects/s3_store.h"

#include <curl/curl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <mutex>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/objects/object_id.h"

namespace disclosure::objects {
namespace {

constexpr long kOk = 200;
constexpr long kNoContent = 204;
constexpr long kNotFound = 404;

bool OnLoopback(const std::string& endpoint) {
  for (const char* host : {"http://127.0.0.1", "http://localhost", "http://[::1]"}) {
    const size_t length = std::strlen(host);
    const bool ends = endpoint.size() == length || (endpoint.size() > length && endpoint[length] == ':');
    if (endpoint.compare(0, length, host) == 0 && ends) return true;
  }
  return false;
}

bool IsBucket(const std::string& name) {
  const bool clean = std::all_of(name.begin(), name.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'; });
  return clean && name.size() >= 3 && name.size() <= 63 && name.find("..") == std::string::npos;
}

struct Upload {
  std::string_view rest;
};
size_t Give(char* to, size_t size, size_t count, void* upload) {
  std::string_view& rest = static_cast<Upload*>(upload)->rest;
  const size_t given = std::min(size * count, rest.size());
  std::memcpy(to, rest.data(), given);
  rest.remove_prefix(given);
  return given;
}

struct Download {
  std::string bytes;
  size_t most = 0;
};
size_t Take(char* from, size_t size, size_t count, void* download) {
  Download& to = *static_cast<Download*>(download);
  if (to.bytes.size() + size * count > to.most) return 0;  // ends the transfer
  to.bytes.append(from, size * count);
  return size * count;
}

// Straight to the endpoint, whose certificate is checked, and not for ever.
void SetTransport(CURL* curl, const S3Options& options, absl::Duration timeout) {
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(options.connect_timeout)));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(absl::ToInt64Milliseconds(timeout)));
}

void SetVerb(CURL* curl, Upload* upload, bool deleting) {
  if (deleting) curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, "DELETE");
  if (upload == nullptr) return;
  curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(curl, CURLOPT_READFUNCTION, Give);
  curl_easy_setopt(curl, CURLOPT_READDATA, upload);
  curl_easy_setopt(curl, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(upload->rest.size()));
}

}  // namespace

absl::Status ReadS3Keys(const std::string& file, S3Options& options) {
  struct stat found;
  std::ifstream in(file);
  const bool closed = stat(file.c_str(), &found) == 0 && (found.st_mode & 0077) == 0;
  if (closed && std::getline(in, options.access_key) && std::getline(in, options.secret_key) && !options.access_key.empty() &&
      !options.secret_key.empty()) {
    return absl::OkStatus();
  }
  return error::Make(absl::StatusCode::kFailedPrecondition,
                     absl::StrCat(file, " must have the access key and the secret key, a line each, and be for its owner alone (chmod 600)"),
                     {.reason = "S3_KEY_FILE"});
}

absl::StatusOr<std::unique_ptr<S3Store>> S3Store::Open(S3Options options) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  while (absl::EndsWith(options.endpoint, "/")) options.endpoint.pop_back();
  error::Info info{.reason = "BAD_S3_OPTIONS"};
  const auto need = [&](bool good, const char* field, const char* what) {
    if (!good) info.violations.push_back({field, what});
  };
  need(absl::StartsWith(options.endpoint, "https://") || OnLoopback(options.endpoint), "s3_endpoint", "must begin with https://");
  need(IsBucket(options.bucket), "s3_bucket", "must be the name of a bucket");
  need(!options.region.empty() && options.region.find(':') == std::string::npos, "s3_region", "must be given");
  need(!options.access_key.empty() && !options.secret_key.empty(), "s3_key_file", "must have both keys");
  if (info.violations.empty()) return std::unique_ptr<S3Store>(new S3Store(std::move(options)));
  return error::Make(absl::StatusCode::kInvalidArgument, "the S3 store cannot be reached so", std::move(info));
}

absl::StatusOr<S3Store::Answer> S3Store::Send(Verb verb, std::string_view id, std::string_view bytes, absl::Time deadline) {
  const absl::Duration left = std::min(options_.timeout, deadline - absl::Now());
  // To curl, no milliseconds are for ever.
  if (left < absl::Milliseconds(1)) return StoreUnavailable("no time is left for it");
  const std::unique_ptr<CURL, void (*)(CURL*)> handle(curl_easy_init(), curl_easy_cleanup);
  if (handle == nullptr) return StoreUnavailable("no memory");
  CURL* const curl = handle.get();
  const std::string url = absl::StrCat(options_.endpoint, "/", options_.bucket, "/", std::string(id));
  Upload upload{bytes};
  Download download{.most = options_.most_bytes};
  curl_slist* lines = curl_slist_append(nullptr, absl::StrCat("x-amz-content-sha256: ", IdOf(bytes)).c_str());
  lines = curl_slist_append(lines, "Expect:");
  if (verb == Verb::kPut) lines = curl_slist_append(lines, "Content-Type: application/octet-stream");
  const std::unique_ptr<curl_slist, void (*)(curl_slist*)> headers(lines, curl_slist_free_all);
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(curl, CURLOPT_AWS_SIGV4, absl::StrCat("aws:amz:", options_.region, ":s3").c_str());
  curl_easy_setopt(curl, CURLOPT_USERNAME, options_.access_key.c_str());
  curl_easy_setopt(curl, CURLOPT_PASSWORD, options_.secret_key.c_str());
  SetTransport(curl, options_, left);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &download);
  SetVerb(curl, verb == Verb::kPut ? &upload : nullptr, verb == Verb::kDelete);
  if (const CURLcode code = curl_easy_perform(curl); code != CURLE_OK) return StoreUnavailable(curl_easy_strerror(code));
  Answer answer{.body = std::move(download.bytes)};
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

absl::StatusOr<std::string> S3Store::Put(std::string_view bytes, absl::Time deadline) {
  std::string id = IdOf(bytes);
  if (bytes.size() > options_.most_bytes) return error::BadRequest({{"bytes", "larger than the store takes"}});
  ASSIGN_OR_RETURN(const Answer answer, Send(Verb::kPut, id, bytes, deadline));
  if (answer.status != kOk) return StoreUnavailable(absl::StrCat("PUT answered ", answer.status));
  return id;
}

absl::StatusOr<std::string> S3Store::Get(std::string_view id, absl::Time deadline) {
  RETURN_IF_ERROR(CheckId(id));
  ASSIGN_OR_RETURN(Answer answer, Send(Verb::kGet, id, "", deadline));
  if (answer.status == kNotFound) return ObjectNotFound(id);
  if (answer.status != kOk) return StoreUnavailable(absl::StrCat("GET answered ", answer.status));
  RETURN_IF_ERROR(CheckBytes(id, answer.body));
  return std::move(answer.body);
}

absl::Status S3Store::Delete(std::string_view id, absl::Time deadline) {
  RETURN_IF_ERROR(CheckId(id));
  ASSIGN_OR_RETURN(const Answer answer, Send(Verb::kDelete, id, "", deadline));
  const bool gone = answer.status == kOk || answer.status == kNoContent || answer.status == kNotFound;
  return gone ? absl::OkStatus() : StoreUnavailable(absl::StrCat("DELETE answered ", answer.status));
}

}  // namespace disclosure::objects
