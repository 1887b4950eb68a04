#include "gateway/auth/identity_provider.h"

#include <array>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"
#include "common/net/http_url.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/rhonabwy_ptr.h"
#include "openssl/crypto.h"

namespace disclosure::gateway {
namespace {

constexpr absl::Duration kEndpointsAge = absl::Hours(1);
// A provider that does not answer is not asked by every sign-in, each of which would wait for it.
constexpr absl::Duration kPause = absl::Seconds(5);

absl::Status BadAnswer(const std::string& url, std::string_view what) {
  return error::Make(absl::StatusCode::kUnavailable, absl::StrCat("the answer of ", url, ": ", std::string(what)),
                     {.reason = "PROVIDER_ANSWER", .metadata = {{"url", url}}});
}

RhonabwyPtr<json_t> Object(const std::string& text) {
  RhonabwyPtr<json_t> json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json_is_object(json.get()) ? std::move(json) : nullptr;
}

std::string Text(const json_t* object, const char* name) {
  const json_t* value = json_object_get(object, name);
  return json_is_string(value) ? std::string(json_string_value(value), json_string_length(value)) : "";
}

// Unless the provider says which methods it knows, it is asked with S256 and tells.
bool RefusesS256(const json_t* object) {
  const json_t* methods = json_object_get(object, "code_challenge_methods_supported");
  if (!json_is_array(methods)) return false;
  for (size_t i = 0; i < json_array_size(methods); ++i) {
    const json_t* method = json_array_get(methods, i);
    if (json_is_string(method) && std::string_view(json_string_value(method)) == "S256") return false;
  }
  return true;
}

std::string WithQuery(const std::string& endpoint, const FormFields& query) {
  return absl::StrCat(endpoint, endpoint.find('?') == std::string::npos ? "?" : "&", FormText(query));
}

bool IsAddress(const std::string& url) {
  HttpUrl parsed;
  return ParseHttpUrl(url, parsed).empty();
}

}  // namespace

std::string CodeChallenge(const std::string& verifier) {
  return absl::WebSafeBase64Escape(std::string(crypto::View(crypto::Sha256(verifier))));
}

std::string RandomText() {
  std::array<uint8_t, 32> bytes;
  crypto::FillRandom(bytes);
  return absl::WebSafeBase64Escape(std::string(crypto::View(bytes)));
}

bool SameText(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

IdentityProvider::IdentityProvider(Options options, Fetch fetch, Executor* executor, const Clock* clock)
    : options_(std::move(options)),
      fetch_(std::move(fetch)),
      clock_(clock),
      keys_(KeyUrl::Create([this] { return AskForKeys(); }, executor, clock)) {}

absl::StatusOr<IdentityProvider::Endpoints> IdentityProvider::AskForEndpoints() const {
  const std::string url = issuer() + "/.well-known/openid-configuration";
  ASSIGN_OR_RETURN(const Fetched fetched, fetch_({.url = url}));
  const RhonabwyPtr<json_t> object = Object(fetched.body);
  if (fetched.status != 200 || object == nullptr) return BadAnswer(url, absl::StrCat("no JSON object, status ", fetched.status));
  // Another issuer's document would lead to another's keys (OpenID Connect Discovery, 4.3).
  if (Text(object.get(), "issuer") != issuer()) return BadAnswer(url, "its issuer is not the one that was asked");
  if (RefusesS256(object.get())) return BadAnswer(url, "the provider does not know PKCE with S256");
  Endpoints found = {Text(object.get(), "authorization_endpoint"), Text(object.get(), "token_endpoint"),
                     Text(object.get(), "jwks_uri"), Text(object.get(), "end_session_endpoint")};
  for (const std::string* endpoint : {&found.authorization, &found.token, &found.jwks}) {
    if (!IsAddress(*endpoint)) return BadAnswer(url, "authorization_endpoint, token_endpoint or jwks_uri is no address");
  }
  if (!IsAddress(found.end_session)) found.end_session.clear();
  return found;
}

absl::StatusOr<IdentityProvider::Endpoints> IdentityProvider::Discover() {
  std::lock_guard discovering(discovering_);
  std::optional<absl::StatusOr<Endpoints>> found;
  if (clock_->Now() >= next_discovery_) {
    found = AskForEndpoints();
    next_discovery_ = clock_->Now() + (found->ok() ? kEndpointsAge : kPause);
  }
  std::lock_guard lock(mutex_);
  if (found && (found->ok() || !endpoints_.ok())) endpoints_ = *std::move(found);
  return endpoints_;
}

absl::StatusOr<std::string> IdentityProvider::AskForKeys() {
  ASSIGN_OR_RETURN(const Endpoints endpoints, Discover());
  ASSIGN_OR_RETURN(Fetched fetched, fetch_({.url = endpoints.jwks}));
  if (fetched.status != 200) return BadAnswer(endpoints.jwks, absl::StrCat("status ", fetched.status));
  return std::move(fetched.body);
}

absl::StatusOr<std::string> IdentityProvider::AuthorizationUrl(const SignInSecrets& secrets, const std::string& redirect_uri) {
  ASSIGN_OR_RETURN(const Endpoints endpoints, Discover());
  return WithQuery(endpoints.authorization, {{"response_type", "code"},
                                             {"client_id", options_.client_id},
                                             {"redirect_uri", redirect_uri},
                                             {"scope", options_.scope},
                                             {"state", secrets.state},
                                             {"nonce", secrets.nonce},
                                             {"code_challenge", CodeChallenge(secrets.verifier)},
                                             {"code_challenge_method", "S256"}});
}

absl::StatusOr<std::string> IdentityProvider::IdToken(const std::string& code, const SignInSecrets& secrets,
                                                      const std::string& redirect_uri) {
  ASSIGN_OR_RETURN(const Endpoints endpoints, Discover());
  FetchCall call{.url = endpoints.token};
  FormFields form = {{"grant_type", "authorization_code"},
                     {"code", code},
                     {"redirect_uri", redirect_uri},
                     {"client_id", options_.client_id},
                     {"code_verifier", secrets.verifier}};
  if (!options_.client_secret.empty()) {
    // client_secret_basic (RFC 6749, 2.3.1): each half as in a form.
    const std::string id = FormText({{options_.client_id, ""}}), secret = FormText({{options_.client_secret, ""}});
    call.authorization = "Basic " + absl::Base64Escape(absl::StrCat(id.substr(0, id.size() - 1), ":", secret.substr(0, secret.size() - 1)));
  }
  call.form = FormText(form);
  ASSIGN_OR_RETURN(const Fetched fetched, fetch_(call));
  const RhonabwyPtr<json_t> object = Object(fetched.body);
  if (object == nullptr) return BadAnswer(endpoints.token, absl::StrCat("no JSON object, status ", fetched.status));
  if (fetched.status != 200) {
    return error::Make(absl::StatusCode::kUnauthenticated,
                       absl::StrCat("the provider does not take the code: ", Text(object.get(), "error")), {.reason = "CODE_REFUSED"});
  }
  std::string token = Text(object.get(), "id_token");
  if (token.empty()) return BadAnswer(endpoints.token, "no id_token");
  return token;
}

absl::StatusOr<VerifiedToken> IdentityProvider::Verify(const std::string& id_token) {
  const TokenRules rules{issuer(), options_.client_id, options_.claims};
  ASSIGN_OR_RETURN(const std::shared_ptr<const KeySet> keys, keys_->Wait());
  auto verified = VerifyToken(id_token, *keys, rules);
  if (verified.ok() || error::Reason(verified.status()) != "TOKEN_KEY_UNKNOWN") return verified;
  ASSIGN_OR_RETURN(const std::shared_ptr<const KeySet> renewed, keys_->Wait(keys));
  return renewed == keys ? verified : VerifyToken(id_token, *renewed, rules);
}

absl::StatusOr<SignedIn> IdentityProvider::Redeem(const std::string& code, const SignInSecrets& secrets,
                                                  const std::string& redirect_uri) {
  ASSIGN_OR_RETURN(std::string id_token, IdToken(code, secrets, redirect_uri));
  ASSIGN_OR_RETURN(VerifiedToken verified, Verify(id_token));
  RETURN_IF_ERROR(CheckTimes(verified, clock_->Now()));
  if (!SameText(verified.nonce, secrets.nonce)) return RefuseToken("TOKEN_NONCE", "it was made for another sign-in");
  if (!verified.authorized_party.empty() && verified.authorized_party != options_.client_id) {
    return RefuseToken("TOKEN_AUDIENCE", "it was issued to another client");
  }
  ASSIGN_OR_RETURN(const Endpoints endpoints, Discover());
  return SignedIn{std::move(verified.caller), endpoints.end_session.empty() ? "" : std::move(id_token)};
}

absl::StatusOr<std::string> IdentityProvider::EndSessionUrl(const std::string& id_token, const std::string& back) {
  ASSIGN_OR_RETURN(const Endpoints endpoints, Discover());
  if (endpoints.end_session.empty()) return std::string();
  FormFields query = {{"client_id", options_.client_id}, {"post_logout_redirect_uri", back}};
  if (!id_token.empty()) query.emplace_back("id_token_hint", id_token);
  return WithQuery(endpoints.end_session, query);
}

}  // namespace disclosure::gateway
