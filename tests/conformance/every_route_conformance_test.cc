// Whose is whose, for every method: nobody, the wrong role, another organ's officer, another applicant. And what may be kept.
#include <unistd.h>

#include "absl/strings/escaping.h"
#include "tests/conformance/every_route.h"

namespace disclosure {
namespace {

const std::vector<std::string>& AllRoles() {
  static const auto* const kRoles = new std::vector<std::string>(
      {"reader", "editor", "clerk", "handler", "reviewer", "approver", "registrar", "supervisor", "auditor", "operator"});
  return *kRoles;
}

std::vector<std::string> RolesWithout(const std::set<std::string>& left_out) {
  std::vector<std::string> roles = AllRoles();
  std::erase_if(roles, [&](const std::string& role) { return left_out.count(role) > 0; });
  return roles;
}

class Rights : public EveryRoute {
 protected:
  static void TearDownTestSuite() { Send("DELETE", "/v1/divisions/330108/catalogues/03/draft", "", As("330108-jyj", {"editor"})); }

  // The ids of what 330108-jyj and its division have, by collection; made once.
  static const std::map<std::string, std::string>& Ours() {
    static const auto* const kOurs = new std::map<std::string, std::string>(Make());
    return *kOurs;
  }

  // What the applicant gets.
  static Json File(const std::string& subject) {
    const Json filing = {{"applicant",
                          {{"applicantClass", "NATURAL_PERSON"},
                           {"displayName", "测试甲"},
                           {"identityKind", "RESIDENT_ID"},
                           {"identityNumber", "33010819000101001X"},
                           {"phone", "0571-00000000"}}},
                         {"wanted", {{"subject", subject}, {"form", "ELECTRONIC"}, {"route", "ONLINE"}}},
                         {"attachments", {{{"fileName", "说明.txt"}, {"content", absl::Base64Escape(subject)}}}}};
    const Reply filed = Send("POST", "/v1/organs/330108-jyj/requests", filing.dump(), "", "127.7.100.1");
    EXPECT_EQ(filed.status, 200) << filed.body;
    return filed.json();
  }

  static std::map<std::string, std::string> Make() {
    std::map<std::string, std::string> made = {{"organs", "330108-jyj"}, {"divisions", "330108"},         {"catalogues", "03"},
                                               {"editions", "1"},        {"annualReports", "2025"},       {"requestStatistics", "2025"},
                                               {"statistics", "2025"},   {"bulletins", "2026-09"},        {"mediaBulletins", "2026Q3"},
                                               {"reviews", "2026-1"},    {"adjustmentBatches", "2026-1"}, {"inspectionRounds", "2026-1"},
                                               {"workOrders", "2026-1"}, {"documents", "receipt"}};
    const std::string desk = As("330108-jyj", {"clerk", "handler"}), registrar = As("330108-jyj", {"registrar"});
    const Json request = File(kSecret)["request"];
    const std::string name = request["name"];
    made["requests"] = name.substr(name.rfind('/') + 1);
    made["attachments"] = request["attachments"][0]["id"];
    EXPECT_EQ(Send("POST", "/v1/" + name + ":confirmReceipt", R"({"act":"电话联系申请人确认"})", desk).status, 200);
    const Reply asked = Send("POST", "/v1/" + name + ":consult", R"({"kind":"JOINT_ORGAN","organ":"organs/330108-tjj"})", desk);
    EXPECT_EQ(asked.status, 200) << asked.body;
    made["consultations"] = asked.json()["consultation"]["number"];
    const Reply feed = Send("POST", "/v1/organs/330108-jyj/calendarFeeds", "{}", desk);
    EXPECT_EQ(feed.status, 200) << feed.body;
    const Json account = {{"displayName", kSecret},
                          {"platform", "weibo"},
                          {"platformId", absl::StrCat(3000000000LL + getpid() % 900000)},
                          {"host", {{"organ", "organs/330108-jyj"}}}};
    const Reply created = Send("POST", "/v1/accounts", account.dump(), registrar);
    EXPECT_EQ(created.status, 200) << created.body;
    const std::string account_name = created.json()["name"];
    made["accounts"] = account_name.substr(account_name.rfind('/') + 1);
    // A draft, so that lists of drafts have something to hide; another run may have made it.
    const int drafted = Send("POST", "/v1/divisions/330108/catalogues/03/draft", "{}", As("330108-jyj", {"editor"})).status;
    EXPECT_TRUE(drafted == 200 || drafted == 409) << drafted;
    return made;
  }

  // Where the empty body is refused before it is asked whose the thing is: a body that is read to its end.
  static std::pair<std::string, std::string> QueryAndBody(const Route& route) {
    static const auto* const kBodies = new std::map<std::string, std::pair<std::string, std::string>>({
        {"CreateOrgan",
         {"?organId=330108-cesj",
          R"({"displayName":"测试局","shortName":"测试局","kind":"department","division":"divisions/330108","parent":"organs/330108-qzf"})"}},
        {"MergeOrgan", {"", R"({"successor":"organs/330108-czj"})"}},
        {"CreateDomain", {"?domainId=91", R"({"displayName":"测试领域"})"}},
        {"ImportCatalogues", {"?fileName=a.csv&domain=03", ReadFile(DISCLOSURE_SOURCE_DIR "/data/catalogue/items/03-yiwu-jiaoyu.csv")}},
        {"CreateDraftItem",
         {"", R"({"levelOne":"甲","levelTwo":"乙","contents":["丙"],"timeLimitText":"及时","responsibleBodies":[{"text":"区教育局"}]})"}},
        {"CreateAccount",
         {"", R"({"displayName":"测试","platform":"weibo","platformId":"3999999999","host":{"organ":"organs/330108-jyj"}})"}},
        {"FileChange",
         {"", R"({"account":{"displayName":"另一个名称","platform":"weibo","host":{"organ":"organs/330108-jyj"}},"reason":"改名"})"}},
        {"ReplyWorkOrder", {"", R"({"text":"已整改"})"}},
        {"RecheckWorkOrder", {"", R"({"text":"已整改","passed":true})"}},
        {"ImportAccounts", {"", "平台,账号名称,账号ID,主办单位\n新浪微博,测试,3999999998,杭州市滨江区教育局\n"}},
    });
    const auto found = kBodies->find(route.method->name());
    if (found != kBodies->end()) return found->second;
    return {"", route.http_method == "GET" || route.http_method == "DELETE" ? "" : "{}"};
  }

  static Reply CallAs(const Route& route, const std::string& token) {
    const auto [query, body] = QueryAndBody(route);
    return Call(route, PathOf(route, Ours()) + query, body, token);
  }

  static constexpr char kSecret[] = "只有教育局知道的事";
};

TEST_F(Rights, NobodyGetsWhatThePolicyDoesNotGiveToAnybody) {
  int closed = 0;
  for (const auto& route : Routes()) {
    if (!IsPrivate(*route)) continue;
    ++closed;
    for (const std::string token :
         {"", "Authorization: Bearer x\r\n", "Authorization: Basic eDp4\r\n", "Cookie: officer=AQABforged\r\n"}) {
      const Reply reply = CallAs(*route, token);
      EXPECT_EQ(reply.status, 401) << Name(*route) << " " << token << reply.body;
    }
  }
  EXPECT_GT(closed, 100) << "the contract was not read";
}

TEST_F(Rights, WithEveryRoleButThoseOfThePolicyItIs403) {
  for (const auto& route : Routes()) {
    if (!IsPrivate(*route)) continue;
    const auto& roles = PolicyOf(*route).roles();
    const Reply reply = CallAs(*route, As("330108-jyj", RolesWithout({roles.begin(), roles.end()})));
    EXPECT_EQ(reply.status, 403) << Name(*route) << reply.body;
    if (route->traits.method_class != gateway::MethodClass::kWatching) {
      EXPECT_EQ(reply.reason(), "PERMISSION_DENIED") << Name(*route);
    }
  }
}

// A street's officer has no right to anything of the district; an officer of another organ none to what is the education
// bureau's own. Everything but the rights of those who look after the whole division or after the programs.
TEST_F(Rights, AnotherOrgansOfficerReadsAndDoesNothingOfOurs) {
  // What is answered by what the caller may see: there must be nothing of ours in it.
  const std::set<std::string> own_part = {"ListDrafts", "ListPublicationJobs", "PublishDue", "GetAuditHead"};
  // By a file that names its organs itself, row by row, or by ids in a list; importers_test and observation_test say what becomes of
  // them.
  const std::set<std::string> by_row = {"ImportRequests", "ImportReviews", "ReportObservations", "RecordInspection"};
  const std::string street = As("330108001-xixing", RolesWithout({"operator"}));
  const std::string colleague = As("330108-czj", RolesWithout({"operator", "supervisor", "auditor"}));
  for (const auto& route : Routes()) {
    if (!IsPrivate(*route)) continue;
    const std::string method = route->method->name();
    const std::string& collection = route->path.segments[1].literal;  // after /v1
    std::vector<std::string> foreigners = {street};
    if (collection == "organs" || collection == "accounts" || route->pattern.find("/draft") != std::string::npos)
      foreigners.push_back(colleague);
    for (const std::string& foreigner : foreigners) {
      const Reply reply = CallAs(*route, foreigner);
      EXPECT_EQ(reply.body.find(kSecret), std::string::npos) << Name(*route);
      EXPECT_EQ(reply.body.find("测试甲"), std::string::npos) << Name(*route);
      if (own_part.count(method) > 0 && reply.status == 200) {
        EXPECT_EQ(reply.body.find("divisions/330108/"), std::string::npos) << Name(*route) << reply.body;
        continue;
      }
      if (by_row.count(method) > 0 && reply.status == 400) continue;
      EXPECT_TRUE(reply.status == 403 || reply.status == 404)
          << Name(*route) << " is answered with " << reply.status << ": " << reply.body;
    }
  }
}

// Otherwise the test above could pass because nothing is there.
TEST_F(Rights, TheOrgansOwnOfficersReadIt) {
  const std::string own = As("330108-jyj", RolesWithout({"operator"}));
  int read = 0;
  for (const auto& route : Routes()) {
    if (!IsPrivate(*route) || route->http_method != "GET") continue;
    const Reply reply = CallAs(*route, own);
    if (reply.status == 200) ++read;
    if (route->pattern == "/v1/{name=organs/*/requests/*}" || route->pattern.find("/attachments/*}") != std::string::npos) {
      EXPECT_EQ(reply.status, 200) << Name(*route) << reply.body;
    }
  }
  EXPECT_GT(read, 25);
  const std::string request = "/v1/organs/330108-jyj/requests/" + Ours().at("requests");
  EXPECT_NE(Get(request, own).body.find(kSecret), std::string::npos);
  EXPECT_EQ(Get(request + "/attachments/" + Ours().at("attachments"), own).body, kSecret);
}

// By number and code: a wrong code, the code of another, and a number that was never given are one answer.
TEST_F(Rights, AnotherApplicantsCodeIsNoCode) {
  const Json other = File("另一件事");
  const std::string other_code = other["accessCode"];
  const auto ask = [&](const Route& route, const std::string& number) {
    Json body = {{"number", number}, {"accessCode", other_code}};
    const std::string method = route.method->name();
    if (method == "FetchDocument") body["document"] = "receipt";
    if (method == "SubmitAttachment") body["attachment"] = {{"fileName", "a.txt"}, {"content", absl::Base64Escape("a")}};
    if (method == "SupplyOwnCorrection") body["text"] = "x";
    if (method == "GiveOwnReasons") body["reasons"] = "x";
    if (method == "AnswerConsultation") body["answer"] = "CONSENTS";
    return Call(route, PathOf(route, {}), body.dump());
  };
  int asked = 0;
  for (const auto& route : Routes()) {
    if (!IsFor(*route, Policy::APPLICANT)) continue;
    ++asked;
    const std::string number = File(kSecret)["request"]["number"];  // a new one: wrong codes are counted
    const Reply right_number = ask(*route, number),
                no_number = ask(*route, absl::StrCat("330108-jyj-2026-", 100000 + 10 * (getpid() % 80000) + asked));
    for (const Reply& reply : {right_number, no_number}) {
      EXPECT_EQ(reply.status, 404) << Name(*route) << reply.body;
      EXPECT_EQ(reply.body.find(kSecret), std::string::npos) << Name(*route);
    }
    EXPECT_EQ(no_number.json()["error"]["message"], right_number.json()["error"]["message"])
        << Name(*route) << " tells which numbers there are";
    EXPECT_EQ(no_number.reason(), right_number.reason()) << Name(*route);
  }
  EXPECT_GE(asked, 7);
  // His own code opens nothing of another's by its id.
  const Json foreign = {{"number", other["request"]["number"]}, {"accessCode", other_code}, {"document", Ours().at("attachments")}};
  EXPECT_EQ(Send("POST", "/v1/requests:fetchDocument", foreign.dump(), "", "127.7.100.2").status, 404);
}

TEST_F(Rights, ACalendarFeedOpensByItsWholeAddressOnly) {
  const Reply made = Send("POST", "/v1/organs/330108-jyj/calendarFeeds", "{}", As("330108-jyj", {"clerk", "handler"}));
  ASSERT_EQ(made.status, 200) << made.body;
  const std::string path = made.json()["path"];
  const Reply read = Get(path);
  EXPECT_EQ(read.status, 200) << read.body;
  EXPECT_NE(read.headers.at("cache-control").find("no-store"), std::string::npos);
  const size_t key = path.rfind('/', path.rfind('/') - 1) + 1;
  std::string guessed = path;
  guessed[key] = guessed[key] == 'A' ? 'B' : 'A';
  EXPECT_EQ(Get(guessed).status, 404);
  EXPECT_EQ(Get(path.substr(0, key) + "x/calendar.ics").status, 404);
}

// What anybody may ask is no other when an officer asks, but then it is his.
TEST_F(Rights, WhatIsPublishedMayBeKeptAndNothingElse) {
  int published = 0, told = 0;
  for (const auto& route : Routes()) {
    if (!IsFor(*route, Policy::PUBLIC) || route->http_method != "GET") continue;
    const std::string query = route->method->name() == "CountDueDate"                            ? "?startOn=2026-09-18&workingDays=20"
                              : route->method->name() == "VerifyAccount"                         ? "?platform=weibo&id=1"
                              : route->method->input_type()->FindFieldByName("query") != nullptr ? "?query=x"
                              : route->method->input_type()->FindFieldByName("year") != nullptr && route->published ? "?year=2026"
                                                                                                                    : "";
    const std::string path = PathOf(*route, Ours()) + query;
    const Reply open = Call(*route, path);
    published += route->published && open.status == 200;
    told += Call(*route, path, "", As("330108-jyj", {"clerk"})).status == 200;
  }
  EXPECT_GE(published, 12);
  EXPECT_GE(told, 20);
}

}  // namespace
}  // namespace disclosure
