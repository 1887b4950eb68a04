#include "common/rpc/page.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "openssl/sha.h"

namespace disclosure {
namespace {

constexpr int kDefaultSize = 50;
constexpr int kMaxSize = 1000;
constexpr size_t kChecksumBytes = 8;

std::string Checksum(std::string_view cursor, std::string_view bound_to) {
  const std::string text = absl::StrCat(std::string(cursor), absl::string_view("\0", 1), std::string(bound_to));
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return std::string(reinterpret_cast<const char*>(digest), kChecksumBytes);
}

}  // namespace

absl::StatusOr<int> PageSize(int32_t asked) {
  if (asked < 0) return error::BadRequest({{"page_size", "must not be negative"}});
  return asked == 0 ? kDefaultSize : std::min(asked, kMaxSize);
}

std::string MakePageToken(std::string_view last_key, std::string_view bound_to) {
  return absl::WebSafeBase64Escape(absl::StrCat(Checksum(last_key, bound_to), std::string(last_key)));
}

absl::StatusOr<std::string> ParsePageToken(std::string_view token, std::string_view bound_to) {
  if (token.empty()) return "";
  std::string raw;
  if (absl::WebSafeBase64Unescape({token.data(), token.size()}, &raw) && raw.size() >= kChecksumBytes) {
    const std::string cursor = raw.substr(kChecksumBytes);
    if (Checksum(cursor, bound_to) == raw.substr(0, kChecksumBytes)) return cursor;
  }
  return error::BadRequest({{"page_token", "does not belong to this listing: start again without it"}});
}

}  // namespace disclosure
