#include "gateway/web/page_response.h"

#include <iterator>
#include <memory>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/compress.h"
#include "gateway/http/negotiation.h"
#include "openssl/sha.h"

namespace disclosure::gateway {
namespace {

// Fast: a page is compressed for one reader.
constexpr int kGzipLevel = 1;
constexpr size_t kSmallestCompressed = 1024;

// Quoted. The same on every replica, so that a reader may move between them.
std::string EtagOf(const std::string& html) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(html.data()), html.size(), digest);
  return absl::StrCat("\"", absl::BytesToHexString({reinterpret_cast<const char*>(digest), 12}), "\"");
}

Response WithBody(int status, Headers headers, std::string body) {
  return {status, std::move(headers), std::make_shared<const std::string>(std::move(body))};
}

}  // namespace

Response PageResponse(const Request& request, int status, std::string html, Headers more) {
  // The cookie is the one of display.h: large type, language.
  Headers headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding, Cookie"}};
  headers.insert(headers.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  if (status == 405) headers.emplace_back("Allow", "GET, HEAD");
  if (status == 429 || status == 503) headers.emplace_back("Retry-After", "5");
  if (status == 200) {
    const std::string etag = EtagOf(html);
    headers.emplace_back("ETag", "W/" + etag);
    if (NamesEtag(request.Header("if-none-match"), etag)) return {304, std::move(headers), nullptr};
  }
  const bool gzip = html.size() >= kSmallestCompressed &&
                    ChooseEncoding(request.Header("accept-encoding"), true, false) == Encoding::kGzip;
  if (gzip) {
    if (auto compressed = Gzip(html, kGzipLevel)) {
      headers.emplace_back("Content-Encoding", "gzip");
      return WithBody(status, std::move(headers), *std::move(compressed));
    }
  }
  return WithBody(status, std::move(headers), std::move(html));
}

Response PlainTextResponse(std::string text) {
  return WithBody(200, {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "max-age=3600"}}, std::move(text));
}

}  // namespace disclosure::gateway
