// Grades and early warning over the wire; feeds that the service reads itself.
#include <functional>
#include <thread>

#include "media-service/api/feed_job.h"
#include "media-service/api/service_fixture.h"
#include "media-service/feeds/http_server_testing.h"

namespace disclosure::media {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::IsOkAndHolds;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ActivityTest : public ServiceTest {
 protected:
  void Register(const std::string& uid, const std::string& platform = "weibo", State state = State::kActive, const std::string& division = "330108",
                Purpose purpose = Purpose::kUnspecified) {
    Account account{.uid = uid, .division = division, .state = state, .platform = platform};
    account.name = uid;
    account.host = {.organ = "330108-jyj", .text = "区教育局"};
    account.competent = {.organ = "330108-qfb", .text = "区府办"};
    account.purpose = purpose;
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.InsertAccount(account, platform); }));
  }
  // A look of an hour ago, at an account that posted so many days before today.
  void Saw(const std::string& uid, int silent_days) {
    Observation look{.account = uid, .time = clock_.Now() - absl::Hours(1), .source = "监测"};
    look.last_post = clock_.Now() - absl::Hours(2 + 24 * silent_days);
    Keep(look);
  }
  void Keep(const Observation& look) {
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) { return writer.InsertObservations({look}).status(); }));
  }
  static v1::ListActivityRequest Asking(int within_days = 0, std::vector<v1::Activity::Grade> grades = {}) {
    v1::ListActivityRequest request;
    request.set_parent("divisions/330108");
    request.set_overdue_within_days(within_days);
    for (const auto grade : grades) request.add_grades(grade);
    return request;
  }
  absl::StatusOr<v1::ListActivityResponse> List(const v1::ListActivityRequest& request) { return List(request, supervisor_); }
  absl::StatusOr<v1::ListActivityResponse> List(const v1::ListActivityRequest& request, const Caller& caller) {
    return Call(caller, request, &Stub::ListActivity);
  }
  static std::vector<std::string> Said(const v1::ListActivityResponse& response) {
    std::vector<std::string> out;
    for (const v1::Activity& a : response.activities()) {
      out.push_back(absl::StrCat(a.account().substr(9), " ", v1::Activity::Grade_Name(a.grade()), " ", a.silent_days()));
    }
    return out;
  }
  std::vector<std::string> Pages(v1::ListActivityRequest request, int size) {
    std::vector<std::string> out;
    request.set_page_size(size);
    do {
      const auto page = List(request);
      EXPECT_OK(page.status());
      if (!page.ok()) break;
      EXPECT_LE(page->activities_size(), size);
      for (const v1::Activity& a : page->activities()) out.push_back(a.account().substr(9));
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return out;
  }
};

TEST_F(ActivityTest, EveryAccountInForceHasItsGrade) {
  Register("1-lively");
  Register("2-overdue");
  Register("3-dormant");
  Register("4-zombie", "weibo", State::kRectifying);
  Register("5-unseen");
  Register("6-service", "wechat-mini-program");
  Register("7-service-by-purpose", "wechat", State::kActive, "330108001", Purpose::kService);
  Register("8-closed", "weibo", State::kDeregistered);
  Register("9-elsewhere", "weibo", State::kActive, "330109");
  Saw("1-lively", 14);
  Saw("2-overdue", 15);
  Saw("3-dormant", 31);
  Saw("4-zombie", 91);
  Saw("6-service", 400);
  Saw("7-service-by-purpose", 400);
  Saw("8-closed", 400);
  ASSERT_OK_AND_ASSIGN(const auto all, List(Asking()));
  EXPECT_THAT(Said(all), ElementsAre("1-lively LIVELY 14", "2-overdue OVERDUE 15", "3-dormant DORMANT 31", "4-zombie ZOMBIE 91",
                                     "5-unseen UNOBSERVED 0", "6-service NOT_JUDGED 0", "7-service-by-purpose NOT_JUDGED 0"));
  EXPECT_EQ(all.activities(1).rule(), "V2.1");
  EXPECT_EQ(all.activities(1).source(), "监测");
  EXPECT_EQ(all.activities(4).rule(), "");
  EXPECT_FALSE(all.activities(4).has_last_post_time());
  EXPECT_THAT(Pages(Asking(), 2), SizeIs(7));
  ASSERT_OK_AND_ASSIGN(const auto silent, List(Asking(0, {v1::Activity::ZOMBIE, v1::Activity::UNOBSERVED})));
  EXPECT_THAT(Said(silent), ElementsAre("4-zombie ZOMBIE 91", "5-unseen UNOBSERVED 0"));
  EXPECT_THAT(Pages(Asking(0, {v1::Activity::ZOMBIE, v1::Activity::UNOBSERVED}), 1), ElementsAre("4-zombie", "5-unseen"));
}

TEST_F(ActivityTest, AFailedLookIsNoSilence) {
  Register("a");
  Saw("a", 3);
  clock_.Advance(absl::Hours(24 * 100));
  Keep({.account = "a", .time = clock_.Now(), .source = "RSS", .failure = "超时"});
  ASSERT_OK_AND_ASSIGN(const auto all, List(Asking()));
  EXPECT_THAT(Said(all), ElementsAre("a LIVELY 3")) << "nobody has seen what came after";
}

TEST_F(ActivityTest, EarlyWarningNamesThoseThatFallOverdueSoonestFirst) {
  for (const char* uid : {"a", "b", "c", "d", "e"}) Register(uid);
  Saw("a", 2);
  Saw("b", 12);
  Saw("c", 14);
  Saw("d", 12);
  Saw("e", 40);
  ASSERT_OK_AND_ASSIGN(const auto soon, List(Asking(5)));
  EXPECT_THAT(Said(soon), ElementsAre("c LIVELY 14", "b LIVELY 12", "d LIVELY 12")) << "e is overdue already";
  EXPECT_EQ(soon.activities(0).overdue_on(), "2026-09-19");
  EXPECT_EQ(soon.activities(1).overdue_on(), "2026-09-21");
  EXPECT_THAT(Pages(Asking(5), 1), ElementsAre("c", "b", "d"));
  EXPECT_THAT(Pages(Asking(13), 2), ElementsAre("c", "b", "d", "a"));
}

TEST_F(ActivityTest, OfficersOfTheDivisionReadItAndBadQuestionsAreNamed) {
  EXPECT_OK(List(Asking(), registrar_).status());
  EXPECT_THAT(List(Asking(), Person("far", {"supervisor"}, "330109-fb")), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(List(Asking(), public_), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(List(Asking(-1)), HasReason("BAD_REQUEST"));
  EXPECT_THAT(List(Asking(0, {v1::Activity::GRADE_UNSPECIFIED})), HasReason("BAD_REQUEST"));
  v1::ListActivityRequest other = Asking();
  other.set_page_token("abc");
  EXPECT_THAT(List(other), HasReason("BAD_REQUEST"));
}

class FeedTest : public ActivityTest {
 protected:
  FeedTest() {
    Register("a");
    Register("b", "weibo", State::kDeregistered);
  }
  absl::StatusOr<v1::FeedSource> Set(const Caller& caller, const std::string& url, const std::string& uid = "a") {
    v1::SetFeedSourceRequest request;
    request.mutable_feed_source()->set_account("accounts/" + uid);
    request.mutable_feed_source()->set_url(url);
    return Call(caller, request, &Stub::SetFeedSource);
  }
  absl::StatusOr<v1::ListFeedSourcesResponse> Sources(bool failing) { return Sources(failing, supervisor_); }
  absl::StatusOr<v1::ListFeedSourcesResponse> Sources(bool failing, const Caller& caller) {
    v1::ListFeedSourcesRequest request;
    request.set_parent("divisions/330108");
    request.set_failing(failing);
    return Call(caller, request, &Stub::ListFeedSources);
  }
  // The wire refuses addresses of the house, which the test's server has.
  void SetLocal(const std::string& path) {
    EXPECT_OK(replica_->store().Write(absl::Now() + absl::Seconds(30), [&](Writer& writer) {
      return writer.PutFeedSource("a", server_.Url(path), clock_.Now());
    }));
  }
  absl::StatusOr<bool> ReadOne() { return ReadOneFeed(replica_->backend(), *fetcher_, {.replica = "one", .every = absl::Hours(1)}); }
  std::vector<Observation> Looks() {
    std::vector<Observation> looks;
    EXPECT_OK(replica_->store().Read(absl::Now() + absl::Seconds(30), [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(looks, reader.ListObservations("a", std::nullopt, 100));
      return absl::OkStatus();
    }));
    return looks;
  }

  testing::HttpServer server_;
  const std::unique_ptr<FeedFetcher> fetcher_ = MakeFeedFetcher({.private_networks = true, .timeout = absl::Seconds(10)});
  const std::string feed_ = "<rss version=\"2.0\"><channel><item><pubDate>Thu, 17 Sep 2026 10:00:00 +0800</pubDate></item>"
                            "<item><pubDate>Mon, 29 Jun 2026 10:00:00 +0800</pubDate></item></channel></rss>";
};

TEST_F(FeedTest, RegistrarsOfTheHostAndSupervisorsSetFeeds) {
  ASSERT_OK_AND_ASSIGN(const v1::FeedSource set, Set(registrar_, "https://example.cn/feed"));
  EXPECT_EQ(set.url(), "https://example.cn/feed");
  EXPECT_EQ(set.account(), "accounts/a");
  EXPECT_OK(Set(supervisor_, "https://example.cn/feed2").status());
  EXPECT_THAT(Set(stranger_, "https://example.cn/feed"), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Set(public_, "https://example.cn/feed"), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(Set(supervisor_, "https://example.cn/feed", "b"), HasReason("WRONG_STATE"));
  EXPECT_THAT(Set(supervisor_, "https://example.cn/feed", "nobody"), StatusIs(absl::StatusCode::kNotFound));
  for (const char* bad : {"ftp://example.cn/", "http://127.0.0.1/feed", "http://10.0.0.1/", "https://u:p@example.cn/", "feed"}) {
    EXPECT_THAT(Set(supervisor_, bad), HasReason("BAD_REQUEST")) << bad;
  }
  ASSERT_OK_AND_ASSIGN(const auto listed, Sources(false, registrar_));
  ASSERT_EQ(listed.feed_sources_size(), 1);
  EXPECT_EQ(listed.feed_sources(0).url(), "https://example.cn/feed2");
  EXPECT_THAT(Sources(false, Person("far", {"supervisor"}, "330109-fb")), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_OK(Set(registrar_, "").status());
  EXPECT_EQ(Sources(false)->feed_sources_size(), 0);
}

TEST_F(FeedTest, AFeedThatIsReadIsAnObservation) {
  server_.Serve("/feed", feed_);
  SetLocal("/feed");
  EXPECT_THAT(ReadOne(), IsOkAndHolds(true));
  EXPECT_THAT(ReadOne(), IsOkAndHolds(false)) << "it is due again in an hour";
  ASSERT_THAT(Looks(), SizeIs(1));
  const Observation look = Looks()[0];
  EXPECT_EQ(look.source, "RSS");
  EXPECT_EQ(look.last_post, absl::FromCivil(absl::CivilSecond(2026, 9, 17, 10, 0, 0), Shanghai()));
  EXPECT_EQ(look.posts, 1);
  EXPECT_EQ(look.quarter, "2026Q3");
  ASSERT_OK_AND_ASSIGN(const auto sources, Sources(false));
  EXPECT_EQ(sources.feed_sources(0).read_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_THAT(Said(*List(Asking())), ElementsAre("a LIVELY 1"));
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(ReadOne(), IsOkAndHolds(true));
  EXPECT_THAT(Looks(), SizeIs(2));
}

TEST_F(FeedTest, AFeedThatFailsIsReportedLeftAloneAndNeverTakenForSilence) {
  server_.Serve("/feed", feed_);
  SetLocal("/feed");
  ASSERT_THAT(ReadOne(), IsOkAndHolds(true));
  server_.AnswerWith("/feed", 500);
  clock_.Advance(absl::Hours(24 * 60));
  ASSERT_THAT(ReadOne(), IsOkAndHolds(true));
  EXPECT_THAT(ReadOne(), IsOkAndHolds(false));
  clock_.Advance(absl::Minutes(5));
  ASSERT_THAT(ReadOne(), IsOkAndHolds(true));
  clock_.Advance(absl::Minutes(5));
  EXPECT_THAT(ReadOne(), IsOkAndHolds(false)) << "twice as long after the second failure";
  EXPECT_EQ(Looks()[0].failure, "订阅源的服务器返回500（连续第2次失败）");
  ASSERT_OK_AND_ASSIGN(const auto failing, Sources(true));
  ASSERT_EQ(failing.feed_sources_size(), 1);
  EXPECT_EQ(failing.feed_sources(0).failures(), 2);
  EXPECT_EQ(failing.feed_sources(0).failure(), "订阅源的服务器返回500");
  EXPECT_TRUE(failing.feed_sources(0).has_read_time()) << "when it was last read";
  EXPECT_THAT(Said(*List(Asking())), ElementsAre("a LIVELY 1"));
  server_.Serve("/feed", feed_);
  clock_.Advance(absl::Minutes(5));
  ASSERT_THAT(ReadOne(), IsOkAndHolds(true));
  EXPECT_EQ(Sources(true)->feed_sources_size(), 0);
}

TEST_F(FeedTest, WhatIsNoFeedOrShowsNothingIsAFailedLook) {
  const std::pair<std::string, std::string> bodies[] = {{"<html><body>维护中</body></html>", "不是 RSS"},
                                                        {"<!DOCTYPE rss [<!ENTITY a 'x'>]><rss><channel/></rss>", "文档类型声明"},
                                                        {"<rss><channel></channel></rss>", "没有文章"},
                                                        {feed_.substr(0, feed_.size() - 8), "不完整"}};
  SetLocal("/feed");
  for (const auto& [body, why] : bodies) {
    server_.Serve("/feed", body);
    ASSERT_THAT(ReadOne(), IsOkAndHolds(true)) << why;
    EXPECT_THAT(Looks()[0].failure, HasSubstr(why));
    EXPECT_FALSE(Looks()[0].last_post.has_value());
    clock_.Advance(absl::Hours(24));
  }
}

TEST_F(FeedTest, AnAddressThatChangesWhileItIsReadKeepsNothingOfTheOldOne) {
  SetLocal("/feed");
  class Changing final : public FeedFetcher {
   public:
    explicit Changing(std::function<void()> change) : change_(std::move(change)) {}
    absl::StatusOr<std::string> Fetch(const std::string&) override {
      change_();
      return absl::UnavailableError("old");
    }
    void Stop() override {}

   private:
    const std::function<void()> change_;
  };
  Changing fetcher([this] { SetLocal("/new"); });
  EXPECT_THAT(ReadOneFeed(replica_->backend(), fetcher, {.replica = "one"}), IsOkAndHolds(true));
  EXPECT_THAT(Looks(), IsEmpty());
  EXPECT_EQ(Sources(true)->feed_sources_size(), 0);
}

TEST_F(FeedTest, AStoppedReaderLeavesTheSourceToOthers) {
  server_.Serve("/feed", feed_);
  SetLocal("/feed");
  const auto stopped = MakeFeedFetcher({.private_networks = true});
  stopped->Stop();
  EXPECT_THAT(ReadOneFeed(replica_->backend(), *stopped, {.replica = "one"}), IsOkAndHolds(false));
  EXPECT_THAT(ReadOne(), IsOkAndHolds(false)) << "its lease runs";
  clock_.Advance(absl::Minutes(3));
  EXPECT_THAT(ReadOne(), IsOkAndHolds(true));
}

TEST_F(FeedTest, TheJobReadsWhatIsDueUntilItEnds) {
  server_.Serve("/feed", feed_);
  SetLocal("/feed");
  {
    FeedJob job(replica_->backend(), *fetcher_, {.replica = "one", .every = absl::Hours(1), .pause = absl::Milliseconds(5)});
    const absl::Time end = absl::Now() + absl::Seconds(30);
    while (Looks().empty() && absl::Now() < end) std::this_thread::yield();
  }
  EXPECT_THAT(Looks(), SizeIs(1));
}

}  // namespace
}  // namespace disclosure::media
