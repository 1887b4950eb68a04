#include "gateway/compose/published_feed.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/rpc/json.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "grpcpp/grpcpp.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::catalog::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// catalog-service as the feed sees it. A test publishes; watchers get what they have not had.
class FakeCatalog final : public v1::CatalogService::Service {
 public:
  grpc::Status ListDivisions(grpc::ServerContext*, const v1::ListDivisionsRequest*, v1::ListDivisionsResponse* response) override {
    response->add_divisions()->set_name("divisions/330108");
    return grpc::Status::OK;
  }
  grpc::Status ListDomains(grpc::ServerContext*, const v1::ListDomainsRequest*, v1::ListDomainsResponse* response) override {
    response->add_domains()->set_name("domains/03");
    return grpc::Status::OK;
  }
  grpc::Status ListOrgans(grpc::ServerContext*, const v1::ListOrgansRequest* request, v1::ListOrgansResponse* response) override {
    std::lock_guard lock(mutex_);
    // Two pages.
    response->add_organs()->set_name(request->page_token().empty() ? "organs/a" : organ_);
    if (request->page_token().empty()) response->set_next_page_token("2");
    return grpc::Status::OK;
  }
  grpc::Status GetPublishedAnswer(grpc::ServerContext*, const v1::GetPublishedAnswerRequest* request, v1::PublishedAnswer* answer) override {
    if (request->name().find("/editions/") == std::string::npos) return ToGrpc(error::NotFound(request->name()));
    v1::Edition edition;
    edition.set_name(request->name());
    edition.set_state(v1::Edition::PUBLISHED);
    edition.add_items()->set_level_one("政策文件");
    answer->set_json(PrintPublishedJson(edition));
    return grpc::Status::OK;
  }
  grpc::Status WatchCatalogues(grpc::ServerContext* context, const v1::WatchCataloguesRequest* request,
                               grpc::ServerWriter<v1::WatchCataloguesResponse>* writer) override {
    std::unique_lock lock(mutex_);
    tokens_.push_back(request->resume_token());
    changed_.notify_all();
    if (request->resume_token() == "forgotten") {
      return ToGrpc(error::Make(absl::StatusCode::kFailedPrecondition, "old", {.reason = "RESUME_TOKEN_EXPIRED"}));
    }
    const int round = round_;
    while (!context->IsCancelled() && round == round_) {
      if (!messages_.empty()) {
        writer->Write(messages_.front());
        messages_.pop_front();
      }
      changed_.wait_for(lock, std::chrono::milliseconds(5));
    }
    return grpc::Status::OK;
  }

  void Send(v1::WatchCataloguesResponse message) {
    std::lock_guard lock(mutex_);
    messages_.push_back(std::move(message));
    changed_.notify_all();
  }
  void EndWatches() {
    std::lock_guard lock(mutex_);
    ++round_;
    changed_.notify_all();
  }
  void SetOrgan(const std::string& name) {
    std::lock_guard lock(mutex_);
    organ_ = name;
  }
  std::vector<std::string> TokensAfter(size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(20), [&] { return tokens_.size() >= count; });
    return tokens_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<v1::WatchCataloguesResponse> messages_;
  std::vector<std::string> tokens_;
  std::string organ_ = "organs/b";
  int round_ = 0;
};

v1::WatchCataloguesResponse Message(const std::string& token, const std::map<std::string, int>& editions, bool current = true) {
  v1::WatchCataloguesResponse message;
  message.set_resume_token(token);
  message.set_current(current);
  for (const auto& [domain, edition] : editions) {
    auto* change = message.add_changes();
    const std::string name = "divisions/330108/catalogues/" + domain;
    if (edition == 0) {
      change->set_removed(name);
      continue;
    }
    change->mutable_changed()->set_name(name);
    change->mutable_changed()->set_domain(domain);
    change->mutable_changed()->set_edition(edition);
  }
  return message;
}

class Feed : public ::testing::Test {
 protected:
  Feed() { Start(); }
  ~Feed() override {
    feed_ = nullptr;
    server_->Shutdown();
  }

  void Start() {
    grpc::ServerBuilder builder;
    builder.RegisterService(&catalog_);
    server_ = builder.BuildAndStart();
    channel_ = server_->InProcessChannel({});
    feed_ = std::make_unique<PublishedFeed>(channel_, &state_);
  }
  std::string Body(const std::string& path) const {
    const auto answer = answers_.Find(path);
    if (answer == nullptr) return "";
    const auto& variant = answer->Choose("");
    return variant.message.substr(variant.head_size);
  }
  // Waits for what another thread does; a minute means never.
  template <typename Condition>
  bool Eventually(Condition condition) const {
    const absl::Time never = absl::Now() + absl::Minutes(1);
    while (!condition()) {
      if (absl::Now() > never) return false;
      std::this_thread::yield();
    }
    return true;
  }

  const std::string kPage = "/v1/divisions/330108/catalogues/03";
  const std::string kList = "/v1/divisions/330108/catalogues";
  FakeClock clock_;
  FakeCatalog catalog_;
  PublishedAnswers answers_;
  SnapshotHolder snapshots_;
  PublishedState state_{&answers_, &snapshots_, &clock_};
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<PublishedFeed> feed_;
};

TEST_F(Feed, ShowsEverythingInForceAtOnce) {
  catalog_.Send(Message("", {{"03", 1}}, /*current=*/false));
  catalog_.Send(Message("t1", {{"04", 2}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  EXPECT_THAT(Body(kPage), HasSubstr("\"name\":\"divisions/330108/catalogues/03/editions/1\""));
  EXPECT_THAT(Body("/v1/divisions/330108/catalogues/04"), HasSubstr("editions/2"));
  EXPECT_THAT(Body(kList), HasSubstr("\"nextPageToken\":\"\""));
  EXPECT_EQ(snapshots_.Get()->editions.at("divisions/330108/catalogues/03")->Whole()->items(0).level_one(), "政策文件");
}

TEST_F(Feed, HoldsTheDirectoryToItsLastPage) {
  ASSERT_TRUE(Eventually([&] { return Body("/v1/organs") != ""; }));
  EXPECT_THAT(Body("/v1/organs"), HasSubstr("{\"organs\":[{\"name\":\"organs/a\"")) << "as a reader without parameters gets it";
  EXPECT_THAT(Body("/v1/organs"), HasSubstr("\"nextPageToken\":\"2\""));
  EXPECT_EQ(snapshots_.Get()->organs.size(), 2u);
  EXPECT_THAT(Body("/v1/organs/b"), HasSubstr("organs/b"));
  EXPECT_THAT(Body("/v1/divisions"), HasSubstr("divisions/330108"));
  EXPECT_THAT(Body("/v1/domains/03"), HasSubstr("domains/03"));
}

TEST_F(Feed, APublicationReplacesPageAndListTogether) {
  catalog_.Send(Message("t1", {{"03", 1}, {"04", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  catalog_.Send(Message("t2", {{"03", 2}, {"04", 0}}));
  ASSERT_TRUE(Eventually([&] { return Body(kPage).find("editions/2") != std::string::npos; }));
  EXPECT_THAT(Body(kList), HasSubstr("\"edition\":2"));
  EXPECT_EQ(Body(kList).find("catalogues/04"), std::string::npos);
  EXPECT_EQ(Body("/v1/divisions/330108/catalogues/04"), "");
}

TEST_F(Feed, ResumesWhereItWas) {
  catalog_.Send(Message("t1", {{"03", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  catalog_.EndWatches();
  EXPECT_THAT(catalog_.TokensAfter(2), ElementsAre("", "t1"));
  EXPECT_NE(Body(kPage), "");
}

TEST_F(Feed, StartsAgainWhereItsTokenIsForgotten) {
  catalog_.Send(Message("forgotten", {{"03", 1}, {"04", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  catalog_.EndWatches();
  EXPECT_THAT(catalog_.TokensAfter(3), ElementsAre("", "forgotten", ""));
  catalog_.Send(Message("t5", {{"03", 5}}));
  ASSERT_TRUE(Eventually([&] { return Body(kPage).find("editions/5") != std::string::npos; }));
  EXPECT_EQ(Body("/v1/divisions/330108/catalogues/04"), "") << "withdrawn while nobody watched";
}

TEST_F(Feed, ServesOnWhileCatalogServiceIsAway) {
  catalog_.Send(Message("t1", {{"03", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  server_->Shutdown(std::chrono::system_clock::now());
  EXPECT_THAT(Body(kPage), HasSubstr("editions/1"));
  EXPECT_EQ(snapshots_.Get()->editions.size(), 1u);
}

TEST_F(Feed, AnEmptyGroupBringsTheDirectoryUpToDate) {
  catalog_.Send(Message("t1", {{"03", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  catalog_.SetOrgan("organs/new");
  catalog_.Send(Message("t2", {}));
  EXPECT_TRUE(Eventually([&] { return Body("/v1/organs/new") != ""; }));
  EXPECT_EQ(Body("/v1/organs/b"), "");
}

TEST_F(Feed, AGroupThatChangesTheDirectoryAndAnEditionBringsBoth) {
  catalog_.Send(Message("t1", {{"03", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  catalog_.SetOrgan("organs/new");
  auto message = Message("t2", {{"03", 2}});
  message.set_directory_changed(true);
  catalog_.Send(std::move(message));
  ASSERT_TRUE(Eventually([&] { return Body(kPage).find("editions/2") != std::string::npos; }));
  EXPECT_NE(Body("/v1/organs/new"), "");
  EXPECT_EQ(Body("/v1/organs/b"), "");
}

TEST_F(Feed, WhoWritesTheDirectoryReadsItFromTheService) {
  catalog_.Send(Message("t1", {{"03", 1}}));
  ASSERT_TRUE(Eventually([&] { return feed_->filled(); }));
  state_.DirectoryWritten();
  EXPECT_EQ(Body("/v1/organs"), "");
  catalog_.SetOrgan("organs/new");
  catalog_.Send(Message("t2", {}));
  ASSERT_TRUE(Eventually([&] { return snapshots_.Get()->organs.count("organs/new") == 1; }));
  EXPECT_EQ(Body("/v1/organs"), "") << "this may have been read before the write";
  clock_.Advance(absl::Seconds(2));
  catalog_.Send(Message("t3", {}));
  EXPECT_TRUE(Eventually([&] { return Body("/v1/organs") != ""; }));
}

}  // namespace
}  // namespace disclosure::gateway
