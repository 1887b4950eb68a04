#include "gateway/auth/sessions.h"

#include <memory>

#include "common/crypto/testing.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "gateway/auth/callers.h"
#include "gateway/auth/cookies.h"
#include "gateway/auth/form_text.h"
#include "gateway/auth/sign_in.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

type::v1::Caller Officer() {
  type::v1::Caller caller;
  caller.set_kind(type::v1::Caller::OFFICER);
  caller.set_subject("zhang");
  caller.set_display_name("测试甲");
  caller.set_organ("330108-jyj");
  caller.add_roles("clerk");
  caller.add_roles("handler");
  return caller;
}

class SessionTest : public ::testing::Test {
 protected:
  // "officer=…" of a Set-Cookie line.
  static std::string CookieIn(const std::string& line) { return line.substr(0, line.find(';')); }
  static Request With(const std::string& cookie, Headers more = {}, const std::string& method = "GET") {
    Request request;
    request.method = method;
    request.path = "/v1/organs/330108-jyj/requests";
    request.headers = std::move(more);
    request.headers.emplace_back("host", "zwgk.example.gov.cn");
    request.headers.emplace_back("cookie", cookie);
    return request;
  }
  std::string KindOf(const Request& request) {
    const auto caller = callers_.Authenticate(request);
    return caller.ok() ? type::v1::Caller::Kind_Name(caller->kind()) : disclosure::error::Reason(caller.status());
  }

  FakeClock clock_;
  const Sealer sealer_{crypto::TestKeys({1})};
  Sessions sessions_{{.secure = true}, &sealer_, &clock_};
  const Origin origin_{"https://zwgk.example.gov.cn"};
  Authenticator authenticator_{{}, clock_};
  const Callers callers_{&authenticator_, &sessions_, &origin_};
};

TEST_F(SessionTest, SaysWhoSignedInAndNothingThatTheBrowserCouldRead) {
  const std::string line = sessions_.Begin(Officer());
  EXPECT_THAT(line, StartsWith("__Host-officer="));
  for (const char* attribute : {"; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age=36000"}) EXPECT_THAT(line, HasSubstr(attribute));
  EXPECT_THAT(line, Not(HasSubstr("zhang")));
  const auto session = sessions_.Find(With(CookieIn(line)));
  ASSERT_TRUE(session);
  EXPECT_EQ(session->caller.subject(), "zhang");
  EXPECT_EQ(session->caller.display_name(), "测试甲");
  EXPECT_THAT(session->caller.roles(), ElementsAre("clerk", "handler"));
}

TEST_F(SessionTest, IsAnotherWithEverySignIn) {
  const auto one = sessions_.Find(With(CookieIn(sessions_.Begin(Officer())))), two = sessions_.Find(With(CookieIn(sessions_.Begin(Officer()))));
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->id, two->id);
  EXPECT_NE(one->csrf, two->csrf);
}

TEST_F(SessionTest, AnyChangedByteEndsIt) {
  const std::string cookie = CookieIn(sessions_.Begin(Officer()));
  const size_t begin = cookie.find('=') + 1;
  for (size_t i = begin; i < cookie.size(); ++i) {
    std::string changed = cookie;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(sessions_.Find(With(changed))) << i;
  }
  EXPECT_FALSE(sessions_.Find(With(cookie.substr(0, cookie.size() - 8))));
  EXPECT_FALSE(sessions_.Find(With("__Host-officer=")));
  EXPECT_FALSE(sessions_.Find(With("__Host-officer=%00")));
  EXPECT_FALSE(sessions_.Find(With("officer=" + cookie.substr(begin)))) << "in the clear it may have been planted";
  EXPECT_FALSE(sessions_.Find(With(cookie + "; " + cookie))) << "which of them is ours?";
}

TEST_F(SessionTest, WhatWasSealedForAnotherPurposeOrByOtherKeysIsNone) {
  const SealedFields fields = {{"id", "x"}, {"csrf", "x"}, {"subject", "zhang"}, {"since", TimeField(clock_.Now())}, {"seen", TimeField(clock_.Now())}};
  EXPECT_FALSE(sessions_.Find(With("__Host-officer=" + sealer_.Seal(fields, "sign-in"))));
  EXPECT_TRUE(sessions_.Find(With("__Host-officer=" + sealer_.Seal(fields, "session"))));
  const Sealer others(crypto::TestKeys({2}));
  EXPECT_FALSE(sessions_.Find(With("__Host-officer=" + others.Seal(fields, "session"))));
}

TEST_F(SessionTest, AnotherReplicaWithTheSameKeysKnowsItAndANewKeyEndsNone) {
  const std::string cookie = CookieIn(sessions_.Begin(Officer()));
  const Sealer rotated(crypto::TestKeys({1, 2}));
  EXPECT_TRUE(Sessions({.secure = true}, &rotated, &clock_).Find(With(cookie)));
}

TEST_F(SessionTest, EndsWhenIdleAndAtItsLongest) {
  std::string cookie = CookieIn(sessions_.Begin(Officer()));
  EXPECT_EQ(sessions_.Renewal(*sessions_.Find(With(cookie))), "") << "a minute has not passed";
  for (absl::Duration passed; passed < absl::Hours(10) - absl::Minutes(20); passed += absl::Minutes(20)) {
    clock_.Advance(absl::Minutes(20));
    const auto session = sessions_.Find(With(cookie));
    ASSERT_TRUE(session) << passed;
    const std::string renewed = sessions_.Renewal(*session);
    ASSERT_NE(renewed, "");
    cookie = CookieIn(renewed);
  }
  clock_.Advance(absl::Minutes(20));
  EXPECT_FALSE(sessions_.Find(With(cookie))) << "ten hours are over, however busy it was";
  cookie = CookieIn(sessions_.Begin(Officer()));
  clock_.Advance(absl::Minutes(30));
  EXPECT_FALSE(sessions_.Find(With(cookie))) << "idle";
}

TEST_F(SessionTest, ACopyOfTheCookieIsWorthNothingAfterSigningOut) {
  const std::string cookie = CookieIn(sessions_.Begin(Officer()));
  const auto session = sessions_.Find(With(cookie));
  ASSERT_TRUE(session);
  EXPECT_THAT(sessions_.End(*session), HasSubstr("Max-Age=0"));
  EXPECT_FALSE(sessions_.Find(With(cookie)));
  clock_.Advance(absl::Minutes(2));
  EXPECT_EQ(sessions_.Renewal(*session), "") << "nor does an answer under way bring it back";
}

TEST_F(SessionTest, ReadsForItsOwnOriginOnly) {
  const std::string cookie = CookieIn(sessions_.Begin(Officer()));
  EXPECT_EQ(KindOf(With(cookie)), "OFFICER");
  EXPECT_EQ(KindOf(With(cookie, {{"sec-fetch-site", "same-origin"}})), "OFFICER");
  EXPECT_EQ(KindOf(With(cookie, {{"sec-fetch-site", "none"}})), "OFFICER");
  EXPECT_EQ(KindOf(With(cookie, {{"origin", "https://zwgk.example.gov.cn"}})), "OFFICER");
  for (const Headers& foreign : {Headers{{"sec-fetch-site", "cross-site"}}, Headers{{"sec-fetch-site", "same-site"}},
                                 Headers{{"origin", "https://evil.example"}}, Headers{{"origin", "null"}},
                                 Headers{{"origin", "https://zwgk.example.gov.cn.evil.example"}},
                                 Headers{{"sec-fetch-site", "cross-site"}, {"origin", "https://zwgk.example.gov.cn"}}}) {
    EXPECT_EQ(KindOf(With(cookie, foreign)), "ANONYMOUS") << foreign[0].second;
  }
}

TEST_F(SessionTest, WritesOnlyWithItsToken) {
  const std::string cookie = CookieIn(sessions_.Begin(Officer()));
  const std::string csrf = sessions_.Find(With(cookie))->csrf;
  const std::string other = sessions_.Find(With(CookieIn(sessions_.Begin(Officer()))))->csrf;
  const std::pair<std::string, std::string> own = {"origin", "https://zwgk.example.gov.cn"};
  for (const char* method : {"POST", "PATCH", "DELETE", "PUT"}) {
    EXPECT_EQ(KindOf(With(cookie, {own, {"x-csrf-token", csrf}}, method)), "OFFICER");
    EXPECT_EQ(KindOf(With(cookie, {own}, method)), "ANONYMOUS");
    EXPECT_EQ(KindOf(With(cookie, {own, {"x-csrf-token", other}}, method)), "CSRF_TOKEN_WRONG") << "of another session";
    EXPECT_EQ(KindOf(With(cookie, {own, {"x-csrf-token", csrf.substr(1)}}, method)), "CSRF_TOKEN_WRONG");
    EXPECT_EQ(KindOf(With(cookie, {{"origin", "https://evil.example"}, {"x-csrf-token", csrf}}, method)), "ANONYMOUS");
    EXPECT_EQ(KindOf(With(cookie, {{"x-csrf-token", csrf}}, method)), "ANONYMOUS") << "a browser says where it comes from";
  }
}

TEST_F(SessionTest, ABearerTokenIsNotHelpedByACookie) {
  const std::string cookie = CookieIn(sessions_.Begin(Officer()));
  EXPECT_EQ(KindOf(With(cookie, {{"authorization", "Bearer nonsense"}})), "NO_KEYS");
}

TEST(OwnPathTest, LeadsNowhereElse) {
  for (const char* own : {"/desk", "/desk/requests/330108-jyj/2026-1", "/desk?state=FILED&text=%E5%AD%A6", "/", "/divisions/330108"}) {
    EXPECT_TRUE(IsOwnPath(own)) << own;
  }
  for (const std::string foreign : {"", "desk", "//evil.example", "///evil.example", "/\\evil.example", "/\\/evil.example", "\\\\evil.example",
                                    "https://evil.example", "https:evil.example", "javascript:alert(1)", "/desk\r\nSet-Cookie: a=b", "/desk\nx",
                                    "/\t/evil.example", " /desk", "/de sk", "/desk\"", "/desk/../..//evil.example", "/%2e%2e/x", "/desk\\x",
                                    "/signin?return_to=/desk", "/signin/callback?code=x", "/signout", "/issuer/authorize", "/工作台"}) {
    EXPECT_FALSE(IsOwnPath(foreign)) << foreign;
  }
  EXPECT_FALSE(IsOwnPath("/" + std::string(2000, 'a')));
}

TEST(CookieTest, IsFoundAmongOthersByItsWholeName) {
  Request request;
  request.headers = {{"cookie", "a=1; xofficer=2;officer=3 ; officer-2=4"}};
  EXPECT_EQ(CookieOf(request, "officer"), "3");
  EXPECT_EQ(CookieOf(request, "office"), "");
}

TEST(FormTest, ReadsWhatItWrites) {
  const FormFields fields = {{"a b", "1+1=2&x"}, {"text", "补正\n第二行"}, {"empty", ""}};
  EXPECT_EQ(ParseForm(FormText(fields)), fields);
  EXPECT_EQ(ParseForm("a=x%0D%0Ay"), (FormFields{{"a", "x\ny"}}));
  EXPECT_FALSE(ParseForm("a=%zz"));
  EXPECT_FALSE(ParseForm("a=%ff"));
  EXPECT_FALSE(ParseForm("a=%00"));
}

}  // namespace
}  // namespace disclosure::gateway
