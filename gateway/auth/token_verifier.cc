#include "gateway/auth/token_verifier.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "gateway/auth/rhonabwy_ptr.h"
#include "gateway/auth/roles.h"

namespace disclosure::gateway {
namespace {

constexpr size_t kMaxToken = 8 << 10;
constexpr size_t kMaxClaim = 200;
constexpr size_t kMaxRoles = 50;
// Clocks of issuer and gateway may differ by this much.
constexpr absl::Duration kLeeway = absl::Seconds(30);

absl::Status Malformed(std::string_view why) { return RefuseToken("TOKEN_MALFORMED", why); }

// The JSON object in one part of a JWT; null if there is none.
RhonabwyPtr<json_t> Part(absl::string_view part) {
  std::string text;
  if (!absl::WebSafeBase64Unescape(part, &text)) return nullptr;
  RhonabwyPtr<json_t> json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json_is_object(json.get()) ? std::move(json) : nullptr;
}

// The text of an optional claim; nothing if it is there but no text of reasonable length.
std::optional<std::string> TextOf(const json_t* value) {
  if (value == nullptr || json_is_null(value)) return "";
  if (!json_is_string(value) || json_string_length(value) > kMaxClaim) return std::nullopt;
  return std::string(json_string_value(value), json_string_length(value));
}

std::optional<std::string> Text(const json_t* claims, const char* name) { return TextOf(json_object_get(claims, name)); }

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

// The claim called `name`, where each dot leads into an object; a claim of that very name wins. Null if there is none.
const json_t* Claim(const json_t* claims, absl::string_view name) {
  if (const json_t* whole = json_object_get(claims, std::string(name).c_str())) return whole;
  const size_t dot = name.find('.');
  if (dot == absl::string_view::npos) return nullptr;
  const json_t* inner = json_object_get(claims, std::string(name.substr(0, dot)).c_str());
  return inner == nullptr ? nullptr : Claim(inner, name.substr(dot + 1));
}

absl::Status ReadRoles(const json_t* roles, type::v1::Caller& caller) {
  if (roles == nullptr || json_is_null(roles)) return absl::OkStatus();
  if (!json_is_array(roles) || json_array_size(roles) > kMaxRoles) return Malformed("roles is not a list of texts");
  for (size_t i = 0; i < json_array_size(roles); ++i) {
    const json_t* role = json_array_get(roles, i);
    if (!json_is_string(role)) return Malformed("roles is not a list of texts");
    // An organisation's issuer also names roles of its other systems.
    const std::string known = json_string_value(role);
    const bool there = std::find(caller.roles().begin(), caller.roles().end(), known) != caller.roles().end();
    if (IsRole(known) && !there) caller.add_roles(known);
  }
  return absl::OkStatus();
}

absl::StatusOr<type::v1::Caller> ReadCaller(const json_t* claims, const ClaimNames& names) {
  const auto subject = Text(claims, "sub");
  const auto name = TextOf(Claim(claims, names.name));
  const auto organ = TextOf(Claim(claims, names.organ));
  if (!subject || subject->empty()) return Malformed("sub is missing or not a text");
  if (!name || !organ) return Malformed("name or organ is not a text");
  type::v1::Caller caller;
  caller.set_kind(type::v1::Caller::OFFICER);
  caller.set_subject(*subject);
  caller.set_display_name(*name);
  caller.set_organ(*organ);
  RETURN_IF_ERROR(ReadRoles(Claim(claims, names.roles), caller));
  return caller;
}

absl::Status CheckSignature(const std::string& token, const json_t* header, const KeySet& keys) {
  const auto alg = Text(header, "alg");
  const auto kid = Text(header, "kid");
  if (!alg || !kid) return Malformed("alg or kid is not a text");
  if (json_object_get(header, "crit") != nullptr) return Malformed("it has critical extensions");
  if (*alg != "ES256" && *alg != "RS256" && *alg != "EdDSA") {
    return RefuseToken("TOKEN_ALGORITHM", "its algorithm is not ES256, RS256 or EdDSA");
  }
  const std::string failure = keys.Verify(token, *alg, *kid);
  if (failure == "UNKNOWN_KEY") return RefuseToken("TOKEN_KEY_UNKNOWN", "its key is not among those of the gateway");
  if (failure == "WRONG_ALGORITHM") return RefuseToken("TOKEN_ALGORITHM", "its algorithm is not that of its key");
  return failure.empty() ? absl::OkStatus() : RefuseToken("TOKEN_INVALID", "its signature is wrong");
}

}  // namespace

absl::Status RefuseToken(std::string_view reason, std::string_view why) {
  return error::Make(absl::StatusCode::kUnauthenticated, absl::StrCat("The token is not accepted: ", std::string(why), "."),
                     {.reason = std::string(reason)});
}

absl::StatusOr<VerifiedToken> VerifyToken(const std::string& token, const KeySet& keys, const TokenRules& rules) {
  if (token.size() > kMaxToken) return Malformed("it is larger than 8 KiB");
  const std::vector<std::string> parts = absl::StrSplit(token, '.');
  if (parts.size() != 3) return Malformed("it is not a JWT of three parts");
  const RhonabwyPtr<json_t> header = Part(parts[0]);
  if (header == nullptr) return Malformed("its header is not JSON");
  RETURN_IF_ERROR(CheckSignature(token, header.get(), keys));
  const RhonabwyPtr<json_t> claims = Part(parts[1]);
  if (claims == nullptr) return Malformed("its claims are not JSON");
  VerifiedToken verified;
  ASSIGN_OR_RETURN(verified.expires, TimeClaim(claims.get(), "exp", absl::InfinitePast()));
  ASSIGN_OR_RETURN(const absl::Time not_before, TimeClaim(claims.get(), "nbf", absl::UnixEpoch()));
  ASSIGN_OR_RETURN(const absl::Time issued, TimeClaim(claims.get(), "iat", absl::UnixEpoch()));
  if (verified.expires == absl::InfinitePast()) return Malformed("exp is missing");
  verified.not_before = std::max(not_before, issued);
  if (!rules.issuer.empty() && Text(claims.get(), "iss") != rules.issuer) {
    return RefuseToken("TOKEN_ISSUER", "another issuer made it");
  }
  if (!rules.audience.empty() && !NamesAudience(json_object_get(claims.get(), "aud"), rules.audience)) {
    return RefuseToken("TOKEN_AUDIENCE", "it is for another audience");
  }
  const auto nonce = Text(claims.get(), "nonce");
  const auto party = Text(claims.get(), "azp");
  if (!nonce || !party) return Malformed("nonce or azp is not a text");
  verified.nonce = *nonce;
  verified.authorized_party = *party;
  ASSIGN_OR_RETURN(verified.caller, ReadCaller(claims.get(), rules.claims));
  return verified;
}

absl::Status CheckTimes(const VerifiedToken& verified, absl::Time now) {
  if (now >= verified.expires + kLeeway) return RefuseToken("TOKEN_EXPIRED", "it has expired; get a new one");
  if (now < verified.not_before - kLeeway) return RefuseToken("TOKEN_NOT_YET_VALID", "it is not valid yet");
  return absl::OkStatus();
}

}  // namespace disclosure::gateway
