// The desk under attack: forms that others made, texts that others wrote, and what a browser may keep.
#include "gateway/compose/officers_fixture.h"
#include "gateway/desk/acts.h"
#include "gateway/web/hostile_text.h"
#include "gateway/web/html_check.h"
#include "gmock/gmock.h"

namespace disclosure::gateway {
namespace {

using ::testing::AnyOf;
using testing::FillTexts;
using ::testing::HasSubstr;
using testing::HostileTexts;
using testing::HtmlPage;
using ::testing::Not;
using ::testing::StartsWith;

std::vector<std::string> PagesOfACase() {
  std::vector<std::string> pages = {"/desk", "/desk?colour=RED", kCase};
  for (const DeskAct& act : DeskActs()) pages.push_back(absl::StrCat(kCase, "/", std::string(act.verb)));
  return pages;
}

TEST_F(OfficersTest, NoActIsDoneByAFormThatIsNotTheirs) {
  AddOfficer("all", {"clerk", "handler", "reviewer", "approver", "supervisor"});
  TestBrowser browser = Browser(), other = Browser(), nobody = Browser();
  SignIn(browser, "/signin", "all");
  SignIn(other, "/signin", "all");
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  const FormFields own = {{"csrf", csrf}}, foreign = {{"csrf", HiddenField(other.Get("/desk").body, "csrf")}};
  ASSERT_NE(csrf, foreign[0].second);
  const std::string typed = "别的网站替他填的内容";
  for (const DeskAct& act : DeskActs()) {
    const std::string path = absl::StrCat(kCase, "/", std::string(act.verb));
    for (const std::string lines :
         {"Origin: https://evil.example\r\n", "Origin: null\r\n", "Sec-Fetch-Site: cross-site\r\n", "Sec-Fetch-Site: same-site\r\n",
          "Sec-Fetch-Site: none\r\n", "Origin: http://127.0.0.1:1\r\n", "Origin:\r\n"}) {
      const RawResponse forged = browser.Post(path, {{"csrf", csrf}, {"note", typed}, {"act", typed}, {"guidance", typed}}, lines);
      EXPECT_EQ(forged.status, 403) << path << " " << lines;
      EXPECT_THAT(forged.body, Not(HasSubstr(typed))) << "not even to be sent by himself";
    }
    for (const FormFields& form :
         {FormFields(), foreign, FormFields{{"csrf", ""}}, FormFields{{"csrf", csrf + "A"}}, FormFields{{"csrf", "x"}, {"csrf", csrf}}}) {
      EXPECT_EQ(browser.Post(path, form).status, 403) << path;
    }
    EXPECT_EQ(nobody.Post(path, own).status, 401) << path;
    EXPECT_EQ(browser.Get(absl::StrCat(path, "?csrf=", csrf, "&act=x")).status, 200) << "an address only shows the form";
  }
  EXPECT_EQ(requests_.acts, 0);
  for (const DeskAct& act : DeskActs()) {
    EXPECT_THAT(browser.Post(absl::StrCat(kCase, "/", std::string(act.verb)), own).status, Not(AnyOf(401, 403)))
        << act.verb << ": the same by his own page";
  }
  EXPECT_GT(requests_.acts, 0);
}

TEST_F(OfficersTest, WhatOthersWroteIsTextOnEveryPageOfTheDesk) {
  AddOfficer("all", {"clerk", "handler", "reviewer", "approver", "supervisor", "auditor"});
  TestBrowser browser = Browser();
  SignIn(browser, "/signin", "all");
  std::map<std::string, std::vector<std::string>> harmless;
  for (const std::string& text : [] {
         std::vector<std::string> texts = HostileTexts();
         texts.insert(texts.begin(), "x");
         return texts;
       }()) {
    requests_.spoil = [&](google::protobuf::Message& answer) { FillTexts(text, answer); };
    bool shown = false;
    for (const std::string& path : PagesOfACase()) {
      const RawResponse answer = browser.Get(path);
      ASSERT_EQ(answer.status, 200) << path << answer.body;
      const HtmlPage page(answer.body);
      if (text == "x") harmless[path] = page.Skeleton();
      EXPECT_EQ(page.Skeleton(), harmless[path]) << path << " of " << text;
      for (const std::string& address : page.Addresses()) {
        EXPECT_THAT(address, AnyOf(StartsWith("/"), StartsWith("#"), StartsWith("?"), "portal.css", "desk.css", "icon.svg"))
            << path << " of " << text;
        EXPECT_THAT(address, Not(StartsWith("//"))) << path;
      }
      shown = shown || page.BodyText().find(absl::StrReplaceAll(text, {{"\t", " "}})) != std::string::npos;
    }
    EXPECT_TRUE(shown) << text;
  }
}

TEST_F(OfficersTest, WhatTheyTypedAndWhatIsRefusedComesBackAsText) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf"), path = std::string(kCase) + "/requireCorrection";
  std::vector<std::string> harmless;
  for (const std::string& text : [] {
         std::vector<std::string> texts = HostileTexts();
         texts.insert(texts.begin(), "x");
         return texts;
       }()) {
    requests_.refusal = error::BadRequest({{"deadline", text}, {text, text}});
    const RawResponse refused = browser.Post(
        path, {{"csrf", csrf}, {"_request_id", text}, {"_etag", text}, {"items", text}, {"guidance", text}, {"deadline", text}});
    EXPECT_EQ(refused.status, 400);
    const HtmlPage page(refused.body);
    if (text == "x") harmless = page.Skeleton();
    EXPECT_EQ(page.Skeleton(), harmless) << text;
    browser.Post("/desk", {{"text", text}, {"state", text}, {"page", text}});
    const RawResponse login = OpenLogin(browser, absl::StrCat("/signin?", FormText({{"return_to", text}})));
    EXPECT_THAT(login.body, Not(HasSubstr("alert(1)"))) << text;
  }
}

// Nothing of the desk or of signing in stays with a proxy or on a shared computer.
TEST_F(OfficersTest, NothingOfTheirsIsKeptByAnybody) {
  TestBrowser browser = Browser(), nobody = Browser();
  SignIn(browser);
  std::vector<std::string> addresses = PagesOfACase();
  for (const char* more :
       {"/desk/nothing", "/signin", "/signin/callback", "/signout", "/issuer/authorize", "/issuer/nothing",
        "/desk/requests/330108-jyj/2026-1/preview", "/v1/organs/330108-jyj/requests", "/v1/organs/330108-jyj/requests/2026-1"}) {
    addresses.push_back(more);
  }
  for (const std::string& address : addresses) {
    for (TestBrowser* who : {&browser, &nobody}) {
      for (const RawResponse& answer : {who->Get(address), who->Post(address, {{"csrf", "x"}})}) {
        EXPECT_THAT(answer.headers.count("cache-control") ? answer.headers.at("cache-control") : "", HasSubstr("no-store"))
            << address << " " << answer.status;
        EXPECT_EQ(answer.headers.at("x-content-type-options"), "nosniff");
        EXPECT_THAT(answer.headers.at("content-security-policy"), AnyOf(HasSubstr("default-src 'none'"))) << address;
        EXPECT_THAT(answer.headers.at("content-security-policy"), Not(HasSubstr("script-src"))) << address;
      }
    }
  }
}

}  // namespace
}  // namespace disclosure::gateway
