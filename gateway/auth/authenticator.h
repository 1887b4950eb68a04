// Tells from the bearer token of a request who calls.
#pragma once

#include <array>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/jwks.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

struct AuthenticatorOptions {
  std::string jwks_file;  // "": no token is believed
  std::string issuer;     // `iss` must be this; "": not looked at
  std::string audience;   // `aud` must be or contain this; "": not looked at
};

// Thread safe.
class Authenticator {
 public:
  // `clock` outlives it.
  Authenticator(AuthenticatorOptions options, const Clock& clock);

  // No Authorization header: an anonymous caller. A sound JWT (RS256, ES256, EdDSA; claims sub, exp and
  // optionally nbf, iat, name, organ, roles): an officer with those roles that the suite knows. Otherwise
  // UNAUTHENTICATED with the reason TOKEN_MALFORMED (not a JWT, too large, claims missing or of wrong type),
  // TOKEN_ALGORITHM, TOKEN_KEY_UNKNOWN, TOKEN_INVALID (signature), TOKEN_EXPIRED, TOKEN_NOT_YET_VALID,
  // TOKEN_ISSUER, TOKEN_AUDIENCE. UNAVAILABLE (NO_KEYS) if the JWKS file cannot be read.
  absl::StatusOr<type::v1::Caller> Authenticate(const Request& request);

 private:
  using Digest = std::array<unsigned char, 32>;  // SHA-256 of the token, which itself is not kept

  // A caller and until when the token speaks for it.
  struct Verified {
    type::v1::Caller caller;
    absl::Time not_before;
    absl::Time expires;
  };
  struct Cached {
    Digest digest;
    std::shared_ptr<const KeySet> keys;  // with which it was verified: new keys, new verification
    Verified verified;
  };

  absl::StatusOr<Verified> Verify(const std::string& token, const KeySet& keys) const;
  absl::StatusOr<Verified> VerifyOrRecall(const std::string& token, const std::shared_ptr<const KeySet>& keys);

  const AuthenticatorOptions options_;
  const Clock& clock_;
  KeyFile key_file_;
  std::mutex mutex_;
  std::list<Cached> recent_;  // the last used first
  std::map<Digest, std::list<Cached>::iterator> by_digest_;
};

}  // namespace disclosure::gateway
