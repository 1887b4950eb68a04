#include <memory>
#include <string>

#include "absl/synchronization/notification.h"
#include "common/crypto/key_ring.h"
#include "common/testing/temp_dir.h"
#include "gateway/auth/authenticator.h"
#include "gateway/auth/identity_provider_fixture.h"
#include "gateway/auth/origin.h"
#include "gateway/auth/sealed_text.h"
#include "gateway/auth/sessions.h"
#include "gateway/auth/sign_in.h"
#include "gateway/http/raw_client.h"

namespace disclosure::gateway {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// A gateway that signs in with that provider.
class SigningOut : public RelyingParty {
 protected:
  SigningOut() : gateway_({}, [this](auto request, auto exchange) { sign_in_->Handle(request, exchange); }) {
    const std::string keys = directory_.path().string() + "/keys";
    EXPECT_OK(crypto::GenerateKeyFile(keys));
    auto ring = crypto::KeyRing::Load(keys);
    EXPECT_OK(ring);
    sealer_ = std::make_unique<Sealer>(*ring);
    sessions_ = std::make_unique<Sessions>(Sessions::Options{}, sealer_.get(), &clock_);
    origin_.Set(browser_.origin());
    Restart();
  }
  // As a gateway that has asked the provider nothing yet.
  void Restart() {
    Make({});
    sign_in_ = std::make_unique<SignIn>(SignIn::Rooms{party_.get(), sessions_.get(), sealer_.get(), &origin_, &executor_, &clock_},
                                        [](const Request&, int status, std::string_view title, std::string_view text,
                                           std::string_view again) {
                                          Response response{.status = status};
                                          response.body = std::make_shared<const std::string>(std::string(title).append(" ").append(text).append(" ").append(again));
                                          return response;
                                        });
  }
  // The whole way, with an ID token that has `more` claims; the answer to the code.
  RawResponse Enter(const std::string& more = "") {
    const std::string to = browser_.Get("/signin").headers.at("location");
    const FormFields query = *ParseForm(to.substr(to.find('?') + 1));
    provider_.id_token = Signed(absl::StrReplaceAll(Claims(more), {{"\"n1\"", absl::StrCat("\"", FieldOf(query, "nonce"), "\"")}}));
    return browser_.Get("/signin/callback?" + FormText({{"code", "x"}, {"state", FieldOf(query, "state")}}));
  }
  RawResponse Leave() {
    Request request;
    request.headers = {{"cookie", "officer=" + browser_.cookies().at("officer")}};
    return browser_.Post("/signout", {{"csrf", sessions_->Find(request).value_or(Session()).csrf}});
  }

  disclosure::testing::TempDir directory_;
  std::unique_ptr<Sealer> sealer_;
  std::unique_ptr<Sessions> sessions_;
  Origin origin_{"http://127.0.0.1"};
  std::unique_ptr<SignIn> sign_in_;
  TestServer gateway_;
  TestBrowser browser_{gateway_.port()};
};

TEST_F(SigningOut, GoesOnToTheProviderWithTheTokenItGaveAndComesBack) {
  provider_.OfferLogout();
  const RawResponse entered = Enter();
  ASSERT_EQ(entered.status, 303) << entered.body;
  EXPECT_THAT(entered.headers.at("set-cookie"), HasSubstr("; Path=/signout; HttpOnly")) << "no other page gets the token";
  Restart();
  const RawResponse left = Leave();
  EXPECT_EQ(left.status, 200);
  const std::string address = absl::StrCat(provider_.issuer(), "/logout?tenant=a&",
                                           FormText({{"client_id", "disclosure"},
                                                     {"post_logout_redirect_uri", browser_.origin() + "/signout/done"},
                                                     {"id_token_hint", provider_.id_token}}));
  EXPECT_EQ(left.headers.at("refresh"), "0; url=" + address);
  EXPECT_THAT(left.body, HasSubstr(address)) << "for who is not sent on";
  EXPECT_THAT(browser_.cookies(), ::testing::IsEmpty());
  EXPECT_EQ(browser_.Get("/signout/done").status, 200);
}

TEST_F(SigningOut, EndsHereWhereTheProviderOffersNothingOrIsAway) {
  Enter();
  const RawResponse left = Leave();
  EXPECT_EQ(left.headers.count("refresh"), 0u);
  EXPECT_THAT(browser_.cookies(), ::testing::IsEmpty());
  Enter();
  provider_.discovery = [](const std::string&) { return "away"; };
  Restart();
  const RawResponse alone = Leave();
  EXPECT_EQ(alone.status, 200);
  EXPECT_EQ(alone.headers.count("refresh"), 0u);
  EXPECT_THAT(browser_.cookies(), ::testing::IsEmpty());
}

TEST_F(SigningOut, ATokenThatNoBrowserWouldKeepIsLeftOut) {
  provider_.OfferLogout();
  ASSERT_EQ(Enter(absl::StrCat(",\"groups\":\"", std::string(4000, 'g'), "\"")).status, 303);
  EXPECT_EQ(browser_.cookies().count("idtoken"), 0u);
  EXPECT_THAT(Leave().headers.at("refresh"), Not(HasSubstr("id_token_hint")));
}

TEST_F(SigningOut, NobodyIsSentToTheProviderWithoutASession) {
  provider_.OfferLogout();
  Restart();
  const RawResponse left = browser_.Post("/signout", {});
  EXPECT_EQ(left.headers.count("refresh"), 0u);
  EXPECT_THAT(left.body, HasSubstr("可能仍然有效")) << "the session here may have ended by itself";
  EXPECT_THAT(provider_.asked, ::testing::IsEmpty());
}

}  // namespace
}  // namespace disclosure::gateway
