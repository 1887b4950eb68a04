// Signing in and out, and who tries to get in otherwise.
#include "absl/synchronization/notification.h"
#include "gateway/compose/officers_fixture.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(OfficersTest, SignInAndComeBackToThePageTheyWanted) {
  TestBrowser browser = Browser();
  const RawResponse first = browser.Get("/desk/requests/330108-jyj/2026-1?done=assign");
  ASSERT_EQ(first.status, 303);
  EXPECT_THAT(first.headers.at("location"), StartsWith("/signin?return_to="));
  EXPECT_EQ(SignIn(browser, first.headers.at("location")), "/desk/requests/330108-jyj/2026-1?done=assign");
  EXPECT_EQ(browser.cookies().size(), 1u) << "the cookie of the attempt is gone";
  const RawResponse page = browser.Get(kCase);
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.headers.at("cache-control"), "private, no-store");
  EXPECT_THAT(page.body, HasSubstr("2026-10-22"));
  EXPECT_THAT(page.body, HasSubstr("测试&lt;甲&gt;"));
  EXPECT_EQ(requests_.caller.subject(), "zhang");
  EXPECT_EQ(requests_.caller.kind(), type::v1::Caller::OFFICER);
  EXPECT_THAT(page.body, Not(HasSubstr("<script>alert")));
}

TEST_F(OfficersTest, WhoIsElsewhereOnTheSameMachineIsLedToTheOneAddressFirst) {
  TestBrowser browser = Browser();
  RawClient client(server_->port());
  const auto moved = client.Ask("GET /signin?return_to=/desk HTTP/1.1\r\nHost: localhost:1\r\n\r\n");
  ASSERT_TRUE(moved);
  EXPECT_THAT(moved->headers.at("location"), StartsWith(browser.origin() + "/signin?return_to="));
  const auto again = RawClient(server_->port()).Ask("GET /signin?return_to=/desk&moved=1 HTTP/1.1\r\nHost: proxied\r\n\r\n");
  ASSERT_TRUE(again);
  EXPECT_THAT(again->headers.at("location"), HasSubstr("/issuer/authorize?")) << "never in a circle";
}

TEST_F(OfficersTest, AreNeverSentToAnotherSite) {
  for (const std::string target : {"//evil.example", "/%5Cevil.example", "https://evil.example", "/desk%0d%0aSet-Cookie:%20a=b", "/%09/evil.example"}) {
    TestBrowser browser = Browser();
    EXPECT_EQ(SignIn(browser, "/signin?return_to=" + target), "/desk") << target;
    EXPECT_EQ(browser.cookies().count("a"), 0u) << target;
  }
}

TEST_F(OfficersTest, AReplayedAnswerSignsNobodyIn) {
  TestBrowser browser = Browser();
  const RawResponse page = OpenLogin(browser);
  const auto attempt = browser.cookies();
  const RawResponse passed = SubmitLogin(browser, page);
  const std::string answer = passed.headers.at("location");
  ASSERT_EQ(browser.Get(answer).status, 303);
  EXPECT_EQ(browser.Get(answer).status, 400) << "the attempt is over";
  TestBrowser copy = Browser();
  copy.cookies() = attempt;
  EXPECT_EQ(copy.Get(answer).status, 400) << "the state was spent";
  EXPECT_EQ(copy.cookies().count("officer"), 0u);
}

TEST_F(OfficersTest, AnAnswerForAnotherBrowserSignsNobodyIn) {
  TestBrowser attacker = Browser(), victim = Browser();
  const RawResponse passed = SubmitLogin(attacker, OpenLogin(attacker));
  OpenLogin(victim);
  EXPECT_EQ(victim.Get(passed.headers.at("location")).status, 400) << "a sign-in of somebody else is not slipped in";
  EXPECT_EQ(victim.cookies().count("officer"), 0u);
  TestBrowser stranger = Browser();
  EXPECT_EQ(stranger.Get(passed.headers.at("location")).status, 400);
}

TEST_F(OfficersTest, ACodeOfAnotherAttemptIsRefusedByItsVerifier) {
  TestBrowser attacker = Browser(), victim = Browser();
  const std::string stolen = SubmitLogin(attacker, OpenLogin(attacker)).headers.at("location");
  const std::string own = SubmitLogin(victim, OpenLogin(victim)).headers.at("location");
  const FormFields theirs = *ParseForm(stolen.substr(stolen.find('?') + 1)), mine = *ParseForm(own.substr(own.find('?') + 1));
  const RawResponse mixed = victim.Get("/signin/callback?" + FormText({{"code", FieldOf(theirs, "code")}, {"state", FieldOf(mine, "state")}}));
  EXPECT_EQ(mixed.status, 403) << mixed.body;
  EXPECT_EQ(victim.cookies().count("officer"), 0u);
}

TEST_F(OfficersTest, ACodeIsTakenOnceAndOnlyFromItsClient) {
  TestBrowser browser = Browser();
  const auto token = [&](const FormFields& form) { return browser.Post("/issuer/token", form).body; };
  const std::string redirect = browser.origin() + "/signin/callback", verifier(43, 'v');
  const auto code = [&] {
    const RawResponse page = browser.Get("/issuer/authorize?" + FormText({{"response_type", "code"}, {"client_id", kLocalClient}, {"redirect_uri", redirect},
                                                                          {"scope", "openid"}, {"state", "s"}, {"code_challenge", CodeChallenge(verifier)},
                                                                          {"code_challenge_method", "S256"}}));
    const std::string to = SubmitLogin(browser, page).headers.at("location");
    return FieldOf(*ParseForm(to.substr(to.find('?') + 1)), "code");
  };
  const auto form = [&](const std::string& given, const std::string& shown) {
    return FormFields{{"grant_type", "authorization_code"}, {"client_id", kLocalClient}, {"redirect_uri", redirect}, {"code", given}, {"code_verifier", shown}};
  };
  const std::string first = code();
  EXPECT_THAT(token(form(first, verifier)), HasSubstr("id_token"));
  EXPECT_THAT(token(form(first, verifier)), HasSubstr("invalid_grant"));
  const std::string second = code();
  EXPECT_THAT(token(form(second, std::string(43, 'w'))), HasSubstr("invalid_grant"));
  EXPECT_THAT(token(form(second, verifier)), HasSubstr("invalid_grant")) << "spent by the attempt";
  const std::string late = code();
  clock_.Advance(absl::Seconds(61));
  EXPECT_THAT(token(form(late, verifier)), HasSubstr("invalid_grant"));
}

TEST_F(OfficersTest, TheIssuerAnswersItsOwnClientOnly) {
  TestBrowser browser = Browser();
  const FormFields good = {{"response_type", "code"}, {"client_id", kLocalClient}, {"redirect_uri", browser.origin() + "/signin/callback"},
                           {"scope", "openid"}, {"state", "s"}, {"code_challenge", std::string(43, 'c')}, {"code_challenge_method", "S256"}};
  EXPECT_EQ(browser.Get("/issuer/authorize?" + FormText(good)).status, 200);
  for (const auto& [name, value] : FormFields{{"redirect_uri", "https://evil.example/signin/callback"}, {"redirect_uri", browser.origin() + "/signin/callback/x"},
                                              {"client_id", "other"}, {"redirect_uri", ""}}) {
    FormFields bad = good;
    for (auto& field : bad) if (field.first == name) field.second = value;
    const RawResponse refused = browser.Get("/issuer/authorize?" + FormText(bad));
    EXPECT_EQ(refused.status, 400) << name << value;
    EXPECT_EQ(refused.headers.count("location"), 0u);
  }
  FormFields plain = good;
  plain.back().second = "plain";
  EXPECT_THAT(browser.Get("/issuer/authorize?" + FormText(plain)).headers.at("location"), HasSubstr("error=invalid_request"));
}

TEST_F(OfficersTest, GuessingPasswordsIsSlowedAndTheRightOneStillPasses) {
  TestBrowser browser = Browser();
  const RawResponse page = OpenLogin(browser);
  EXPECT_EQ(SubmitLogin(browser, page, "nobody", "wrong password").status, 403);
  for (int i = 0; i < 6; ++i) EXPECT_EQ(SubmitLogin(browser, page, "zhang", "wrong password").status, 403) << i;
  const RawResponse slowed = SubmitLogin(browser, page);
  EXPECT_EQ(slowed.status, 429) << "the right one too, or the answer would tell";
  EXPECT_EQ(slowed.headers.at("retry-after"), "1");
  EXPECT_THAT(slowed.body, HasSubstr("zhang")) << "the account is still filled in";
  EXPECT_THAT(slowed.body, Not(HasSubstr(kPassword)));
  clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(SubmitLogin(browser, page).status, 303);
}

TEST_F(OfficersTest, PasswordsAreCountedByThePrefixThatAllLimitsGoBy) {
  TestBrowser browser = Browser();
  const RawResponse page = OpenLogin(browser);
  const auto guess = [&](const std::string& address) {
    return browser.Post("/issuer/authorize", {{"ticket", HiddenField(page.body, "ticket")}, {"account", "zhang"}, {"password", "wrong"}},
                        absl::StrCat("X-Forwarded-For: ", address, "\r\n")).status;
  };
  for (int i = 0; i < 6; ++i) EXPECT_EQ(guess(absl::StrCat("203.0.113.", i)), 403) << i;
  EXPECT_EQ(guess("203.0.113.200"), 429) << "the same /24";
  EXPECT_EQ(guess("203.0.114.1"), 403);
}

TEST_F(OfficersTest, AreNotAskedToSignInWhereTheirBrowsersWouldNotFindTheGateway) {
  const auto create = [this](const std::string& listen, const std::string& public_url) {
    Officers::Options options = OptionsOf(directory_.path().string());
    options.listen_address = listen;
    options.public_url = public_url;
    return Officers::Create(std::move(options), channel_, executor_.get(), &clock_).status();
  };
  for (const char* open : {"0.0.0.0", "::", "192.0.2.7", "2001:db8::7"}) {
    const absl::Status refused = create(open, "");
    EXPECT_THAT(refused, HasReason("PUBLIC_URL_NEEDED")) << open;
    EXPECT_THAT(std::string(refused.message()), HasSubstr("--public_url=https://")) << "says what to do";
    EXPECT_OK(create(open, "https://zwgk.example.gov.cn")) << open;
    EXPECT_THAT(create(open, "http://192.0.2.7:8080"), HasReason("BAD_PUBLIC_URL")) << "no passwords in the clear";
  }
  EXPECT_OK(create("::1", ""));
}

TEST_F(OfficersTest, ALinkSetsOnePasswordOnce) {
  const OfficerAccounts accounts(directory_.path().string());
  ASSERT_OK_AND_ASSIGN(const std::string token, accounts.Add({.account = "li", .name = "测试乙", .organ = "330108-jyj", .roles = {"clerk"}}, clock_.Now()));
  TestBrowser browser = Browser();
  const std::string link = "/issuer/welcome?token=" + token;
  EXPECT_THAT(browser.Get(link).body, HasSubstr("测试乙"));
  const auto set = [&](const std::string& password, const std::string& repeated) {
    return browser.Post("/issuer/welcome", {{"token", token}, {"password", password}, {"repeated", repeated}});
  };
  EXPECT_THAT(set("short", "short").body, HasSubstr("至少10个字符"));
  EXPECT_THAT(set(kPassword, "another one entirely").body, HasSubstr("不一样"));
  EXPECT_THAT(set("li is my account", "li is my account").body, HasSubstr("不能包含账号"));
  EXPECT_EQ(set(kPassword, kPassword).status, 200);
  EXPECT_EQ(set("another one entirely", "another one entirely").status, 404);
  EXPECT_EQ(browser.Get(link).status, 404);
  EXPECT_EQ(SignIn(browser, "/signin", "li"), "/desk");
  ASSERT_OK_AND_ASSIGN(const std::string late, accounts.Reset("li", clock_.Now()));
  clock_.Advance(kLinkTime);
  EXPECT_EQ(browser.Get("/issuer/welcome?token=" + late).status, 404);
}

TEST_F(OfficersTest, SignOutByTheirOwnPageOnly) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  EXPECT_EQ(browser.Get("/signout").status, 405);
  EXPECT_EQ(browser.Post("/signout", {{"csrf", csrf}}, "Origin: https://evil.example\r\n").status, 403);
  EXPECT_EQ(browser.Post("/signout", {}).status, 403);
  EXPECT_EQ(browser.Get("/desk").status, 200);
  const auto cookies = browser.cookies();
  EXPECT_EQ(browser.Post("/signout", {{"csrf", csrf}}).status, 200);
  EXPECT_EQ(browser.Get("/desk").status, 303);
  browser.cookies() = cookies;
  EXPECT_EQ(browser.Get("/desk").status, 303) << "the old cookie is worth nothing";
}

TEST_F(OfficersTest, AnAnswerThatComesAfterTheSignOutDoesNotBringTheSessionBack) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  clock_.Advance(absl::Minutes(2));
  absl::Notification asked, answers;
  requests_.before_answer = [&] {
    asked.Notify();
    answers.WaitForNotificationWithTimeout(absl::Seconds(20));
  };
  RawClient page(server_->port());
  ASSERT_TRUE(page.Send(absl::StrCat("GET ", kCase, " HTTP/1.1\r\nHost: 127.0.0.1:", server_->port(),
                                     "\r\nCookie: officer=", browser.cookies().at("officer"), "\r\n\r\n")));
  ASSERT_TRUE(asked.WaitForNotificationWithTimeout(absl::Seconds(20)));
  EXPECT_EQ(browser.Post("/signout", {{"csrf", csrf}}).status, 200);
  answers.Notify();
  const auto late = page.Read();
  ASSERT_TRUE(late);
  EXPECT_EQ(late->status, 200) << "he was signed in when he asked";
  EXPECT_EQ(late->headers.count("set-cookie"), 0u);
}

TEST_F(OfficersTest, TheSessionGoesOnWhileItIsUsedAndEndsWhenItIsNot) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string first = browser.cookies().at("officer");
  for (int i = 0; i < 4; ++i) {
    clock_.Advance(absl::Minutes(20));
    ASSERT_EQ(browser.Get("/desk").status, 200) << i;
  }
  EXPECT_NE(browser.cookies().at("officer"), first);
  clock_.Advance(absl::Minutes(30));
  EXPECT_EQ(browser.Get("/desk").status, 303);
}

}  // namespace
}  // namespace disclosure::gateway
