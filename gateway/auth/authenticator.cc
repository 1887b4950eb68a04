#include "gateway/auth/authenticator.h"

#include <string_view>
#include <utility>

#include "absl/strings/match.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "openssl/sha.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMaxCached = 4096;

}  // namespace

Authenticator::Authenticator(AuthenticatorOptions options, const Clock& clock)
    : rules_{options.issuer, options.audience, options.claims},
      clock_(clock),
      keys_(options.keys == nullptr ? std::make_shared<KeyFile>(options.jwks_file, clock) : options.keys) {}

absl::StatusOr<type::v1::Caller> Authenticator::Authenticate(const Request& request) {
  type::v1::Caller anonymous;
  anonymous.set_kind(type::v1::Caller::ANONYMOUS);
  const std::string_view header = request.Header("authorization");
  if (header.empty()) return anonymous;
  constexpr std::string_view kScheme = "bearer ";
  if (header.size() < kScheme.size() ||
      !absl::EqualsIgnoreCase(absl::string_view(header.data(), kScheme.size()), "bearer ")) {
    return RefuseToken("TOKEN_MALFORMED", "Authorization must be Bearer and a token");
  }
  const std::string token(header.substr(kScheme.size()));
  const auto keys = keys_->Current();
  if (!keys.ok()) {
    return error::Make(absl::StatusCode::kUnavailable, "The gateway has no keys to verify tokens with; tell its operator.",
                       {.reason = "NO_KEYS", .retry_after = absl::Seconds(30)});
  }
  auto verified = VerifyOrRecall(token, *keys);
  if (!verified.ok()) {
    if (error::Reason(verified.status()) == "TOKEN_KEY_UNKNOWN") keys_->LookAgain();
    return verified.status();
  }
  RETURN_IF_ERROR(CheckTimes(*verified, clock_.Now()));
  return std::move(verified->caller);
}

absl::StatusOr<VerifiedToken> Authenticator::VerifyOrRecall(const std::string& token,
                                                                      const std::shared_ptr<const KeySet>& keys) {
  Digest digest;
  SHA256(reinterpret_cast<const unsigned char*>(token.data()), token.size(), digest.data());
  {
    std::lock_guard lock(mutex_);
    if (const auto found = by_digest_.find(digest); found != by_digest_.end() && found->second->keys == keys) {
      recent_.splice(recent_.begin(), recent_, found->second);
      return recent_.front().verified;
    }
  }
  ASSIGN_OR_RETURN(VerifiedToken verified, VerifyToken(token, *keys, rules_));
  std::lock_guard lock(mutex_);
  if (const auto found = by_digest_.find(digest); found != by_digest_.end()) recent_.erase(found->second);
  recent_.push_front({digest, keys, verified});
  by_digest_[digest] = recent_.begin();
  if (recent_.size() > kMaxCached) {
    by_digest_.erase(recent_.back().digest);
    recent_.pop_back();
  }
  return verified;
}

}  // namespace disclosure::gateway
