// Watching an organ's requests, over the wire.
#include "request-service/api/service_fixture.h"

namespace disclosure::request {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;

class WatchTest : public ServiceTest {
 protected:
  struct Stream {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<v1::WatchRequestsResponse>> reader;

    v1::WatchRequestsResponse Next() {
      v1::WatchRequestsResponse message;
      EXPECT_TRUE(reader->Read(&message));
      return message;
    }
    // Past heartbeats.
    v1::RequestChange NextChange() {
      for (int i = 0; i < 10; ++i) {
        if (const v1::WatchRequestsResponse message = Next(); message.changes_size() > 0) return message.changes(0);
      }
      return {};
    }
    absl::Status End() {
      v1::WatchRequestsResponse message;
      while (reader->Read(&message)) continue;
      return FromGrpc(reader->Finish());
    }
    ~Stream() { context.TryCancel(); }
  };

  std::unique_ptr<Stream> Watch(const Caller& caller, const std::string& token = "", const std::string& parent = "organs/330108-jyj") {
    return Watch(*stub_, caller, token, parent);
  }
  static std::unique_ptr<Stream> Watch(Stub& stub, const Caller& caller, const std::string& token, const std::string& parent) {
    auto stream = std::make_unique<Stream>();
    stream->context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    if (caller.kind != CallerKind::kAnonymous) stream->context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
    v1::WatchRequestsRequest request;
    request.set_parent(parent);
    request.set_resume_token(token);
    stream->reader = stub.WatchRequests(&stream->context, request);
    return stream;
  }
};

TEST_F(WatchTest, WhatHappensIsToldInOrderWithoutPersonalData) {
  const auto stream = Watch(handler_);
  const v1::WatchRequestsResponse first = stream->Next();
  EXPECT_TRUE(first.current());
  EXPECT_EQ(first.changes_size(), 0);
  EXPECT_FALSE(first.resume_token().empty());
  const v1::Request request = Received();
  const v1::WatchRequestsResponse filed = stream->Next();
  ASSERT_EQ(filed.changes_size(), 1);
  EXPECT_EQ(filed.changes(0).request(), request.name());
  EXPECT_EQ(filed.changes(0).kind(), "filed");
  EXPECT_EQ(filed.changes(0).label(), "提交申请");
  EXPECT_EQ(filed.DebugString().find("3301081900"), std::string::npos);
  v1::ExtendPeriodRequest extend;
  extend.set_working_days(20);
  extend.set_reason("需要查阅历史档案");
  ASSERT_OK(Act(approver_, request, extend, &Stub::ExtendPeriod).status());
  EXPECT_EQ(stream->NextChange().kind(), "extended");
}

TEST_F(WatchTest, AnOtherOrgansChangesAreNotTold) {
  const auto stream = Watch(stranger_, "", "organs/330108-tjj");
  stream->Next();
  Received();
  v1::FileRequestRequest theirs = NewFiling();
  theirs.set_parent("organs/330108-tjj");
  ASSERT_OK(Call(Caller{}, theirs, &Stub::FileRequest).status());
  EXPECT_EQ(stream->NextChange().request(), "organs/330108-tjj/requests/2026-1");
}

TEST_F(WatchTest, ATokenGoesOnWhereItWasLeftAtAnyReplica) {
  Received();
  std::string token;
  {
    const auto stream = Watch(handler_);
    token = stream->Next().resume_token();
  }
  const v1::Request missed = Received();
  EXPECT_EQ(Watch(handler_, token)->NextChange().request(), missed.name());
  // A second process on the same database.
  RequestFeeds feeds(*database_, absl::Milliseconds(20));
  const auto service = NewService(*runner_, *backend_, feeds, *consultation_feeds_);
  ASSERT_OK_AND_ASSIGN(const auto server, RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, service.get(), "replica"));
  const auto stub = v1::RequestService::NewStub(server->InProcessChannel());
  {
    const auto stream = Watch(*stub, handler_, token, "organs/330108-jyj");
    EXPECT_EQ(stream->NextChange().request(), missed.name());
    const v1::Request later = Received();
    EXPECT_EQ(stream->NextChange().request(), later.name()) << "filed at the first, told by the second";
  }
  feeds.CloseAll();
  server->Stop(absl::Seconds(5));
}

TEST_F(WatchTest, ATokenThatIsTooOldOrNoneIsRefused) {
  Received();
  const std::string token = Watch(handler_)->Next().resume_token();
  EXPECT_THAT(Watch(handler_, "nonsense")->End(), HasReason("RESUME_TOKEN_EXPIRED"));
  EXPECT_THAT(Watch(handler_, "1.1")->End(), HasReason("RESUME_TOKEN_EXPIRED"));
  EXPECT_THAT(Watch(handler_, token + "0")->End(), HasReason("RESUME_TOKEN_EXPIRED")) << "ahead of the feed";
}

TEST_F(WatchTest, WhoMayNotListMayNotWatch) {
  EXPECT_THAT(Watch(stranger_)->End(), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(Watch(Caller{})->End(), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(Watch(supervisor_, "", "divisions/330108")->End(), HasReason("BAD_REQUEST"));
  EXPECT_THAT(Watch(supervisor_, "", "organs/330108-none")->End(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_TRUE(Watch(supervisor_)->Next().current());
}

}  // namespace
}  // namespace disclosure::request
