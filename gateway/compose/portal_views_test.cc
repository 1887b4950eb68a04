// The portal's views against three services of which a test says how they behave.
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "disclosure/portal/v1/portal_service.grpc.pb.h"
#include "gateway/compose/portal_server.h"
#include "gateway/web/snapshot_fixture.h"
#include "gateway/web/snapshot_lookup.h"
#include "grpcpp/grpcpp.h"

namespace disclosure::gateway {
namespace {

namespace pv1 = ::disclosure::portal::v1;
using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kOrgan[] = "organs/330108-jyj";
constexpr char kDistrict[] = "divisions/330108";
constexpr char kStreet[] = "divisions/330108001";
constexpr char kOtherStreet[] = "divisions/330108002";
constexpr char kStreetOrgan[] = "organs/330108001-xixing";

// What each method does: answers, or as a test has told it.
class Conduct {
 public:
  enum Kind { kAnswer, kHang, kFail, kRefuse, kMeet };
  void Tell(const std::string& method, Kind kind) {
    std::lock_guard lock(mutex_);
    told_[method] = kind;
  }
  // kMeet: goes on when `count` methods are there.
  void MeetOf(int count) { meeting_ = count; }

  grpc::Status Of(const std::string& method, grpc::ServerContext* context) {
    std::unique_lock lock(mutex_);
    const auto found = told_.find(method);
    const Kind kind = found == told_.end() ? kAnswer : found->second;
    if (kind == kFail) return ToGrpc(absl::UnavailableError("away"));
    if (kind == kRefuse) return ToGrpc(error::BadRequest({{"query", "must have a word"}}));
    if (kind == kMeet) {
      ++arrived_;
      changed_.notify_all();
      const bool met = changed_.wait_for(lock, std::chrono::seconds(20), [&] { return arrived_ >= meeting_; });
      if (!met) return ToGrpc(absl::InternalError("the others have not been asked meanwhile"));
    }
    while (kind == kHang && !context->IsCancelled()) changed_.wait_for(lock, std::chrono::milliseconds(2));
    return grpc::Status::OK;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, Kind> told_;
  int meeting_ = 0;
  int arrived_ = 0;
};

class FakeCatalog final : public catalog::v1::CatalogService::Service {
 public:
  explicit FakeCatalog(Conduct& conduct) : conduct_(conduct) {}
  grpc::Status GetOrganProfile(grpc::ServerContext* context, const catalog::v1::GetOrganProfileRequest* request,
                               catalog::v1::OrganProfile* profile) override {
    profile->set_name(request->name());
    profile->add_rules()->set_title("依申请公开制度");
    return conduct_.Of("profile", context);
  }
  grpc::Status GetAvoidedRequests(grpc::ServerContext* context, const catalog::v1::GetAvoidedRequestsRequest* request,
                                  catalog::v1::AvoidedRequests* avoided) override {
    avoided->set_division(request->parent());
    avoided->set_year(request->year());
    avoided->set_count(12);
    return conduct_.Of("avoided", context);
  }
  grpc::Status SearchItems(grpc::ServerContext* context, const catalog::v1::SearchItemsRequest* request,
                           catalog::v1::SearchItemsResponse* found) override {
    found->add_hits()->set_item("divisions/330108/catalogues/03/items/1");
    found->set_next_page_token(request->page_token().empty() ? "2" : "");
    found->set_total_estimate(2);
    return conduct_.Of("items", context);
  }
  grpc::Status SuggestItems(grpc::ServerContext* context, const catalog::v1::SuggestItemsRequest* request,
                            catalog::v1::SuggestItemsResponse* found) override {
    for (const catalog::v1::ItemSuggestion& one : suggestions) {
      const bool fits = request->division().empty() || DivisionOf(one.hit().catalogue()) == request->division();
      if (fits && found->suggestions_size() < 5) *found->add_suggestions() = one;
    }
    return conduct_.Of(request->division().empty() ? "suggestions of all" : "suggestions of its own", context);
  }

  // The best first.
  std::vector<catalog::v1::ItemSuggestion> suggestions;

 private:
  Conduct& conduct_;
};

class FakeRequests final : public request::v1::RequestService::Service {
 public:
  explicit FakeRequests(Conduct& conduct) : conduct_(conduct) {}
  grpc::Status GetRequestStatistics(grpc::ServerContext* context, const request::v1::GetRequestStatisticsRequest* request,
                                    request::v1::RequestStatistics* statistics) override {
    statistics->set_name(request->name());
    statistics->set_received(455);
    return conduct_.Of("requests", context);
  }
  grpc::Status ListAnnualReports(grpc::ServerContext* context, const request::v1::ListAnnualReportsRequest* request,
                                 request::v1::ListAnnualReportsResponse* reports) override {
    reports->add_reports()->set_name(request->parent() + "/annualReports/2025");
    return conduct_.Of("annual_reports", context);
  }

 private:
  Conduct& conduct_;
};

class FakeMedia final : public media::v1::MediaService::Service {
 public:
  explicit FakeMedia(Conduct& conduct) : conduct_(conduct) {}
  grpc::Status ListAccounts(grpc::ServerContext* context, const media::v1::ListAccountsRequest* request,
                            media::v1::ListAccountsResponse* accounts) override {
    for (int i = 0; i < request->page_size(); ++i) accounts->add_accounts()->set_display_name(absl::StrCat("滨江发布", i));
    accounts->set_next_page_token("more");
    return conduct_.Of("accounts", context);
  }

 private:
  Conduct& conduct_;
};

// A service on a port of its own.
class Served {
 public:
  explicit Served(grpc::Service& service) {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service);
    server_ = builder.BuildAndStart();
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
  }
  ~Served() { server_->Shutdown(std::chrono::system_clock::now()); }
  std::shared_ptr<grpc::Channel> channel() const { return channel_; }

 private:
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

class PortalViewsTest : public ::testing::Test {
 protected:
  PortalViewsTest() {
    static const auto sample = std::make_shared<const Snapshot>(testing::SampleSnapshot(DISCLOSURE_SOURCE_DIR));
    snapshots_.Set(sample);
    Start({catalog_served_.channel(), requests_served_.channel(), media_served_.channel()}, absl::Seconds(20));
  }
  void Start(const PortalViews::Channels& channels, absl::Duration part_time) {
    stub_.reset();
    server_.reset();
    views_ = std::make_unique<PortalViews>(channels, &snapshots_, &clock_, part_time);
    auto started = PortalServer::Start(*views_, metrics_);
    ASSERT_OK(started);
    server_ = *std::move(started);
    stub_ = pv1::PortalService::NewStub(server_->Channel());
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Ask(grpc::Status (pv1::PortalService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                               const Request& request) {
    grpc::ClientContext context;
    type::v1::Caller anonymous;
    anonymous.set_kind(type::v1::Caller::ANONYMOUS);
    Prepare(anonymous, "test", absl::Seconds(25), context);
    Response response;
    const grpc::Status status = (stub_.get()->*method)(&context, request, &response);
    if (!status.ok()) return FromGrpc(status);
    return response;
  }
  absl::StatusOr<pv1::Home> Home(const std::string& name = "divisions/330108") {
    pv1::GetHomeRequest request;
    request.set_name(name);
    return Ask(&pv1::PortalService::Stub::GetHome, request);
  }
  absl::StatusOr<pv1::OrganPage> OrganPage(const std::string& name = kOrgan) {
    pv1::GetOrganPageRequest request;
    request.set_name(name);
    return Ask(&pv1::PortalService::Stub::GetOrganPage, request);
  }
  absl::StatusOr<pv1::SearchPortalResponse> Search(const std::string& query, const std::string& token = "") {
    pv1::SearchPortalRequest request;
    request.set_query(query);
    request.set_page_token(token);
    return Ask(&pv1::PortalService::Stub::SearchPortal, request);
  }
  void Suggest(const std::string& division, const std::string& item, int coverage, const std::string& organ = kOrgan) {
    catalog::v1::ItemSuggestion& added = catalog_.suggestions.emplace_back();
    added.mutable_hit()->set_catalogue(division + "/catalogues/03");
    added.mutable_hit()->set_item(absl::StrCat(division, "/catalogues/03/items/", item));
    added.mutable_hit()->add_responsible_bodies()->set_organ(organ);
    added.set_coverage(coverage);
  }
  pv1::SuggestBeforeFilingResponse Suggestions(const std::string& organ) {
    pv1::SuggestBeforeFilingRequest request;
    request.set_organ(organ);
    request.set_text("低保标准");
    const auto found = Ask(&pv1::PortalService::Stub::SuggestBeforeFiling, request);
    EXPECT_OK(found.status());
    return found.value_or(pv1::SuggestBeforeFilingResponse());
  }
  static std::vector<std::string> ItemsOf(const pv1::SuggestBeforeFilingResponse& found) {
    std::vector<std::string> items;
    for (const auto& one : found.suggestions()) items.push_back(one.hit().item().substr(one.hit().item().rfind('/') + 1));
    return items;
  }
  template <typename View>
  static std::vector<std::string> Missing(const View& view) {
    std::vector<std::string> out;
    for (const pv1::UnavailablePart& part : view.unavailable()) out.push_back(part.part() + " " + part.reason());
    return out;
  }

  Conduct conduct_;
  FakeCatalog catalog_{conduct_};
  FakeRequests requests_{conduct_};
  FakeMedia media_{conduct_};
  Served catalog_served_{catalog_}, requests_served_{requests_}, media_served_{media_};
  SnapshotHolder snapshots_;
  FakeClock clock_{absl::FromCivil(absl::CivilSecond(2026, 9, 18, 10, 0, 0), Shanghai())};
  Metrics metrics_;
  std::unique_ptr<PortalViews> views_;
  std::unique_ptr<PortalServer> server_;
  std::unique_ptr<pv1::PortalService::Stub> stub_;
};

TEST_F(PortalViewsTest, TheHomeHasWhatEachServiceKnowsOfTheDivision) {
  ASSERT_OK_AND_ASSIGN(const pv1::Home home, Home());
  EXPECT_EQ(home.division().name(), "divisions/330108");
  EXPECT_THAT(home.divisions_below(), SizeIs(3));
  EXPECT_THAT(home.catalogues(), SizeIs(26));
  EXPECT_GT(home.catalogues(0).items(), 0);
  EXPECT_THAT(home.accounts(), SizeIs(20));
  EXPECT_TRUE(home.more_accounts());
  EXPECT_EQ(home.requests().name(), "divisions/330108/requestStatistics/2026");
  EXPECT_EQ(home.annual_reports(0).name(), "divisions/330108/annualReports/2025");
  EXPECT_EQ(home.avoided().count(), 12);
  EXPECT_THAT(home.unavailable(), IsEmpty());
}

TEST_F(PortalViewsTest, AnOrgansPageHasItsFourDirectories) {
  ASSERT_OK_AND_ASSIGN(const pv1::OrganPage page, OrganPage());
  EXPECT_EQ(page.profile().rules(0).title(), "依申请公开制度");
  ASSERT_GT(page.catalogues_size(), 0);
  for (const pv1::PublishedCatalogue& catalogue : page.catalogues()) EXPECT_GT(catalogue.of_organ(), 0) << catalogue.name();
  EXPECT_EQ(page.annual_reports(0).name(), absl::StrCat(kOrgan, "/annualReports/2025"));
  EXPECT_TRUE(page.takes_requests());
  EXPECT_THAT(page.accounts(), SizeIs(20));
  EXPECT_THAT(page.unavailable(), IsEmpty());
}

TEST_F(PortalViewsTest, PartsAreFetchedAtTheSameTime) {
  conduct_.MeetOf(4);
  for (const char* part : {"profile", "accounts", "annual_reports", "requests"}) conduct_.Tell(part, Conduct::kMeet);
  ASSERT_OK_AND_ASSIGN(const pv1::OrganPage page, OrganPage());
  EXPECT_THAT(Missing(page), IsEmpty());
}

TEST_F(PortalViewsTest, APartThatFailsIsNamedAndTheRestIsAnswered) {
  conduct_.Tell("accounts", Conduct::kFail);
  ASSERT_OK_AND_ASSIGN(const pv1::Home home, Home());
  EXPECT_THAT(Missing(home), ElementsAre("accounts UNAVAILABLE"));
  EXPECT_THAT(home.accounts(), IsEmpty());
  EXPECT_EQ(home.requests().received(), 455);
  EXPECT_THAT(home.catalogues(), SizeIs(26));
}

TEST_F(PortalViewsTest, APartThatIsLateIsLeftOut) {
  conduct_.Tell("requests", Conduct::kHang);
  Start({catalog_served_.channel(), requests_served_.channel(), media_served_.channel()}, absl::Milliseconds(300));
  ASSERT_OK_AND_ASSIGN(const pv1::Home home, Home());
  EXPECT_THAT(Missing(home), ElementsAre("requests DEADLINE_EXCEEDED"));
  EXPECT_EQ(home.requests().received(), 0);
}

TEST_F(PortalViewsTest, WhatIsPublishedIsThereWhenEveryServiceIsAway) {
  for (const char* part : {"profile", "accounts", "annual_reports", "requests", "avoided"}) conduct_.Tell(part, Conduct::kFail);
  ASSERT_OK_AND_ASSIGN(const pv1::Home home, Home());
  EXPECT_THAT(home.catalogues(), SizeIs(26));
  EXPECT_THAT(home.unavailable(), SizeIs(4));
  ASSERT_OK_AND_ASSIGN(const pv1::OrganPage page, OrganPage());
  EXPECT_EQ(page.organ().name(), kOrgan);
  EXPECT_THAT(page.unavailable(), SizeIs(4));
}

TEST_F(PortalViewsTest, AWholeViewIsRememberedForASecondAndAsLongAsWhatIsPublishedStays) {
  ASSERT_OK(Home().status());
  conduct_.Tell("accounts", Conduct::kFail);
  ASSERT_OK_AND_ASSIGN(const pv1::Home kept, Home());
  EXPECT_THAT(Missing(kept), IsEmpty());
  snapshots_.Set(std::make_shared<const Snapshot>(*snapshots_.Get()));
  ASSERT_OK_AND_ASSIGN(const pv1::Home published, Home());
  EXPECT_THAT(Missing(published), ElementsAre("accounts UNAVAILABLE"));
  conduct_.Tell("accounts", Conduct::kAnswer);
  ASSERT_OK_AND_ASSIGN(const pv1::Home back, Home());
  EXPECT_THAT(Missing(back), IsEmpty()) << "one with a part missing is not remembered";
  conduct_.Tell("accounts", Conduct::kFail);
  clock_.Advance(absl::Seconds(1));
  ASSERT_OK_AND_ASSIGN(const pv1::Home late, Home());
  EXPECT_THAT(Missing(late), ElementsAre("accounts UNAVAILABLE"));
}

TEST_F(PortalViewsTest, AServiceThatTheGatewayDoesNotHaveIsSaidToBeNone) {
  Start({catalog_served_.channel(), nullptr, nullptr}, absl::Seconds(20));
  ASSERT_OK_AND_ASSIGN(const pv1::Home home, Home());
  EXPECT_THAT(Missing(home), ElementsAre("accounts NOT_CONFIGURED", "annual_reports NOT_CONFIGURED", "requests NOT_CONFIGURED"));
}

TEST_F(PortalViewsTest, WhatTheDirectoryDoesNotHaveIsNotFound) {
  EXPECT_THAT(Home("divisions/330199"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(OrganPage("organs/330108-nobody"), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(PortalViewsTest, BeforeAnythingIsReadItSaysSo) {
  snapshots_.Set(std::make_shared<const Snapshot>());
  EXPECT_THAT(Home(), HasReason("NOT_FILLED"));
  EXPECT_THAT(OrganPage(), HasReason("NOT_FILLED"));
}

TEST_F(PortalViewsTest, OneSearchFindsItemsAndOnItsFirstPageAccounts) {
  ASSERT_OK_AND_ASSIGN(const pv1::SearchPortalResponse first, Search("学区"));
  EXPECT_THAT(first.items(), SizeIs(1));
  EXPECT_THAT(first.accounts(), SizeIs(20));
  ASSERT_OK_AND_ASSIGN(const pv1::SearchPortalResponse second, Search("学区", first.next_page_token()));
  EXPECT_THAT(second.accounts(), IsEmpty());
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(PortalViewsTest, AQueryThatAServiceRefusesIsRefused) {
  conduct_.Tell("items", Conduct::kRefuse);
  EXPECT_THAT(Search("，。"), HasReason("BAD_REQUEST"));
}

TEST_F(PortalViewsTest, WhoAsksTheWrongOrganIsShownTheRightOne) {
  for (const char* item : {"1", "2"}) Suggest(kDistrict, item, 80, "organs/330108-mzj");
  const pv1::SuggestBeforeFilingResponse found = Suggestions(kOrgan);
  EXPECT_THAT(ItemsOf(found), ElementsAre("1", "2"));
  EXPECT_EQ(found.other_organ(), "organs/330108-mzj");
  EXPECT_NE(found.other_organ_title(), "");
  EXPECT_EQ(Suggestions("organs/330108-mzj").other_organ(), "");
}

TEST_F(PortalViewsTest, SuggestionsOfTheOrgansOwnDivisionComeFirstAndOthersOnlyIfTheyAreBetter) {
  Suggest(kStreet, "better", 95);
  Suggest(kDistrict, "own", 80);
  Suggest(kStreet, "the same of a street", 80);
  Suggest(kDistrict, "own too", 50);
  EXPECT_THAT(ItemsOf(Suggestions(kOrgan)), ElementsAre("own", "own too", "better"));
}

TEST_F(PortalViewsTest, AStreetIsShownItsOwnAndTheDistrictsSuggestionsAndNotThoseOfOtherStreets) {
  Suggest(kOtherStreet, "of another street", 95);
  Suggest(kDistrict, "of the district", 90);
  Suggest(kStreet, "own", 60);
  EXPECT_THAT(ItemsOf(Suggestions(kStreetOrgan)), ElementsAre("own", "of the district"));
}

TEST_F(PortalViewsTest, WhatOnlyAStreetHasIsSuggestedStillAndNeverMoreThanFive) {
  for (int i = 0; i < 5; ++i) Suggest(kStreet, absl::StrCat(i), 70 - i);
  EXPECT_THAT(Suggestions(kOrgan).suggestions(), SizeIs(5));
  Suggest(kDistrict, "own", 40);
  EXPECT_THAT(ItemsOf(Suggestions(kOrgan)), ElementsAre("own", "0", "1", "2", "3"));
}

TEST_F(PortalViewsTest, SuggestionsThatAreNotToBeHadAreNamedOnce) {
  Suggest(kDistrict, "own", 80);
  conduct_.Tell("suggestions of all", Conduct::kFail);
  EXPECT_THAT(ItemsOf(Suggestions(kOrgan)), ElementsAre("own"));
  EXPECT_THAT(Missing(Suggestions(kOrgan)), ElementsAre("suggestions UNAVAILABLE"));
  conduct_.Tell("suggestions of its own", Conduct::kFail);
  EXPECT_THAT(Missing(Suggestions(kOrgan)), ElementsAre("suggestions UNAVAILABLE"));
}

TEST_F(PortalViewsTest, StatisticsAddUpTheDivisionAndThoseBelowIt) {
  pv1::GetStatisticsRequest request;
  request.set_name("divisions/330108/statistics/2026");
  ASSERT_OK_AND_ASSIGN(const pv1::Statistics statistics, Ask(&pv1::PortalService::Stub::GetStatistics, request));
  ASSERT_THAT(statistics.published(), SizeIs(4));
  EXPECT_EQ(statistics.published(0).catalogues(), 26);
  EXPECT_EQ(statistics.requests().received(), 455);
  EXPECT_EQ(statistics.avoided().year(), 2026);
  for (const char* bad : {"divisions/330108/statistics/2027", "divisions/330108/statistics/26", "divisions/330108"}) {
    request.set_name(bad);
    EXPECT_THAT(Ask(&pv1::PortalService::Stub::GetStatistics, request), HasReason("BAD_REQUEST")) << bad;
  }
}

}  // namespace
}  // namespace disclosure::gateway
