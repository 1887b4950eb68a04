// The desk over HTTP: what a session may call, the forms of acts, the list.
#include "gateway/compose/officers_fixture.h"

namespace disclosure::gateway {
namespace {

namespace v1 = request::v1;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(OfficersTest, CallTheApiByTheSessionButNotFromElsewhere) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  const std::string read = "/v1/organs/330108-jyj/requests";
  const auto kind = [&](const std::string& lines) {
    requests_.caller.Clear();
    const RawResponse answer = browser.Get(read, lines);
    EXPECT_EQ(answer.headers.at("cache-control"), "private, no-store");
    return type::v1::Caller::Kind_Name(requests_.caller.kind());
  };
  EXPECT_EQ(kind("Sec-Fetch-Site: same-origin\r\n"), "OFFICER");
  EXPECT_EQ(kind("Sec-Fetch-Site: cross-site\r\n"), "ANONYMOUS");
  EXPECT_EQ(kind("Origin: https://evil.example\r\n"), "ANONYMOUS");
  const auto write = [&](const std::string& lines) {
    requests_.caller.Clear();
    RawClient client(server_->port());
    const auto answer = client.Ask(absl::StrCat("POST ", read, "/2026-1:confirmReceipt HTTP/1.1\r\nHost: 127.0.0.1:", server_->port(),
                                                "\r\nCookie: officer=", browser.cookies().at("officer"), "\r\nContent-Length: 2\r\n", lines, "\r\n{}"));
    return answer && answer->status == 200 ? type::v1::Caller::Kind_Name(requests_.caller.kind()) : answer ? ReasonOf(*answer) : "";
  };
  const std::string own = absl::StrCat("Origin: ", browser.origin(), "\r\n"), token = absl::StrCat("X-CSRF-Token: ", csrf, "\r\n");
  EXPECT_EQ(write(own + token), "OFFICER");
  EXPECT_EQ(write(own), "ANONYMOUS");
  EXPECT_EQ(write("Origin: https://evil.example\r\n" + token), "ANONYMOUS");
  EXPECT_EQ(write(own + "X-CSRF-Token: guess\r\n"), "CSRF_TOKEN_WRONG");
}

TEST_F(OfficersTest, DoAnActByItsForm) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const RawResponse form = browser.Get(std::string(kCase) + "/requireCorrection");
  ASSERT_EQ(form.status, 200);
  EXPECT_THAT(form.body, HasSubstr("需要补正的内容"));
  const RawResponse done = browser.Post(std::string(kCase) + "/requireCorrection",
                                        {{"csrf", HiddenField(form.body, "csrf")}, {"_etag", "\"7\""}, {"_request_id", HiddenField(form.body, "_request_id")},
                                         {"items", "哪一年\r\n 哪个学区 \r\n\r\n"}, {"guidance", "请写明年份"}, {"deadline", "2026-10-12"}});
  ASSERT_EQ(done.status, 303) << done.body;
  EXPECT_EQ(done.headers.at("location"), "/desk/requests/330108-jyj/2026-1?done=requireCorrection");
  EXPECT_EQ(requests_.correction.name(), "organs/330108-jyj/requests/2026-1");
  EXPECT_EQ(requests_.correction.etag(), "\"7\"");
  EXPECT_EQ(requests_.correction.request_id().size(), 26u);
  ASSERT_EQ(requests_.correction.items_size(), 2);
  EXPECT_EQ(requests_.correction.items(1), "哪个学区");
  EXPECT_EQ(requests_.correction.deadline(), "2026-10-12");
}

TEST_F(OfficersTest, ARefusalStandsBesideItsFieldAndNothingTypedIsLost) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  requests_.refusal = error::BadRequest({{"deadline", "补正期限太短"}, {"items[0]", "太长"}, {"elsewhere", "别处"}});
  const RawResponse again = browser.Post(std::string(kCase) + "/requireCorrection",
                                         {{"csrf", csrf}, {"_request_id", "r1"}, {"items", "哪一年\n哪个学区"}, {"guidance", "请写明<年份>"}, {"deadline", "2026-10-12"}});
  EXPECT_EQ(again.status, 400);
  for (const char* part : {"补正期限太短", "太长", "elsewhere：别处", "哪一年\n哪个学区", "请写明&lt;年份&gt;", "2026-10-12", "aria-invalid=\"true\""}) EXPECT_THAT(again.body, HasSubstr(part));
  EXPECT_NE(HiddenField(again.body, "_request_id"), "r1") << "what is changed is no repetition";
}

TEST_F(OfficersTest, AFormKeepsTheStateThatTheOfficerHasSeenUntilHeIsToldOfANewOne) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  const std::string act = std::string(kCase) + "/requireCorrection";
  FormFields form = {{"csrf", csrf}, {"_etag", "\"seen\""}, {"_request_id", "r1"}, {"items", "哪一年"}, {"guidance", "请写明年份"}, {"deadline", "2026-10-12"}};
  form.emplace_back("_refresh", "1");
  const RawResponse refreshed = browser.Post(act, form);
  EXPECT_EQ(refreshed.status, 200);
  EXPECT_THAT(refreshed.body, HasSubstr("name=\"_etag\" value=\"&quot;seen&quot;\""));
  form.pop_back();

  requests_.refusal = absl::UnavailableError("the answer was lost");
  const RawResponse lost = browser.Post(act, form);
  EXPECT_EQ(HiddenField(lost.body, "_request_id"), "r1") << "whether it was done is not known: it is not done again";
  EXPECT_THAT(lost.body, HasSubstr("name=\"_etag\" value=\"&quot;seen&quot;\""));

  requests_.refusal = error::EtagMismatch("organs/330108-jyj/requests/2026-1", "\"seen\"", "\"7\"");
  const RawResponse changed = browser.Post(act, form);
  EXPECT_THAT(changed.body, Not(HasSubstr("&quot;seen&quot;"))) << "he is told, and sees what it is now";
}

TEST_F(OfficersTest, AForgedFormDoesNothing) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  const std::string act = std::string(kCase) + "/confirmReceipt";
  EXPECT_EQ(browser.Post(act, {{"csrf", csrf}}, "Origin: https://evil.example\r\n").status, 403);
  EXPECT_EQ(browser.Post(act, {{"csrf", csrf}}, "Origin: null\r\n").status, 403);
  EXPECT_EQ(browser.Post(act, {{"csrf", csrf}}, "Sec-Fetch-Site: cross-site\r\n").status, 403);
  EXPECT_EQ(browser.Post(act, {}).status, 403);
  TestBrowser other = Browser();
  SignIn(other);
  EXPECT_EQ(browser.Post(act, {{"csrf", HiddenField(other.Get("/desk").body, "csrf")}}).status, 403) << "the token of another session";
  EXPECT_EQ(requests_.acts, 0);
  EXPECT_EQ(browser.Post(act, {{"csrf", csrf}}).status, 303);
  EXPECT_EQ(requests_.acts, 1);
}

TEST_F(OfficersTest, WhatWasTypedOutlivesTheSession) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf");
  clock_.Advance(absl::Hours(1));
  FormFields typed = {{"csrf", csrf}, {"items", "写了很久的补正内容"}, {"guidance", "释明"}};
  const RawResponse ended = browser.Post(std::string(kCase) + "/requireCorrection", typed);
  EXPECT_EQ(ended.status, 401);
  EXPECT_THAT(ended.body, HasSubstr("写了很久的补正内容"));
  SignIn(browser);
  const RawResponse checked = browser.Post(std::string(kCase) + "/requireCorrection", typed);
  EXPECT_EQ(checked.status, 403) << "the page is from before the session";
  EXPECT_THAT(checked.body, HasSubstr("写了很久的补正内容"));
  EXPECT_EQ(requests_.acts, 0);
  typed[0].second = HiddenField(checked.body, "csrf");
  EXPECT_EQ(browser.Post(std::string(kCase) + "/requireCorrection", typed).status, 303);
  EXPECT_EQ(requests_.correction.items(0), "写了很久的补正内容");
}

TEST_F(OfficersTest, DraftAReplyPartByPart) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string csrf = HiddenField(browser.Get("/desk").body, "csrf"), act = std::string(kCase) + "/draftReply";
  EXPECT_THAT(browser.Get(act).body, Not(HasSubstr("检索的方式、范围和关键词")));
  FormFields form = {{"csrf", csrf}, {"_count.reply.parts", "1"}, {"reply.parts[0].leaf", "not_existing"}, {"_refresh", "1"}};
  EXPECT_THAT(browser.Post(act, form).body, HasSubstr("检索的方式、范围和关键词")) << "what this kind of reply must say";
  form.back() = {"_add", "reply.parts"};
  const RawResponse longer = browser.Post(act, form);
  EXPECT_THAT(longer.body, HasSubstr("答复部分2"));
  EXPECT_EQ(requests_.acts, 0);
  form = {{"csrf", csrf}, {"_count.reply.parts", "2"}, {"_count.reply.withheld", "1"}, {"reply.parts[0].leaf", "not_existing"},
          {"reply.parts[0].elements[search_record]", "检索了2019年档案"}, {"reply.parts[1].leaf", ""}, {"reply.withheld[0].place", ""},
          {"reply.attachments", "方案\n附表"}};
  ASSERT_EQ(browser.Post(act, form).status, 303);
  ASSERT_EQ(requests_.draft.reply().parts_size(), 1) << "an empty part is none";
  EXPECT_EQ(requests_.draft.reply().parts(0).elements().at("search_record"), "检索了2019年档案");
  EXPECT_EQ(requests_.draft.reply().withheld_size(), 0);
  EXPECT_EQ(requests_.draft.reply().attachments_size(), 2);
}

TEST_F(OfficersTest, ADraftIsShownAsItWasToBeChanged) {
  v1::ReplyPart& part = *requests_.reply.add_parts();
  part.set_leaf("granted");
  part.set_content("2025年方案");
  (*part.mutable_elements())["information_or_way"] = "随本答复书提供";
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string page = browser.Get(std::string(kCase) + "/draftReply").body;
  for (const char* there : {"2025年方案", "随本答复书提供", "value=\"granted\" selected"}) EXPECT_THAT(page, HasSubstr(there));
}

TEST_F(OfficersTest, TheListIsFilteredByColourStateHandlerAndWords) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const RawResponse page = browser.Get("/desk?colour=RED&mine=1");
  EXPECT_THAT(page.body, HasSubstr("330108-jyj-2026-1"));
  EXPECT_EQ(requests_.list.parent(), "organs/330108-jyj");
  EXPECT_EQ(requests_.list.filter().colour(), v1::RED);
  EXPECT_EQ(requests_.list.filter().handler(), "zhang");
  EXPECT_EQ(requests_.list.order_by(), "due_on");
  browser.Post("/desk", {{"state", "FILED"}, {"text", "学区"}});
  EXPECT_EQ(requests_.list.filter().states(0), v1::FILED);
  EXPECT_EQ(requests_.list.filter().text(), "学区");
  EXPECT_EQ(requests_.list.order_by(), "");
  browser.Get("/desk?colour=PURPLE&state=%00&page=x");
  EXPECT_EQ(requests_.list.filter().colour(), v1::COLOUR_UNSPECIFIED);
}

TEST_F(OfficersTest, WhoSupervisesSeesTheOrgansOfTheDivisionAndThenOneOfThem) {
  AddOfficer("li", {"supervisor"});
  TestBrowser browser = Browser();
  SignIn(browser, "/signin", "li");
  EXPECT_THAT(browser.Get("/desk").body, HasSubstr("href=\"/desk?scope=division\""));
  EXPECT_EQ(requests_.counted, "organs/330108-jyj") << "his own organ first";
  const std::string all = browser.Get("/desk?scope=division&colour=RED").body;
  EXPECT_EQ(requests_.list.parent(), "divisions/330108");
  EXPECT_EQ(requests_.counted, "divisions/330108");
  EXPECT_LT(all.find("区民政局</a>"), all.find("区教育局</a>")) << "what is overdue goes before";
  EXPECT_THAT(all, HasSubstr("data-label=\"机关\">区教育局"));
  EXPECT_THAT(all, HasSubstr("name=\"scope\" value=\"division\""));
  EXPECT_THAT(all, HasSubstr("/desk?view=owing&amp;scope=division&amp;colour=ORANGE"));
  const std::string one = browser.Get("/desk?scope=division&organ=330108-mzj").body;
  EXPECT_EQ(requests_.list.parent(), "organs/330108-mzj");
  EXPECT_EQ(requests_.counted, "organs/330108-mzj");
  EXPECT_THAT(one, HasSubstr("aria-current=\"page\">区民政局"));
  // The next page is of the same organ.
  browser.Post("/desk", {{"scope", "division"}, {"organ", HiddenField(one, "organ")}, {"page", "next"}});
  EXPECT_EQ(requests_.list.parent(), "organs/330108-mzj");
  EXPECT_EQ(requests_.list.page_token(), "next");
}

TEST_F(OfficersTest, WhoDoesNotSuperviseIsShownHisOwnOrganOnly) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string page = browser.Get("/desk?organ=330108-mzj").body;
  EXPECT_EQ(requests_.list.parent(), "organs/330108-jyj");
  EXPECT_THAT(page, Not(HasSubstr("scope=division")));
  EXPECT_THAT(page, HasSubstr("区教育局"));
}

TEST_F(OfficersTest, OnlyWhatTheirRolesMayDoIsOffered) {
  TestBrowser browser = Browser();
  SignIn(browser);
  const std::string clerk = browser.Get(kCase).body;
  EXPECT_THAT(clerk, HasSubstr("/requireCorrection\""));
  EXPECT_THAT(clerk, Not(HasSubstr("/extendPeriod\""))) << "the approver's";
  AddOfficer("wang", {"approver"});
  TestBrowser second = Browser();
  SignIn(second, "/signin", "wang");
  const std::string approver = second.Get(kCase).body;
  EXPECT_THAT(approver, HasSubstr("/extendPeriod\""));
  EXPECT_THAT(approver, Not(HasSubstr("/requireCorrection\"")));
}

TEST_F(OfficersTest, PathsThatAreNoneAreNotFound) {
  TestBrowser browser = Browser();
  SignIn(browser);
  for (const char* path : {"/desk/", "/desk/x", "/desk/requests/330108-jyj", "/desk/requests/a%2fb/1", "/desk/requests/330108-jyj/2026-1/deleteAll",
                           "/desk/requests/330108-jyj/2026-1/assign/x", "/issuer/", "/issuer/keys"}) {
    EXPECT_EQ(browser.Get(path).status, 404) << path;
  }
  grpc_->Shutdown();
  EXPECT_EQ(browser.Get(kCase).status, 503);
  EXPECT_EQ(browser.Get("/desk").status, 503);
}

}  // namespace
}  // namespace disclosure::gateway
