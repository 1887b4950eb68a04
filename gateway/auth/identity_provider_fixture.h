// A provider of identities over HTTP, and who relies on it.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "gateway/auth/browser_testing.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/identity_provider.h"
#include "gateway/auth/rhonabwy_ptr.h"

namespace disclosure::gateway {

struct KeyPair {
  RhonabwyPtr<jwk_t> secret;
  RhonabwyPtr<jwk_t> open;
};

inline KeyPair MakeKeys(int type, unsigned int bits, const std::string& kid) {
  jwk_t* secret = nullptr;
  jwk_t* open = nullptr;
  r_jwk_init(&secret);
  r_jwk_init(&open);
  EXPECT_EQ(r_jwk_generate_key_pair(secret, open, type, bits, kid.c_str()), RHN_OK);
  return {RhonabwyPtr<jwk_t>(secret), RhonabwyPtr<jwk_t>(open)};
}
inline const KeyPair& Ec() {
  static const auto* keys = new KeyPair(MakeKeys(R_KEY_TYPE_EC, 256, "ec"));
  return *keys;
}
inline const KeyPair& Rsa() {
  static const auto* keys = new KeyPair(MakeKeys(R_KEY_TYPE_RSA, 2048, "rsa"));
  return *keys;
}

inline std::string Json(jwk_t* key) { return RhonabwyPtr<char>(r_jwk_export_to_json_str(key, 0)).get(); }

inline std::string Sign(jwk_t* key, jwa_alg alg, const std::string& claims, const std::string& kid) {
  jwt_t* raw = nullptr;
  r_jwt_init(&raw);
  const RhonabwyPtr<jwt_t> jwt(raw);
  r_jwt_set_sign_alg(jwt.get(), alg);
  r_jwt_set_header_str_value(jwt.get(), "kid", kid.c_str());
  EXPECT_EQ(r_jwt_set_full_claims_json_str(jwt.get(), claims.c_str()), RHN_OK);
  const RhonabwyPtr<char> token(r_jwt_serialize_signed(jwt.get(), key, 0));
  return token == nullptr ? "" : token.get();
}

inline std::string Unsigned(const std::string& header, const std::string& claims) {
  std::string h, c;
  absl::WebSafeBase64Escape(header, &h);
  absl::WebSafeBase64Escape(claims, &c);
  return absl::StrCat(h, ".", c, ".");
}

// A provider that speaks OpenID Connect over HTTP, honestly unless told otherwise.
class Provider {
 public:
  Provider() : server_({}, [this](auto request, auto exchange) { exchange->Reply(Answer(*request)); }) {}

  std::string issuer() const { return absl::StrCat("http://127.0.0.1:", server_.port()); }

  // At an end_session_endpoint, from the next discovery on.
  void OfferLogout() {
    discovery = [logout = absl::StrCat("{\"end_session_endpoint\":\"", issuer(), "/logout?tenant=a\",")](const std::string& text) {
      return logout + text.substr(1);
    };
  }

  std::function<std::string(std::string)> discovery = [](std::string text) { return text; };
  std::string keys = absl::StrCat("{\"keys\":[", Json(Ec().open.get()), "]}");
  std::string id_token;
  int token_status = 200;
  FormFields token_form;
  std::string authorization;
  std::vector<std::string> asked;

 private:
  Response Answer(const Request& request) {
    std::lock_guard lock(mutex_);
    asked.push_back(request.path);
    Response response;
    std::string body;
    if (request.path == "/.well-known/openid-configuration") {
      body = discovery(absl::StrReplaceAll(
          R"({"issuer":"@","authorization_endpoint":"@/login?tenant=a","token_endpoint":"@/token","jwks_uri":"@/keys"})", {{"@", issuer()}}));
    } else if (request.path == "/keys") {
      body = keys;
    } else if (request.path == "/token") {
      token_form = ParseForm(request.body).value_or(FormFields());
      authorization = std::string(request.Header("authorization"));
      response.status = token_status;
      body = token_status == 200 ? absl::StrCat(R"({"token_type":"Bearer","access_token":"x","id_token":")", id_token, "\"}")
                                 : R"({"error":"invalid_grant"})";
    } else {
      response.status = 404;
    }
    response.body = std::make_shared<const std::string>(std::move(body));
    return response;
  }

  std::mutex mutex_;
  TestServer server_;
};

class RelyingParty : public ::testing::Test {
 protected:
  RelyingParty() { Make({}); }

  void Make(IdentityProvider::Options options) {
    options.issuer = [this] { return provider_.issuer(); };
    options.client_id = "disclosure";
    party_ = std::make_unique<IdentityProvider>(options, HttpFetch(""), &executor_, &clock_);
  }
  std::string Claims(const std::string& more = "") const {
    return absl::StrCat(R"({"iss":")", provider_.issuer(), R"(","aud":"disclosure","sub":"zhang","name":"测试甲","organ":"330108-jyj",)",
                        R"("roles":["clerk","clerk","chief"],"nonce":"n1","exp":)", absl::ToUnixSeconds(clock_.Now()) + 300, more, "}");
  }
  std::string With(const std::string& before, const std::string& after) const { return absl::StrReplaceAll(Claims(), {{before, after}}); }
  static std::string Signed(const std::string& claims) { return Sign(Ec().secret.get(), R_JWA_ALG_ES256, claims, "ec"); }
  absl::StatusOr<type::v1::Caller> Redeem(const std::string& id_token) {
    provider_.id_token = id_token;
    ASSIGN_OR_RETURN(const SignedIn signed_in, party_->Redeem("the code", secrets_, "http://gateway/signin/callback"));
    return signed_in.caller;
  }

  FakeClock clock_;
  Provider provider_;
  Executor executor_{1, 8};
  SignInSecrets secrets_{"s1", "n1", "v1"};
  std::unique_ptr<IdentityProvider> party_;
};

}  // namespace disclosure::gateway
