// What the portal still answers when a service is killed under load: each service in turn, and the database, is killed with
// calls under way, stays away for a while, and is started again.
#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "nlohmann/json.hpp"
#include "tests/faults/portal_stand.h"
#include "tests/faults/visitors.h"

namespace disclosure {
namespace {

using Json = nlohmann::json;
using Calls = std::map<std::string, int64_t>;
using ::testing::IsEmpty;

constexpr absl::Duration kLongestAnswer = absl::Milliseconds(1000 + 1500);  // --part_timeout, and what a busy machine adds
constexpr absl::Duration kRemembered = absl::Milliseconds(1200);            // a whole view is remembered for a second
constexpr absl::Duration kAwayFor = absl::Seconds(2);                       // twice
constexpr absl::Duration kBack = absl::Seconds(6);  // the longest pause between two attempts to connect is 2 s
constexpr int kRetryBudget = 10;                    // tokens of common/rpc/service_config.cc
constexpr int kMostKnocks = 40;                     // of three clients that pause 0.1 to 2 s, in two seconds
constexpr int64_t kMostGrowthKib = 32 << 10;

std::string Get(const std::string& path) { return gateway::Get(path, "Connection: close\r\n"); }
std::string Post(const std::string& path, const Json& body, const std::string& headers = "") {
  const std::string text = body.dump();
  return absl::StrCat("POST ", path, " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n", headers,
                      "Content-Length: ", text.size(), "\r\n\r\n", text);
}

// Files one request after another; one that was not acknowledged is filed again, with its key.
class Applicant {
 public:
  struct Filed {
    std::string number, code;
  };

  std::string Next() const {
    const Json filing = {{"applicant",
                          {{"applicantClass", "NATURAL_PERSON"},
                           {"displayName", "测试甲"},
                           {"identityKind", "OTHER_IDENTITY"},
                           {"identityKindText", "护照"},
                           {"identityNumber", absl::StrCat("T", filed_.size())},
                           {"phone", "0571-00000000"}}},
                         {"wanted", {{"subject", "某项信息"}, {"form", "ELECTRONIC"}, {"route", "ONLINE"}}}};
    return Post("/v1/organs/330108-jyj/requests", filing, absl::StrCat("Idempotency-Key: filing-", filed_.size(), "\r\n"));
  }
  void Heard(const gateway::RawResponse& response) {
    if (response.status != 200) return;
    const Json answer = Json::parse(response.body);
    filed_.push_back({answer["request"]["number"], answer["accessCode"]});
  }
  const std::vector<Filed>& filed() const { return filed_; }

 private:
  std::vector<Filed> filed_;
};

constexpr char kHome[] = "首页的视图", kOrgan[] = "机关页的视图", kSearch[] = "门户查询", kItems[] = "事项查询", kCatalogueJson[] = "目录",
               kPages[] = "门户的页面", kVerify[] = "账号核验", kVerifyPage[] = "核验页面", kTrack[] = "查进度", kFile[] = "提交申请";

// What a page lacks without each of them: parts by name, or everything (kAway) where that service is its only source.
using Lacking = std::map<std::string, std::string>;
constexpr char kAway[] = "503";
const std::map<Victim, Lacking> kLacking = {
    {kCatalog, {{kHome, "avoided"}, {kOrgan, "profile"}, {kSearch, "items"}, {kItems, kAway}}},
    {kRequest, {{kHome, "annual_reports,requests"}, {kOrgan, "annual_reports,requests"}, {kTrack, kAway}, {kFile, kAway}}},
    {kMedia, {{kHome, "accounts"}, {kOrgan, "accounts"}, {kSearch, "accounts"}, {kVerify, kAway}, {kVerifyPage, kAway}}},
    {kDatabase,
     {{kHome, "accounts,annual_reports,avoided"},
      {kOrgan, "accounts,annual_reports,profile"},
      {kSearch, "accounts"},
      {kTrack, kAway},
      {kFile, kAway}}},
};
const std::map<std::string, std::string> kPartTitles = {{"accounts", "账号"},  {"annual_reports", "年度报告"},     {"avoided", "免于提交的申请"},
                                                        {"items", "事项"},     {"profile", "指南和制度"},          {"requests", "办理情况"}};
// A page that cannot be answered without it, so that a call is under way when it is killed.
const std::map<Victim, std::string> kDependent = {{kCatalog, kItems}, {kRequest, kTrack}, {kMedia, kVerify}, {kDatabase, kTrack}};
// The pages for which a service is called by each of these methods, once a visit at most.
const std::map<Victim, std::map<std::string, std::vector<std::string>>> kCallers = {
    {kCatalog, {{"SearchItems", {kSearch, kItems, kPages}}, {"GetOrganProfile", {kOrgan, kPages}}, {"GetAvoidedRequests", {kHome}}}},
    {kRequest,
     {{"TrackRequest", {kTrack}},
      {"FileRequest", {kFile}},
      {"GetRequestStatistics", {kHome, kOrgan, kPages}},
      {"ListAnnualReports", {kHome, kOrgan, kPages}}}},
    {kMedia,
     {{"VerifyAccount", {kVerify, kVerifyPage}}, {"ListPlatforms", {kVerifyPage}}, {"ListAccounts", {kHome, kOrgan, kSearch, kPages}}}},
};

// Whether all parts of `some` are among those of `all`.
bool Within(const std::string& some, const std::string& all) {
  const std::set<std::string> known = absl::StrSplit(all, ',');
  const std::vector<std::string> parts = absl::StrSplit(some, ',');
  return std::all_of(parts.begin(), parts.end(), [&](const std::string& part) { return known.count(part) > 0; });
}

struct Outage {
  Victim victim;
  absl::Time killed, started;  // started: when its supervisor began to start it again
  absl::Time back;             // when every page was whole again
  absl::Duration recovery;     // from when it served again
  int knocks = 0;              // attempts of its clients to connect, in kAwayFor
};

class PortalFaults : public ::testing::Test {
 protected:
  std::vector<Page> Pages() {
    const std::string education = "query=%E4%B9%89%E5%8A%A1%E6%95%99%E8%82%B2";  // 义务教育
    const std::string account = "url=https://weibo.com/u/1749127163";
    const auto get = [](const std::string& path) { return [request = Get(path)] { return request; }; };
    return {{kHome, get("/v1/portal/divisions/330108")},
            {kOrgan, get("/v1/portal/organs/330108-jyj")},
            {kSearch, get("/v1/portal:search?" + education)},
            {kItems, get("/v1/items:search?" + education)},
            {kCatalogueJson, get("/v1/divisions/330108/catalogues/03")},
            {kPages, [this] { return Get(NextPage()); }},
            {kVerify, get("/v1/accounts:verify?" + account)},
            {kVerifyPage, get("/accounts/verify?" + account)},
            {kTrack, [this] { return Track(known_); }},
            {kFile, [this] { return applicant_.Next(); }, [this](const gateway::RawResponse& answer) { applicant_.Heard(answer); }}};
  }
  std::string NextPage() {
    static const std::vector<std::string> pages = {"/", "/divisions/330108", "/divisions/330108/catalogues/03", "/organs/330108-jyj",
                                                   "/search?q=%E5%AD%A6", "/requests/new", "/requests/track", "/help"};
    return pages[page_++ % pages.size()];
  }
  static std::string Track(const Applicant::Filed& filed) {
    return Post("/v1/requests:track", {{"number", filed.number}, {"accessCode", filed.code}});
  }

  void FileOne() {
    const auto response = gateway::RawClient(stand_.gateway_port()).Ask(applicant_.Next());
    ASSERT_TRUE(response && response->status == 200) << (response ? response->body : "no answer");
    applicant_.Heard(*response);
    known_ = applicant_.filed().front();
  }

  void Survive(Victim victim) {
    Outage outage{.victim = victim};
    const absl::Time counted = absl::Now();
    const std::array<Calls, 3> before = {stand_.Calls(kCatalog), stand_.Calls(kRequest), stand_.Calls(kMedia)};
    // Frozen first: what is asked then is under way for certain when it dies.
    stand_.Freeze(victim);
    EXPECT_TRUE(visitors_->AwaitWaiting(kDependent.at(victim), absl::Seconds(5)));
    outage.killed = absl::Now();
    stand_.Kill(victim);
    if (victim == kDatabase) {
      visitors_->AskFor(2 * kAwayFor);
      // The services are there and fail: what is asked again arrives.
      for (const Victim service : kServices) JudgeCalls(service, counted, before[service]);
    } else {
      Knocks knocks(stand_.port(victim));
      visitors_->AskFor(kAwayFor);
      outage.knocks = knocks.Stop();
      EXPECT_GT(outage.knocks, 0) << "nobody looks whether " << NameOf(victim) << " is back";
      EXPECT_LE(outage.knocks, kMostKnocks) << "attempts to connect to " << NameOf(victim);
      visitors_->AskFor(kAwayFor);  // now they are refused
    }
    outage.started = absl::Now();
    stand_.Start(victim);
    const absl::Time serves = absl::Now();
    outage.back = visitors_->AwaitWhole(serves, kBack);
    outage.recovery = outage.back - serves;
    EXPECT_LE(outage.recovery, kBack) << NameOf(victim) << " is back, and the portal is not whole";
    outages_.push_back(outage);
  }

  const Outage* OutageAt(const Answer& answer) const {
    for (const Outage& outage : outages_) {
      if (answer.ended >= outage.killed && answer.began <= outage.back) return &outage;
    }
    return nullptr;
  }

  // What is wrong with the answer, or "": it has what it can have, says by name what it has not, and is not late.
  std::string Wrong(const Answer& answer) const {
    if (answer.ended - answer.began > kLongestAnswer) return "late";
    const Outage* outage = OutageAt(answer);
    if (outage == nullptr) return answer.whole() ? "" : "not whole, and nothing is away";
    const std::string victim = NameOf(outage->victim);
    const Lacking& lacking = kLacking.at(outage->victim);
    const auto part = lacking.find(answer.page);
    if (part == lacking.end()) return answer.whole() ? "" : "not whole, and does not need " + victim;
    // At the edges of an outage one part may be there and another not.
    const bool settled = answer.began >= outage->killed + kRemembered && answer.ended < outage->started;
    if (answer.whole()) return settled ? "whole without " + victim : "";
    if (part->second != kAway) {
      const bool named = settled ? answer.missing == part->second : Within(answer.missing, part->second);
      return answer.status == 200 && named ? "" : "must lack " + part->second;
    }
    if (answer.status != 503 || answer.retry_after.empty()) return "must be 503 and say when to come again";
    static const std::set<std::string> reasons = {"BACKEND_UNAVAILABLE", "INDEX_NOT_READY", "DATABASE_UNAVAILABLE"};
    return reasons.count(answer.reason) > 0 || answer.page == kVerifyPage ? "" : "does not say why by name";
  }

  void JudgeAnswers() const {
    std::vector<std::string> wrong;
    for (const Answer& answer : visitors_->answers()) {
      const std::string complaint = Wrong(answer);
      if (complaint.empty()) continue;
      wrong.push_back(absl::StrCat(answer.page, " ", complaint, ": ", answer.status, " ", answer.missing, " ", answer.reason,
                                   ", asked at ", absl::FormatDuration(answer.began - start_), ", took ",
                                   absl::FormatDuration(answer.ended - answer.began)));
    }
    const size_t all = wrong.size();
    wrong.resize(std::min<size_t>(all, 20));
    EXPECT_EQ(all, 0u) << "the first of them:\n" << absl::StrJoin(wrong, "\n");
  }

  // What a service was asked since `since`, when it had counted `before`, is what visitors asked for, and no more repeated
  // than the budget allows.
  void JudgeCalls(Victim service, absl::Time since, const Calls& before) const {
    Calls calls = stand_.Calls(service);
    for (const auto& [method, count] : before) calls[method] -= count;
    const std::vector<Answer> answers = visitors_->answers();
    for (const auto& [method, pages] : kCallers.at(service)) {
      const int64_t visits = std::count_if(answers.begin(), answers.end(), [&, &pages = pages](const Answer& answer) {
        return answer.ended >= since && std::count(pages.begin(), pages.end(), answer.page) > 0;
      });
      EXPECT_GT(calls[method], 0) << method;
      EXPECT_LE(calls[method], visits + kRetryBudget) << method << " of " << NameOf(service);
    }
  }

  void JudgeFilings() const {
    std::set<std::string> numbers;
    for (const Applicant::Filed& filed : applicant_.filed()) {
      EXPECT_TRUE(numbers.insert(filed.number).second) << filed.number << " was given twice";
      const auto tracked = gateway::RawClient(stand_.gateway_port()).Ask(Track(filed));
      ASSERT_TRUE(tracked && tracked->status == 200) << filed.number << " was acknowledged and is lost";
      EXPECT_EQ(Json::parse(tracked->body)["number"], filed.number);
    }
    const auto last = [&](const std::string& number) { return absl::EndsWith(number, absl::StrCat("-", numbers.size())); };
    EXPECT_TRUE(std::any_of(numbers.begin(), numbers.end(), last)) << "there are gaps: what was filed again is one request";
  }

  // The table of docs/operations.md: what was answered while each of them was away.
  void Print() const {
    const std::vector<Answer> answers = visitors_->answers();
    std::cout << "\n| 被杀的 |";
    for (const Outage& outage : outages_) std::cout << " `" << NameOf(outage.victim) << "` |";
    std::cout << "\n|---|---|---|---|---|\n";
    for (const char* page : {kHome, kOrgan, kSearch, kItems, kCatalogueJson, kPages, kVerify, kVerifyPage, kTrack, kFile}) {
      std::cout << "| " << page << " |";
      for (const Outage& outage : outages_) std::cout << " " << Told(outage, page, answers) << " |";
      std::cout << "\n";
    }
    std::cout << "| 最慢的一次 |";
    for (const Outage& outage : outages_) {
      absl::Duration slowest;
      for (const Answer& answer : answers) {
        if (OutageAt(answer) == &outage) slowest = std::max(slowest, answer.ended - answer.began);
      }
      std::cout << absl::StrFormat(" %.0f 毫秒 |", absl::ToDoubleMilliseconds(slowest));
    }
    std::cout << "\n| 起来后多久齐全 |";
    for (const Outage& outage : outages_) std::cout << absl::StrFormat(" %.1f 秒 |", absl::ToDoubleSeconds(outage.recovery));
    std::cout << "\n| 其间的重连 |";
    for (const Outage& outage : outages_) std::cout << (outage.victim == kDatabase ? " — |" : absl::StrCat(" ", outage.knocks, " 次 |"));
    std::cout << "\n\n";
  }
  // "197 次，196 次缺账号"
  std::string Told(const Outage& outage, const std::string& page, const std::vector<Answer>& answers) const {
    int all = 0, lacking = 0;
    for (const Answer& answer : answers) {
      if (answer.page != page || OutageAt(answer) != &outage) continue;
      ++all;
      lacking += answer.whole() ? 0 : 1;
    }
    const Lacking& parts = kLacking.at(outage.victim);
    const auto part = parts.find(page);
    if (part == parts.end()) return absl::StrCat(all, " 次");
    if (part->second == kAway) return absl::StrCat(all, " 次，", lacking, " 次 503");
    std::vector<std::string> titles;
    for (const absl::string_view name : absl::StrSplit(part->second, ',')) titles.push_back(kPartTitles.at(std::string(name)));
    return absl::StrCat(all, " 次，", lacking, " 次缺", absl::StrJoin(titles, "、"));
  }

  PortalStand stand_;
  Applicant applicant_;
  Applicant::Filed known_;
  size_t page_ = 0;
  std::unique_ptr<Visitors> visitors_;
  std::vector<Outage> outages_;
  absl::Time start_;
};

TEST_F(PortalFaults, EachServiceIsKilledUnderLoadAndThePortalAnswersWhatItCan) {
  ASSERT_FALSE(HasFailure());
  ASSERT_NO_FATAL_FAILURE(FileOne());
  start_ = absl::Now();
  visitors_ = std::make_unique<Visitors>(stand_.gateway_port(), Pages());
  ASSERT_LT(visitors_->AwaitWhole(start_, absl::Seconds(20)), absl::InfiniteFuture()) << "the portal was never whole";
  visitors_->AskFor(absl::Seconds(2));
  const int64_t resident = stand_.GatewayResidentKib();
  for (const Victim service : kServices) {
    JudgeCalls(service, start_, {});
    Survive(service);
  }
  for (const Outage& outage : outages_) JudgeCalls(outage.victim, outage.started, {});
  Survive(kDatabase);
  visitors_->AskFor(absl::Seconds(1));
  visitors_->Stop();
  const int64_t grown = stand_.GatewayResidentKib() - resident;
  EXPECT_LE(grown, kMostGrowthKib) << "KiB that the gateway has grown by";
  JudgeAnswers();
  JudgeFilings();
  EXPECT_THAT(stand_.Stop(), IsEmpty()) << "these did not end in order";
  Print();
  std::cout << visitors_->answers().size() << " answers, " << applicant_.filed().size() << " filings, the gateway grew by " << grown
            << " KiB\n";
}

}  // namespace
}  // namespace disclosure
