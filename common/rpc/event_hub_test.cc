#include "common/rpc/event_hub.h"

#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "grpcpp/server_builder.h"

namespace disclosure {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using catalog::v1::WatchCataloguesRequest;
using Group = catalog::v1::WatchCataloguesResponse;
using Hub = EventHub<Group>;

// One method by callback: all of them would take the compiler a minute.
class Service final : public catalog::v1::CatalogService::WithCallbackMethod_WatchCatalogues<catalog::v1::CatalogService::Service> {
 public:
  explicit Service(Hub& hub) : hub_(hub) {}
  grpc::ServerWriteReactor<Group>* WatchCatalogues(grpc::CallbackServerContext* context, const WatchCataloguesRequest* request) override {
    return hub_.Watch(context, request->resume_token());
  }

 private:
  Hub& hub_;
};

Group Changed(const std::string& name) {
  Group group;
  group.add_changes()->mutable_changed()->set_name(name);
  return group;
}

class EventHubTest : public ::testing::Test {
 protected:
  void Start(EventHubOptions options = {}) {
    hub_.emplace(7, 100, options, [this] { return std::vector<Group>{Changed(state_)}; });
    service_.emplace(*hub_);
    grpc::ServerBuilder builder;
    builder.RegisterService(&*service_);
    server_ = builder.BuildAndStart();
    stub_ = catalog::v1::CatalogService::NewStub(server_->InProcessChannel({}));
  }
  void TearDown() override {
    hub_->CloseAll();
    server_->Shutdown();
    server_->Wait();
  }
  void Publish(int64_t seq, const std::string& state) {
    hub_->Publish(7, seq, Changed(state), [&] { state_ = state; });
  }
  std::unique_ptr<grpc::ClientReader<Group>> Watch(grpc::ClientContext& context, const std::string& token = "") {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
    WatchCataloguesRequest request;
    request.set_resume_token(token);
    return stub_->WatchCatalogues(&context, request);
  }

  std::string state_ = "first";
  std::optional<Hub> hub_;
  std::optional<Service> service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<catalog::v1::CatalogService::Stub> stub_;
};

TEST_F(EventHubTest, WhatIsKeptForResumingIsBoundedByItsMemoryToo) {
  Start({.remembered_bytes_max = 1 << 20});
  Publish(101, "small");
  Publish(102, std::string(2 << 20, 'x'));
  Publish(103, "small");
  grpc::ClientContext late;
  Group group;
  EXPECT_FALSE(Watch(late, "7.101")->Read(&group)) << "102 was too large to keep";
  grpc::ClientContext resumed;
  const auto reader = Watch(resumed, "7.102");
  ASSERT_TRUE(reader->Read(&group));
  EXPECT_EQ(group.resume_token(), "7.103");
  resumed.TryCancel();
  reader->Finish();
}

TEST_F(EventHubTest, AWatcherGetsTheSnapshotThenEveryGroupInOrder) {
  Start();
  grpc::ClientContext context;
  auto reader = Watch(context);
  Group group;
  ASSERT_TRUE(reader->Read(&group));
  EXPECT_EQ(group.changes(0).changed().name(), "first");
  EXPECT_EQ(group.resume_token(), "7.100");
  EXPECT_TRUE(group.current());
  for (int i = 1; i <= 50; ++i) Publish(100 + i, std::to_string(i));
  for (int i = 1; i <= 50; ++i) {
    ASSERT_TRUE(reader->Read(&group));
    EXPECT_EQ(group.changes(0).changed().name(), std::to_string(i));
  }
  context.TryCancel();
  reader->Finish();
}

TEST_F(EventHubTest, ATokenResumesWhereItLeftOffAndAForgottenOneIsRefused) {
  Start({.remembered_max = 3});
  for (int i = 1; i <= 5; ++i) Publish(100 + i, std::to_string(i));
  grpc::ClientContext context;
  auto reader = Watch(context, "7.103");
  Group group;
  ASSERT_TRUE(reader->Read(&group));
  EXPECT_EQ(group.resume_token(), "7.104");
  ASSERT_TRUE(reader->Read(&group));
  EXPECT_EQ(group.resume_token(), "7.105");
  context.TryCancel();
  reader->Finish();
  for (const char* token : {"7.101", "7.106", "8.105", "7", "x.y", "7.105.1"}) {
    grpc::ClientContext other;
    auto refused = Watch(other, token);
    EXPECT_FALSE(refused->Read(&group)) << token;
    EXPECT_THAT(FromGrpc(refused->Finish()), HasReason("RESUME_TOKEN_EXPIRED")) << token;
  }
}

TEST_F(EventHubTest, AReaderThatFallsBehindIsClosedAndOthersGoOn) {
  Start({.behind_max = 4});
  grpc::ClientContext slow_context, quick_context;
  auto slow = Watch(slow_context);
  auto quick = Watch(quick_context);
  Group group;
  ASSERT_TRUE(slow->Read(&group));
  ASSERT_TRUE(quick->Read(&group));
  // Larger than the transport's windows, so that writing to who does not read stops.
  const std::string large(1 << 20, 'x');
  for (int i = 1; i <= 12; ++i) {
    Publish(100 + i, large);
    ASSERT_TRUE(quick->Read(&group)) << i;
  }
  while (slow->Read(&group)) {
  }
  EXPECT_THAT(FromGrpc(slow->Finish()), HasReason("WATCHER_TOO_SLOW"));
  quick_context.TryCancel();
  quick->Finish();
}

TEST_F(EventHubTest, AReaderThatTakesNothingLosesItsPlace) {
  Start({.watchers_max = 1, .stalled = absl::Milliseconds(50)});
  grpc::ClientContext stalled_context;
  auto stalled = Watch(stalled_context);
  Group group;
  ASSERT_TRUE(stalled->Read(&group));
  for (int i = 1; i <= 4; ++i) Publish(100 + i, std::string(1 << 20, 'x'));
  // Not reading: the only place stays taken until it is taken away.
  while (true) {
    grpc::ClientContext context;
    auto next = Watch(context);
    if (next->Read(&group)) {
      context.TryCancel();
      next->Finish();
      break;
    }
    ASSERT_THAT(FromGrpc(next->Finish()), StatusIs(absl::StatusCode::kUnavailable));
  }
  while (stalled->Read(&group)) {
  }
  EXPECT_THAT(FromGrpc(stalled->Finish()), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(EventHubTest, AFeedThatGoesOnFromElsewhereTellsItsWatchersToStartAgain) {
  Start();
  grpc::ClientContext context;
  auto reader = Watch(context);
  Group group;
  ASSERT_TRUE(reader->Read(&group));
  const std::string token = group.resume_token();
  bool applied = false;
  hub_->Restart(8, 500, [&] { applied = true; });
  EXPECT_TRUE(applied);
  EXPECT_FALSE(reader->Read(&group));
  EXPECT_THAT(FromGrpc(reader->Finish()), HasReason("RESUME_TOKEN_EXPIRED"));
  grpc::ClientContext again;
  auto refused = Watch(again, token);
  EXPECT_FALSE(refused->Read(&group));
  EXPECT_THAT(FromGrpc(refused->Finish()), HasReason("RESUME_TOKEN_EXPIRED"));
}

TEST_F(EventHubTest, ClosingEndsTheStreamsAndTakesNoNewOnes) {
  Start();
  grpc::ClientContext context;
  auto reader = Watch(context);
  Group group;
  ASSERT_TRUE(reader->Read(&group));
  hub_->CloseAll();
  EXPECT_FALSE(reader->Read(&group));
  EXPECT_THAT(FromGrpc(reader->Finish()), StatusIs(absl::StatusCode::kUnavailable));
  grpc::ClientContext late;
  auto refused = Watch(late);
  EXPECT_FALSE(refused->Read(&group));
  EXPECT_THAT(FromGrpc(refused->Finish()), StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace disclosure
