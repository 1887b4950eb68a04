// OpenID Connect as a relying party sees it: discovery, the authorisation request, the exchange of the code, the ID token.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/rpc/executor.h"
#include "gateway/auth/http_fetch.h"
#include "gateway/auth/key_url.h"
#include "gateway/auth/token_verifier.h"

namespace disclosure::gateway {

// What one sign-in must not share with another.
struct SignInSecrets {
  std::string state;
  std::string nonce;
  std::string verifier;  // of PKCE (RFC 7636)
};

struct SignedIn {
  type::v1::Caller caller;
  std::string id_token;  // shown again to the provider when he signs out; "": it ends no sessions
};

// Thread safe. The methods that ask the provider block: never on a thread of the HTTP server.
class IdentityProvider {
 public:
  struct Options {
    // "https://login.example.gov.cn/realms/district", exactly as the provider writes it. Asked for each time, because the local
    // issuer's has the port of the gateway.
    std::function<std::string()> issuer;
    std::string client_id;
    std::string client_secret;  // "": a public client, by PKCE alone
    std::string scope = "openid profile";
    ClaimNames claims;
  };

  // `executor` and `clock` outlive it.
  IdentityProvider(Options options, Fetch fetch, Executor* executor, const Clock* clock);

  std::string issuer() const { return options_.issuer(); }

  // Where the browser is sent. Errors: those of discovery, which after a failure is tried again after 5 s and not before.
  absl::StatusOr<std::string> AuthorizationUrl(const SignInSecrets& secrets, const std::string& redirect_uri);

  // Who has signed in, by the code that came back. UNAUTHENTICATED (CODE_REFUSED) if the provider does not take the code;
  // the reasons of VerifyToken and CheckTimes, TOKEN_NONCE, TOKEN_AUDIENCE for the ID token; UNAVAILABLE (PROVIDER_UNREACHABLE,
  // PROVIDER_ANSWER).
  absl::StatusOr<SignedIn> Redeem(const std::string& code, const SignInSecrets& secrets, const std::string& redirect_uri);

  // Where a browser ends its session with the provider (OpenID Connect RP-Initiated Logout), to be sent on to `back` afterwards; "" if
  // the provider offers that to nobody. `id_token` "": it is not at hand, and the provider may ask the officer. Errors: those of
  // discovery.
  absl::StatusOr<std::string> EndSessionUrl(const std::string& id_token, const std::string& back);

 private:
  struct Endpoints {
    std::string authorization, token, jwks, end_session;
  };
  absl::StatusOr<Endpoints> Discover();
  absl::StatusOr<Endpoints> AskForEndpoints() const;
  absl::StatusOr<std::string> AskForKeys();
  absl::StatusOr<std::string> IdToken(const std::string& code, const SignInSecrets& secrets, const std::string& redirect_uri);
  absl::StatusOr<VerifiedToken> Verify(const std::string& id_token);

  const Options options_;
  const Fetch fetch_;
  const Clock* const clock_;
  const std::shared_ptr<KeyUrl> keys_;
  std::mutex discovering_;  // held while the provider is asked: who comes meanwhile has the same question
  absl::Time next_discovery_ = absl::InfinitePast();  // guarded by discovering_
  mutable std::mutex mutex_;
  absl::StatusOr<Endpoints> endpoints_ = absl::UnavailableError("not discovered yet");
};

// base64url of the SHA-256 of a verifier: code_challenge with S256.
std::string CodeChallenge(const std::string& verifier);

// 32 random bytes in base64url.
std::string RandomText();

// Whether both are the same, in a time that does not tell where they differ.
bool SameText(std::string_view a, std::string_view b);

}  // namespace disclosure::gateway
