// The embedded issuer: signs tokens for a set-up that has no identity provider of its own. Used by
// disclosurectl; the gateway only reads the public half.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace disclosure::gateway {

inline constexpr absl::Duration kDefaultTokenTime = absl::Hours(8);
inline constexpr absl::Duration kMaxTokenTime = absl::Hours(12);

// In the issuer's directory: issuer.jwks, the private key, readable by its owner only, and jwks.json, the
// public key for the gateway's --jwks.
std::string PrivateKeyFile(const std::string& directory);
std::string PublicKeyFile(const std::string& directory);

// Makes an ES256 key pair in `directory`, which exists. Does nothing if there is one already, so that tokens
// stay valid. INTERNAL naming the file that cannot be written.
absl::Status CreateIssuer(const std::string& directory);

struct TokenRequest {
  std::string subject;  // stable id of the officer, recorded with every change
  std::string name;
  std::string organ;  // "330108-jyj"
  std::vector<std::string> roles;
  absl::Duration ttl = kDefaultTokenTime;
};

// A signed JWT with claims iss ("disclosure"), sub, name, organ, roles, iat, exp. NOT_FOUND (NO_ISSUER) if
// CreateIssuer was not called; INVALID_ARGUMENT naming all bad fields: an unknown role, no role, an organ
// that is no code, a time to live outside (0, 12 h].
absl::StatusOr<std::string> SignToken(const std::string& directory, const TokenRequest& request, absl::Time now);

// What a sign-in adds to the officer of an ID token (OpenID Connect Core, 2).
struct IdTokenUse {
  std::string issuer;
  std::string audience;
  std::string nonce;
};

// An ID token of 5 minutes; `request.ttl` does not count. Errors as of SignToken.
absl::StatusOr<std::string> SignIdToken(const std::string& directory, const TokenRequest& request, const IdTokenUse& use, absl::Time now);

// Whether `code` may be the code of an organ: small letters, digits and hyphens.
bool IsOrganCode(const std::string& code);

}  // namespace disclosure::gateway
