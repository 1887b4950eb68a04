// Reads a JWT that an identity provider signed: the bearer tokens of calls and the ID tokens of sign-ins alike.
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/jwks.h"

namespace disclosure::gateway {

// What organisations call the claims; a dot leads into an object ("realm_access.roles").
struct ClaimNames {
  std::string name = "name";
  std::string organ = "organ";
  std::string roles = "roles";
};

struct TokenRules {
  std::string issuer;    // `iss` must be this; "": not looked at
  std::string audience;  // `aud` must be or contain this; "": not looked at
  ClaimNames claims;
};

// A caller and until when the token speaks for it.
struct VerifiedToken {
  type::v1::Caller caller;
  absl::Time not_before;
  absl::Time expires;
  std::string nonce;             // "" if there is none
  std::string authorized_party;  // azp, likewise
};

// A sound JWT (RS256, ES256, EdDSA; claims sub, exp and optionally nbf, iat, name, organ, roles): an officer with those roles that
// the suite knows. Whether it is still valid is the matter of CheckTimes. Otherwise UNAUTHENTICATED with the reason TOKEN_MALFORMED
// (not a JWT, larger than 8 KiB, claims missing or of wrong type), TOKEN_ALGORITHM, TOKEN_KEY_UNKNOWN, TOKEN_INVALID (signature),
// TOKEN_ISSUER, TOKEN_AUDIENCE.
absl::StatusOr<VerifiedToken> VerifyToken(const std::string& token, const KeySet& keys, const TokenRules& rules);

// UNAUTHENTICATED (TOKEN_EXPIRED, TOKEN_NOT_YET_VALID), with 30 seconds of leeway for the clocks.
absl::Status CheckTimes(const VerifiedToken& verified, absl::Time now);

// UNAUTHENTICATED with `reason` and why the token is not accepted.
absl::Status RefuseToken(std::string_view reason, std::string_view why);

}  // namespace disclosure::gateway
