// Watchers of a public feed: many at the gateway, one at the service.
#include "gateway/transcode/shared_feeds.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/rpc/status.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "gateway/transcode/fake_exchange.h"
#include "gateway/transcode/transcoder.h"
#include "grpcpp/server_builder.h"

namespace disclosure::gateway {
namespace {

namespace v1 = catalog::v1;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

// A feed as event_hub.h has it: what is there, then what happens; tokens are positions.
class FakeFeed final : public v1::CatalogService::Service {
 public:
  grpc::Status WatchCatalogues(grpc::ServerContext* context, const v1::WatchCataloguesRequest* request,
                               grpc::ServerWriter<v1::WatchCataloguesResponse>* writer) override {
    std::unique_lock lock(mutex_);
    ++watches_;
    ++at_once_;
    size_t at = events_.size();
    if (request->resume_token().empty()) {
      v1::WatchCataloguesResponse snapshot;
      snapshot.add_changes()->mutable_changed()->set_name("everything");
      snapshot.set_resume_token(absl::StrCat(at));
      snapshot.set_current(true);
      writer->Write(snapshot);
    } else if (!absl::SimpleAtoi(request->resume_token(), &at) || at > events_.size()) {
      --at_once_;
      return ToGrpc(error::Make(absl::StatusCode::kFailedPrecondition, "too old", {.reason = "RESUME_TOKEN_EXPIRED"}));
    }
    const int generation = generation_;
    changed_.notify_all();
    while (!context->IsCancelled() && generation == generation_) {
      for (; at < events_.size(); ++at) {
        v1::WatchCataloguesResponse message;
        message.add_changes()->mutable_changed()->set_name(events_[at]);
        message.set_resume_token(absl::StrCat(at + 1));
        message.set_current(true);
        writer->Write(message);
      }
      changed_.wait_for(lock, std::chrono::milliseconds(5));
    }
    --at_once_;
    changed_.notify_all();
    return end_;
  }

  void Happen(const std::string& what) {
    std::lock_guard lock(mutex_);
    events_.push_back(what);
    changed_.notify_all();
  }
  void EndAll(grpc::Status end) {
    std::lock_guard lock(mutex_);
    end_ = std::move(end);
    ++generation_;
    changed_.notify_all();
  }
  // Waits until `count` watches are under way.
  bool Reaches(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return at_once_ == count; });
  }
  int watches() {
    std::lock_guard lock(mutex_);
    return watches_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> events_;
  int watches_ = 0;
  int at_once_ = 0;
  int generation_ = 0;
  grpc::Status end_;
};

class SharedFeedsTest : public ::testing::Test {
 protected:
  SharedFeedsTest() { Make({}); }
  ~SharedFeedsTest() override {
    transcoder_.reset();
    server_->Shutdown(std::chrono::system_clock::now());
  }

  void Make(SharedFeeds::Options options) {
    if (server_ == nullptr) {
      grpc::ServerBuilder builder;
      builder.RegisterService(&feed_);
      server_ = builder.BuildAndStart();
    }
    transcoder_.reset();
    auto transcoder = Transcoder::Create(
        {{v1::CatalogService::service_full_name(), server_->InProcessChannel({})}},
        [](const Request& request) {
          type::v1::Caller caller;
          caller.set_kind(request.Header("authorization").empty() ? type::v1::Caller::ANONYMOUS : type::v1::Caller::OFFICER);
          return caller;
        },
        nullptr, options);
    EXPECT_OK(transcoder);
    transcoder_ = *std::move(transcoder);
  }

  std::shared_ptr<FakeExchange> Watch(Headers headers = {}) {
    auto exchange = std::make_shared<FakeExchange>();
    auto request = std::make_shared<Request>();
    request->method = "GET";
    request->path = "/v1/catalogues:watch";
    request->headers = std::move(headers);
    transcoder_->Handle(request, exchange);
    return exchange;
  }
  static bool Until(const std::function<bool()>& holds) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (!holds() && absl::Now() < end) std::this_thread::yield();
    return holds();
  }
  static bool Gets(const FakeExchange& watcher, const std::string& what) {
    return Until([&] { return watcher.Sent().find(what) != std::string::npos; });
  }

  FakeFeed feed_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Transcoder> transcoder_;
};

TEST_F(SharedFeedsTest, ManyWatchersAreOneAtTheService) {
  std::vector<std::shared_ptr<FakeExchange>> watchers;
  for (int i = 0; i < 50; ++i) {
    watchers.push_back(Watch());
    ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == watchers.size(); })) << i;
  }
  EXPECT_TRUE(feed_.Reaches(1)) << "the watches of their own have ended";
  feed_.Happen("first");
  feed_.Happen("second");
  for (const auto& watcher : watchers) {
    ASSERT_TRUE(Gets(*watcher, "second"));
    const std::string text = watcher->Sent();
    EXPECT_LT(text.find("everything"), text.find("first"));
    EXPECT_LT(text.find("first"), text.find("second"));
    EXPECT_EQ(text.find("\"first\""), text.rfind("\"first\"")) << "each event once";
    EXPECT_THAT(text, HasSubstr("id: 1\ndata: "));
    EXPECT_THAT(text, HasSubstr("id: 2\ndata: "));
  }
}

TEST_F(SharedFeedsTest, WhoComesBackGetsWhatHeMissedWithoutAskingTheService) {
  const auto first = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 1; }));
  for (const char* event : {"a", "b", "c"}) feed_.Happen(event);
  ASSERT_TRUE(Gets(*first, "\"c\""));
  const int watches = feed_.watches();
  const auto back = Watch({{"last-event-id", "1"}});
  ASSERT_TRUE(Gets(*back, "\"c\""));
  EXPECT_EQ(back->status(), 200);
  EXPECT_EQ(back->Header("content-type"), "text/event-stream; charset=utf-8");
  EXPECT_THAT(back->Sent(), Not(HasSubstr("\"a\"")));
  EXPECT_THAT(back->Sent(), HasSubstr("\"b\""));
  EXPECT_THAT(back->Sent(), Not(HasSubstr("everything")));
  EXPECT_EQ(feed_.watches(), watches);
}

TEST_F(SharedFeedsTest, WhatIsNoLongerRememberedComesFromTheService) {
  Make({.remembered = 2});
  const auto first = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 1; }));
  for (const char* event : {"a", "b", "c", "d"}) feed_.Happen(event);
  ASSERT_TRUE(Gets(*first, "\"d\""));
  const auto back = Watch({{"last-event-id", "1"}});
  ASSERT_TRUE(Gets(*back, "\"d\""));
  EXPECT_THAT(back->Sent(), HasSubstr("\"b\""));
  EXPECT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 2; })) << "and then he shares";
  const auto lost = Watch({{"last-event-id", "99"}});
  ASSERT_TRUE(lost->Wait());
  EXPECT_EQ(lost->status(), 400);
  EXPECT_THAT(lost->Body(), HasSubstr("RESUME_TOKEN_EXPIRED"));
}

TEST_F(SharedFeedsTest, AServiceThatEndsTheWatchIsAskedAnewAndNobodyNotices) {
  const auto watcher = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 1; }));
  ASSERT_TRUE(feed_.Reaches(1));
  for (const grpc::Status& end : {grpc::Status::OK, grpc::Status(grpc::StatusCode::UNAVAILABLE, "restarts")}) {
    const int before = feed_.watches();
    feed_.EndAll(end);
    ASSERT_TRUE(Until([&] { return feed_.watches() > before; }));
    feed_.Happen(absl::StrCat("after-", end.error_code()));
    EXPECT_TRUE(Gets(*watcher, absl::StrCat("after-", end.error_code())));
  }
  EXPECT_THAT(watcher->Sent(), Not(HasSubstr("failure")));
}

TEST_F(SharedFeedsTest, AFeedThatCannotGoOnEndsForAllWithTheReason) {
  const auto one = Watch(), two = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 2; }));
  ASSERT_TRUE(feed_.Reaches(1));
  feed_.EndAll(ToGrpc(error::Make(absl::StatusCode::kFailedPrecondition, "too old", {.reason = "RESUME_TOKEN_EXPIRED"})));
  for (const auto& watcher : {one, two}) {
    ASSERT_TRUE(watcher->Wait());
    EXPECT_THAT(watcher->Body(), HasSubstr("event: failure\ndata: "));
    EXPECT_THAT(watcher->Body(), HasSubstr("RESUME_TOKEN_EXPIRED"));
  }
  EXPECT_EQ(transcoder_->feeds().feeds(), 0u);
}

TEST_F(SharedFeedsTest, AnIdleFeedBeatsAndOneWithoutWatchersEnds) {
  Make({.heartbeat = absl::Milliseconds(20)});
  const auto watcher = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 1; }));
  EXPECT_TRUE(Gets(*watcher, ":\n\n:\n\n"));
  watcher->GoAway();
  ASSERT_TRUE(watcher->Wait());
  EXPECT_TRUE(Until([&] { return transcoder_->feeds().feeds() == 0; }));
  EXPECT_TRUE(feed_.Reaches(0)) << "the service is no longer watched";
}

TEST_F(SharedFeedsTest, WhoDoesNotReadIsDroppedAndTheOthersGoOn) {
  const auto slow = Watch(), reader = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 2; }));
  slow->StopReadingAfter(1);
  feed_.Happen("one");
  ASSERT_TRUE(slow->Wait());
  feed_.Happen("two");
  EXPECT_TRUE(Gets(*reader, "\"two\""));
  EXPECT_EQ(transcoder_->feeds().watchers(), 1u);
}

TEST_F(SharedFeedsTest, OfficersAndReadersOfLinesKeepAWatchOfTheirOwn) {
  const auto officer = Watch({{"authorization", "Bearer x"}});
  const auto lines = Watch({{"accept", "application/x-ndjson"}});
  ASSERT_TRUE(Gets(*officer, "everything"));
  ASSERT_TRUE(Gets(*lines, "everything"));
  feed_.Happen("one");
  ASSERT_TRUE(Gets(*officer, "\"one\""));
  ASSERT_TRUE(Gets(*lines, "\"one\""));
  EXPECT_EQ(transcoder_->feeds().watchers(), 0u);
  EXPECT_TRUE(feed_.Reaches(2));
  officer->GoAway();
  lines->GoAway();
}

TEST_F(SharedFeedsTest, StoppingEndsTheStreams) {
  const auto watcher = Watch();
  ASSERT_TRUE(Until([&] { return transcoder_->feeds().watchers() == 1; }));
  transcoder_.reset();
  EXPECT_TRUE(watcher->Wait());
}

}  // namespace
}  // namespace disclosure::gateway
