#include "gateway/auth/identity_provider_fixture.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/synchronization/notification.h"
#include "common/base/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "common/testing/temp_dir.h"
#include "gateway/auth/authenticator.h"
#include "gateway/auth/browser_testing.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/rhonabwy_ptr.h"
#include "gateway/http/raw_client.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(RelyingParty, AsksForACodeWithPkceStateAndNonce) {
  ASSERT_OK_AND_ASSIGN(const std::string url, party_->AuthorizationUrl(secrets_, "http://gateway/signin/callback"));
  EXPECT_THAT(url, ::testing::StartsWith(provider_.issuer() + "/login?tenant=a&response_type=code&"));
  const FormFields query = *ParseForm(url.substr(url.find('?') + 1));
  EXPECT_EQ(FieldOf(query, "client_id"), "disclosure");
  EXPECT_EQ(FieldOf(query, "redirect_uri"), "http://gateway/signin/callback");
  EXPECT_EQ(FieldOf(query, "scope"), "openid profile");
  EXPECT_EQ(FieldOf(query, "state"), "s1");
  EXPECT_EQ(FieldOf(query, "nonce"), "n1");
  EXPECT_EQ(FieldOf(query, "code_challenge_method"), "S256");
  EXPECT_THAT(url, Not(HasSubstr("code_verifier")));
}

TEST_F(RelyingParty, EndsTheSessionWithTheProviderOnlyWhereItOffersThat) {
  ASSERT_OK_AND_ASSIGN(const std::string none, party_->EndSessionUrl("t.o.k", "http://gateway/signout/done"));
  EXPECT_EQ(none, "");
  provider_.OfferLogout();
  Make({});
  ASSERT_OK_AND_ASSIGN(const std::string url, party_->EndSessionUrl("t.o.k", "http://gateway/signout/done"));
  EXPECT_EQ(url, provider_.issuer() + "/logout?tenant=a&client_id=disclosure&post_logout_redirect_uri=http%3A%2F%2Fgateway%2Fsignout%2Fdone"
                                      "&id_token_hint=t.o.k");
  ASSERT_OK_AND_ASSIGN(const std::string bare, party_->EndSessionUrl("", "http://gateway/signout/done"));
  EXPECT_THAT(bare, Not(HasSubstr("id_token_hint")));
}

TEST_F(RelyingParty, TheChallengeIsThatOfRfc7636) {
  EXPECT_EQ(CodeChallenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
}

TEST_F(RelyingParty, ExchangesTheCodeForWhoSignedIn) {
  ASSERT_OK_AND_ASSIGN(const auto caller, Redeem(Signed(Claims())));
  EXPECT_EQ(caller.subject(), "zhang");
  EXPECT_EQ(caller.display_name(), "测试甲");
  EXPECT_EQ(caller.organ(), "330108-jyj");
  EXPECT_THAT(caller.roles(), ElementsAre("clerk")) << "each role once, and none of other systems";
  EXPECT_EQ(FieldOf(provider_.token_form, "grant_type"), "authorization_code");
  EXPECT_EQ(FieldOf(provider_.token_form, "code"), "the code");
  EXPECT_EQ(FieldOf(provider_.token_form, "code_verifier"), "v1");
  EXPECT_EQ(provider_.authorization, "");
}

TEST_F(RelyingParty, AClientWithASecretSaysItInTheHeaderAlone) {
  Make({.client_secret = "a b:c"});
  ASSERT_OK(Redeem(Signed(Claims())));
  std::string said;
  ASSERT_TRUE(absl::Base64Unescape(provider_.authorization.substr(6), &said));
  EXPECT_EQ(said, "disclosure:a%20b%3Ac");
  EXPECT_EQ(FieldOf(provider_.token_form, "client_secret"), "");
}

TEST_F(RelyingParty, FindsClaimsWhereTheOrganisationPutsThem) {
  Make({.claims = {.name = "display", .organ = "org.code", .roles = "realm_access.roles"}});
  ASSERT_OK_AND_ASSIGN(const auto caller,
                       Redeem(Signed(Claims(R"(,"display":"测试乙","org":{"code":"330108-tjj"},"realm_access":{"roles":["approver"]})"))));
  EXPECT_EQ(caller.display_name(), "测试乙");
  EXPECT_EQ(caller.organ(), "330108-tjj");
  EXPECT_THAT(caller.roles(), ElementsAre("approver"));
}

TEST_F(RelyingParty, BelievesNoTokenThatAnybodyCouldHaveMade) {
  EXPECT_THAT(Redeem(Unsigned(R"({"alg":"none"})", Claims())), HasReason("TOKEN_ALGORITHM"));
  EXPECT_THAT(Redeem(Unsigned(R"({"alg":"none","kid":"ec"})", Claims())), HasReason("TOKEN_ALGORITHM"));
  EXPECT_THAT(Redeem(Sign(Rsa().secret.get(), R_JWA_ALG_RS256, Claims(), "ec")), HasReason("TOKEN_ALGORITHM"));
  // The public key as the secret of an HMAC.
  jwk_t* raw = nullptr;
  r_jwk_init(&raw);
  const RhonabwyPtr<jwk_t> secret(raw);
  const std::string open = Json(Ec().open.get());
  ASSERT_EQ(r_jwk_import_from_symmetric_key(secret.get(), reinterpret_cast<const unsigned char*>(open.data()), open.size()), RHN_OK);
  EXPECT_THAT(Redeem(Sign(secret.get(), R_JWA_ALG_HS256, Claims(), "ec")), HasReason("TOKEN_ALGORITHM"));
  std::string tampered = Signed(Claims());
  tampered[tampered.find('.') + 5] ^= 1;
  EXPECT_THAT(Redeem(tampered), ::testing::AnyOf(HasReason("TOKEN_INVALID"), HasReason("TOKEN_MALFORMED")));
  EXPECT_THAT(Redeem("not.a.token"), HasReason("TOKEN_MALFORMED"));
}

TEST_F(RelyingParty, BelievesNoTokenThatIsMeantForAnother) {
  EXPECT_THAT(Redeem(Signed(With("\"aud\":\"disclosure\"", "\"aud\":\"mail\""))), HasReason("TOKEN_AUDIENCE"));
  EXPECT_THAT(Redeem(Signed(With("\"aud\":\"disclosure\",", ""))), HasReason("TOKEN_AUDIENCE"));
  EXPECT_THAT(Redeem(Signed(With("127.0.0.1", "localhost"))), HasReason("TOKEN_ISSUER"));
  EXPECT_THAT(Redeem(Signed(With("\"n1\"", "\"n2\""))), HasReason("TOKEN_NONCE"));
  EXPECT_THAT(Redeem(Signed(With("\"nonce\":\"n1\",", ""))), HasReason("TOKEN_NONCE"));
  EXPECT_THAT(Redeem(Signed(Claims(R"(,"azp":"mail")"))), HasReason("TOKEN_AUDIENCE"));
  EXPECT_OK(Redeem(Signed(With("\"aud\":\"disclosure\"", R"("aud":["mail","disclosure"],"azp":"disclosure")"))));
}

TEST_F(RelyingParty, BelievesNoTokenOutOfItsTime) {
  const std::string token = Signed(Claims());
  clock_.Advance(absl::Seconds(331));
  EXPECT_THAT(Redeem(token), HasReason("TOKEN_EXPIRED"));
  EXPECT_THAT(Redeem(Signed(Claims(absl::StrCat(",\"nbf\":", absl::ToUnixSeconds(clock_.Now()) + 60)))), HasReason("TOKEN_NOT_YET_VALID"));
}

TEST_F(RelyingParty, AKeyThatIsNotKnownYetIsLookedForOnceAndNotOnEveryToken) {
  ASSERT_OK(Redeem(Signed(Claims())));
  provider_.keys = absl::StrCat("{\"keys\":[", Json(Rsa().open.get()), "]}");
  const std::string rotated = Sign(Rsa().secret.get(), R_JWA_ALG_RS256, Claims(), "rsa");
  EXPECT_THAT(Redeem(rotated), HasReason("TOKEN_KEY_UNKNOWN")) << "the keys were fetched a moment ago";
  clock_.Advance(absl::Seconds(31));
  EXPECT_OK(Redeem(rotated)) << "fetched anew";
  const auto fetches = [&] { return std::count(provider_.asked.begin(), provider_.asked.end(), "/keys"); };
  EXPECT_EQ(fetches(), 2);
  for (int i = 0; i < 20; ++i) EXPECT_THAT(Redeem(Sign(Ec().secret.get(), R_JWA_ALG_ES256, Claims(), "made-up")), HasReason("TOKEN_KEY_UNKNOWN"));
  EXPECT_EQ(fetches(), 2) << "nobody makes the gateway hammer the provider";
}

TEST_F(RelyingParty, BearerTokensFollowTheKeysOfAnAddressInTheBackground) {
  const auto keys = KeyUrl::Create([this]() -> absl::StatusOr<std::string> { return provider_.keys; }, &executor_, &clock_);
  Authenticator authenticator({.keys = keys}, clock_);
  const auto ask = [&](const std::string& token) {
    Request request;
    request.headers = {{"authorization", "Bearer " + token}};
    return authenticator.Authenticate(request).status();
  };
  const auto settle = [&] {
    absl::Notification done;
    ASSERT_TRUE(executor_.TryPost([&] { done.Notify(); }));
    done.WaitForNotification();
  };
  const std::string token = Signed(Claims()), rotated = Sign(Rsa().secret.get(), R_JWA_ALG_RS256, Claims(), "rsa");
  EXPECT_THAT(ask(token), HasReason("NO_KEYS")) << "nobody waits for a fetch on a thread of HTTP";
  settle();
  EXPECT_OK(ask(token));
  provider_.keys = absl::StrCat("{\"keys\":[", Json(Rsa().open.get()), "]}");
  EXPECT_THAT(ask(rotated), HasReason("TOKEN_KEY_UNKNOWN"));
  settle();
  EXPECT_THAT(ask(rotated), HasReason("TOKEN_KEY_UNKNOWN")) << "half a minute has not passed";
  clock_.Advance(absl::Seconds(31));
  EXPECT_THAT(ask(rotated), HasReason("TOKEN_KEY_UNKNOWN"));
  settle();
  EXPECT_OK(ask(rotated));
  provider_.keys = "nonsense";
  clock_.Advance(absl::Hours(2));
  (void)ask(rotated);
  settle();
  EXPECT_THAT(ask(rotated), HasReason("TOKEN_EXPIRED")) << "the keys stayed as they were";
}

TEST_F(RelyingParty, ACodeThatTheProviderRefusesSignsNobodyIn) {
  provider_.token_status = 400;
  EXPECT_THAT(Redeem(Signed(Claims())), HasReason("CODE_REFUSED"));
}

TEST_F(RelyingParty, TakesNoDiscoveryOfAnotherIssuerAndNoneWithoutS256) {
  provider_.discovery = [](std::string text) { return absl::StrReplaceAll(text, {{"\"issuer\":\"http", "\"issuer\":\"https"}}); };
  EXPECT_THAT(party_->AuthorizationUrl(secrets_, "http://gateway/"), HasReason("PROVIDER_ANSWER"));
  clock_.Advance(absl::Seconds(5));
  provider_.discovery = [](std::string text) { return absl::StrReplaceAll(text, {{"{\"issuer", R"({"code_challenge_methods_supported":["plain"],"issuer)"}}); };
  EXPECT_THAT(party_->AuthorizationUrl(secrets_, "http://gateway/"), HasReason("PROVIDER_ANSWER"));
  clock_.Advance(absl::Seconds(5));
  provider_.discovery = [](std::string) { return "<html>"; };
  EXPECT_THAT(party_->AuthorizationUrl(secrets_, "http://gateway/"), HasReason("PROVIDER_ANSWER"));
}

TEST_F(RelyingParty, AProviderThatIsAwayIsNotAskedByEverySignIn) {
  provider_.discovery = [](std::string) { return "down"; };
  for (int i = 0; i < 20; ++i) EXPECT_THAT(party_->AuthorizationUrl(secrets_, "http://gateway/"), HasReason("PROVIDER_ANSWER"));
  EXPECT_EQ(provider_.asked.size(), 1u);
  provider_.discovery = [](std::string text) { return text; };
  EXPECT_THAT(party_->AuthorizationUrl(secrets_, "http://gateway/"), HasReason("PROVIDER_ANSWER"));
  clock_.Advance(absl::Seconds(5));
  EXPECT_OK(party_->AuthorizationUrl(secrets_, "http://gateway/"));
  provider_.discovery = [](std::string) { return "down"; };
  clock_.Advance(absl::Hours(2));
  for (int i = 0; i < 20; ++i) EXPECT_OK(party_->AuthorizationUrl(secrets_, "http://gateway/"));
  EXPECT_EQ(provider_.asked.size(), 3u) << "nor when its endpoints are known and old";
}

// Takes connections and never says anything.
class SilentProvider {
 public:
  SilentProvider() : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in any{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    socklen_t size = sizeof(any);
    EXPECT_EQ(bind(socket_, reinterpret_cast<sockaddr*>(&any), size), 0);
    EXPECT_EQ(listen(socket_, 64), 0);
    EXPECT_EQ(getsockname(socket_, reinterpret_cast<sockaddr*>(&any), &size), 0);
    port_ = ntohs(any.sin_port);
  }
  ~SilentProvider() { close(socket_); }

  std::string address() const { return absl::StrCat("http://127.0.0.1:", port_); }
  bool IsAskedWithin(absl::Duration limit) const {
    pollfd asked{.fd = socket_, .events = POLLIN, .revents = 0};
    return poll(&asked, 1, static_cast<int>(absl::ToInt64Milliseconds(limit))) == 1;
  }

 private:
  const int socket_;
  int port_ = 0;
};

TEST(AStop, WaitsForNoProviderThatNeverAnswers) {
  const SilentProvider silent;
  const FakeClock clock;
  std::atomic<bool> stopping{false};
  const Fetch fetch = HttpFetch("", &stopping);
  std::atomic<int> given_up{0};
  auto executor = std::make_unique<Executor>(2, 64);
  IdentityProvider party({.issuer = [&] { return silent.address(); }, .client_id = "disclosure"}, fetch, executor.get(), &clock);
  const auto count = [&](const absl::Status& status) { given_up += error::Reason(status) == "PROVIDER_UNREACHABLE"; };
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(executor->TryPost([&] { count(party.AuthorizationUrl({}, "http://gateway/").status()); }));
    ASSERT_TRUE(executor->TryPost([&] { count(fetch({.url = silent.address() + "/token", .form = "code=x"}).status()); }));
  }
  ASSERT_TRUE(silent.IsAskedWithin(absl::Seconds(20)));
  const absl::Time begun = absl::Now();
  stopping = true;
  executor.reset();
  EXPECT_EQ(given_up, 40) << "each was told";
  EXPECT_LT(absl::Now() - begun, absl::Seconds(8)) << "a single one would have waited for ten";
}

TEST_F(RelyingParty, WhatWasDiscoveredServesWhileTheProviderIsAway) {
  ASSERT_OK(party_->AuthorizationUrl(secrets_, "http://gateway/"));
  provider_.discovery = [](std::string) { return "down"; };
  clock_.Advance(absl::Hours(2));
  EXPECT_OK(party_->AuthorizationUrl(secrets_, "http://gateway/"));
}

TEST(HttpFetchTest, GoesNowhereInTheClearButToThisMachine) {
  EXPECT_THAT(HttpFetch("")({.url = "http://login.example.com/"}), HasReason("PROVIDER_UNREACHABLE"));
  EXPECT_THAT(HttpFetch("")({.url = "file:///etc/passwd"}), HasReason("PROVIDER_UNREACHABLE"));
}

}  // namespace
}  // namespace disclosure::gateway
