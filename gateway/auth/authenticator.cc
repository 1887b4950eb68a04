#include "gateway/auth/authenticator.h"

#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/auth/rhonabwy_ptr.h"
#include "gateway/auth/roles.h"
#include "openssl/sha.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMaxToken = 8 << 10;
constexpr size_t kMaxClaim = 200;
constexpr size_t kMaxRoles = 50;
constexpr size_t kMaxCached = 4096;
// Clocks of issuer and gateway may differ by this much.
constexpr absl::Duration kLeeway = absl::Seconds(30);

absl::Status Refuse(std::string_view reason, std::string_view why) {
  return error::Make(absl::StatusCode::kUnauthenticated,
                     absl::StrCat("The bearer token is not accepted: ", std::string(why), "."),
                     {.reason = std::string(reason)});
}

absl::Status Malformed(std::string_view why) { return Refuse("TOKEN_MALFORMED", why); }

// The JSON object in one part of a JWT; null if there is none.
RhonabwyPtr<json_t> Part(absl::string_view part) {
  std::string text;
  if (!absl::WebSafeBase64Unescape(part, &text)) return nullptr;
  RhonabwyPtr<json_t> json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json_is_object(json.get()) ? std::move(json) : nullptr;
}

// The text of an optional claim; nothing if it is there but no text of reasonable length.
std::optional<std::string> Text(const json_t* claims, const char* name) {
  const json_t* value = json_object_get(claims, name);
  if (value == nullptr || json_is_null(value)) return "";
  if (!json_is_string(value) || json_string_length(value) > kMaxClaim) return std::nullopt;
  return std::string(json_string_value(value), json_string_length(value));
}

// A time of RFC 7519: seconds since 1970, maybe with a fraction.
absl::StatusOr<absl::Time> TimeClaim(const json_t* claims, const char* name, absl::Time absent) {
  const json_t* value = json_object_get(claims, name);
  if (value == nullptr) return absent;
  const double seconds = json_number_value(value);
  if (!json_is_number(value) || seconds < 0 || seconds > 1e11) {
    return Malformed(absl::StrCat(name, " is not a time"));
  }
  return absl::UnixEpoch() + absl::Seconds(seconds);
}

bool NamesAudience(const json_t* aud, const std::string& wanted) {
  if (json_is_string(aud)) return json_string_value(aud) == wanted;
  for (size_t i = 0; i < json_array_size(aud); ++i) {
    const json_t* one = json_array_get(aud, i);
    if (json_is_string(one) && json_string_value(one) == wanted) return true;
  }
  return false;
}

absl::Status ReadRoles(const json_t* roles, type::v1::Caller& caller) {
  if (roles == nullptr || json_is_null(roles)) return absl::OkStatus();
  if (!json_is_array(roles) || json_array_size(roles) > kMaxRoles) return Malformed("roles is not a list of texts");
  for (size_t i = 0; i < json_array_size(roles); ++i) {
    const json_t* role = json_array_get(roles, i);
    if (!json_is_string(role)) return Malformed("roles is not a list of texts");
    // An organisation's issuer also names roles of its other systems.
    if (IsRole(json_string_value(role))) caller.add_roles(json_string_value(role));
  }
  return absl::OkStatus();
}

absl::StatusOr<type::v1::Caller> ReadCaller(const json_t* claims) {
  const auto subject = Text(claims, "sub");
  const auto name = Text(claims, "name");
  const auto organ = Text(claims, "organ");
  if (!subject || subject->empty()) return Malformed("sub is missing or not a text");
  if (!name || !organ) return Malformed("name or organ is not a text");
  type::v1::Caller caller;
  caller.set_kind(type::v1::Caller::OFFICER);
  caller.set_subject(*subject);
  caller.set_display_name(*name);
  caller.set_organ(*organ);
  RETURN_IF_ERROR(ReadRoles(json_object_get(claims, "roles"), caller));
  return caller;
}

absl::Status CheckSignature(const std::string& token, const json_t* header, const KeySet& keys) {
  const auto alg = Text(header, "alg");
  const auto kid = Text(header, "kid");
  if (!alg || !kid) return Malformed("alg or kid is not a text");
  if (json_object_get(header, "crit") != nullptr) return Malformed("it has critical extensions");
  if (*alg != "ES256" && *alg != "RS256" && *alg != "EdDSA") {
    return Refuse("TOKEN_ALGORITHM", "its algorithm is not ES256, RS256 or EdDSA");
  }
  const std::string failure = keys.Verify(token, *alg, *kid);
  if (failure == "UNKNOWN_KEY") return Refuse("TOKEN_KEY_UNKNOWN", "its key is not among those of the gateway");
  if (failure == "WRONG_ALGORITHM") return Refuse("TOKEN_ALGORITHM", "its algorithm is not that of its key");
  return failure.empty() ? absl::OkStatus() : Refuse("TOKEN_INVALID", "its signature is wrong");
}

}  // namespace

Authenticator::Authenticator(AuthenticatorOptions options, const Clock& clock)
    : options_(std::move(options)), clock_(clock), key_file_(options_.jwks_file, clock) {}

absl::StatusOr<type::v1::Caller> Authenticator::Authenticate(const Request& request) {
  type::v1::Caller anonymous;
  anonymous.set_kind(type::v1::Caller::ANONYMOUS);
  const std::string_view header = request.Header("authorization");
  if (header.empty()) return anonymous;
  constexpr std::string_view kScheme = "bearer ";
  if (header.size() < kScheme.size() ||
      !absl::EqualsIgnoreCase(absl::string_view(header.data(), kScheme.size()), "bearer ")) {
    return Malformed("Authorization must be Bearer and a token");
  }
  const std::string token(header.substr(kScheme.size()));
  if (token.size() > kMaxToken) return Malformed("it is larger than 8 KiB");
  const auto keys = key_file_.Current();
  if (!keys.ok()) {
    return error::Make(absl::StatusCode::kUnavailable, "The gateway has no keys to verify tokens with; tell its operator.",
                       {.reason = "NO_KEYS", .retry_after = absl::Seconds(30)});
  }
  ASSIGN_OR_RETURN(Verified verified, VerifyOrRecall(token, *keys));
  const absl::Time now = clock_.Now();
  if (now >= verified.expires + kLeeway) return Refuse("TOKEN_EXPIRED", "it has expired; get a new one");
  if (now < verified.not_before - kLeeway) return Refuse("TOKEN_NOT_YET_VALID", "it is not valid yet");
  return std::move(verified.caller);
}

absl::StatusOr<Authenticator::Verified> Authenticator::VerifyOrRecall(const std::string& token,
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
  ASSIGN_OR_RETURN(Verified verified, Verify(token, *keys));
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

absl::StatusOr<Authenticator::Verified> Authenticator::Verify(const std::string& token, const KeySet& keys) const {
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  if (parts.size() != 3) return Malformed("it is not a JWT of three parts");
  const RhonabwyPtr<json_t> header = Part(parts[0]);
  if (header == nullptr) return Malformed("its header is not JSON");
  RETURN_IF_ERROR(CheckSignature(token, header.get(), keys));
  const RhonabwyPtr<json_t> claims = Part(parts[1]);
  if (claims == nullptr) return Malformed("its claims are not JSON");
  Verified verified;
  ASSIGN_OR_RETURN(verified.expires, TimeClaim(claims.get(), "exp", absl::InfinitePast()));
  ASSIGN_OR_RETURN(const absl::Time not_before, TimeClaim(claims.get(), "nbf", absl::UnixEpoch()));
  ASSIGN_OR_RETURN(const absl::Time issued, TimeClaim(claims.get(), "iat", absl::UnixEpoch()));
  if (verified.expires == absl::InfinitePast()) return Malformed("exp is missing");
  verified.not_before = std::max(not_before, issued);
  if (!options_.issuer.empty() && Text(claims.get(), "iss") != options_.issuer) {
    return Refuse("TOKEN_ISSUER", "another issuer made it");
  }
  if (!options_.audience.empty() && !NamesAudience(json_object_get(claims.get(), "aud"), options_.audience)) {
    return Refuse("TOKEN_AUDIENCE", "it is for another audience");
  }
  ASSIGN_OR_RETURN(verified.caller, ReadCaller(claims.get()));
  return verified;
}

}  // namespace disclosure::gateway
