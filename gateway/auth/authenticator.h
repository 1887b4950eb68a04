// Tells from the bearer token of a request who calls.
#pragma once

#include <array>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "disclosure/type/v1/caller.pb.h"
#include "gateway/auth/jwks.h"
#include "gateway/auth/token_verifier.h"
#include "gateway/http/message.h"

namespace disclosure::gateway {

struct AuthenticatorOptions {
  std::string jwks_file;  // "": no token is believed
  std::string issuer;     // `iss` must be this; "": not looked at
  std::string audience;   // `aud` must be or contain this; "": not looked at
  ClaimNames claims;
  std::shared_ptr<KeySource> keys;  // in the place of jwks_file, where the keys come from an address
};

// Thread safe.
class Authenticator {
 public:
  // `clock` outlives it.
  Authenticator(AuthenticatorOptions options, const Clock& clock);

  // No Authorization header: an anonymous caller. With one the caller of its bearer token; UNAUTHENTICATED with the reasons of
  // VerifyToken and CheckTimes. UNAVAILABLE (NO_KEYS) if there are no keys to verify with. A key that is not known yet is looked
  // for where the keys come from an address: the token may be believed the next time.
  absl::StatusOr<type::v1::Caller> Authenticate(const Request& request);

 private:
  using Digest = std::array<unsigned char, 32>;  // SHA-256 of the token, which itself is not kept

  struct Cached {
    Digest digest;
    std::shared_ptr<const KeySet> keys;  // with which it was verified: new keys, new verification
    VerifiedToken verified;
  };

  absl::StatusOr<VerifiedToken> VerifyOrRecall(const std::string& token, const std::shared_ptr<const KeySet>& keys);

  const TokenRules rules_;
  const Clock& clock_;
  const std::shared_ptr<KeySource> keys_;
  std::mutex mutex_;
  std::list<Cached> recent_;  // the last used first
  std::map<Digest, std::list<Cached>::iterator> by_digest_;
};

}  // namespace disclosure::gateway
