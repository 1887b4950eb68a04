// The port for departments, over real connections.
#include <thread>

#include "gateway/proxy/grpc_port_fixture.h"
#include "google/protobuf/descriptor.pb.h"
#include "grpc/health/v1/health.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "grpcpp/impl/codegen/client_unary_call.h"

namespace disclosure::gateway {
namespace {

using ::disclosure::testing::HasReason;
using ::disclosure::testing::StatusIs;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
namespace v1alpha = ::grpc::reflection::v1alpha;

TEST_F(GrpcPortTest, AnswersErrorsAndTheirDetailsComeThroughAsTheyAre) {
  Serve();
  catalog::v1::Organ organ;
  EXPECT_OK(GetOrgan(Plain(), "organs/330108-jyj", {}, absl::Seconds(20), &organ));
  EXPECT_EQ(organ.name(), "organs/330108-jyj");
  EXPECT_EQ(organ.display_name().size(), 1'000'000u);
  const absl::Status missing = GetOrgan(Plain(), "organs/missing");
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_FALSE(error::Reason(missing).empty());
  const absl::Status bare = GetOrgan(Plain(), "organs/bare");
  EXPECT_THAT(bare, HasReason("BACKEND_FAILED"));
  EXPECT_THAT(std::string(bare.message()), Not(HasSubstr("10.0.0.1"))) << "what is inside stays inside";
}

TEST_F(GrpcPortTest, WhoCallsIsWhatWasVerifiedWhateverTheClientClaims) {
  Serve();
  type::v1::Caller claimed;
  claimed.set_kind(type::v1::Caller::OFFICER);
  claimed.set_subject("pretender");
  claimed.add_roles("operator");
  EXPECT_OK(GetOrgan(Plain(), "organs/a", {{kCallerMetadata, claimed.SerializeAsString()}, {"x-other", "1"}, {"x-request-id", "trace-1"}}));
  EXPECT_EQ(catalog_.came().caller.kind(), type::v1::Caller::ANONYMOUS);
  EXPECT_EQ(catalog_.came().metadata.count(kCallerMetadata), 1u);
  EXPECT_EQ(catalog_.came().metadata.count("x-other"), 0u) << "no other metadata goes on";
  EXPECT_EQ(catalog_.came().metadata.find(kTraceMetadata)->second, "trace-1");
  EXPECT_OK(GetOrgan(Plain(), "organs/a", {{"authorization", Token()}}));
  EXPECT_EQ(catalog_.came().caller.subject(), "officer-1");
  EXPECT_EQ(catalog_.came().caller.organ(), "330108-jyj");
  EXPECT_THAT(catalog_.came().caller.roles(), ElementsAre("clerk"));
  EXPECT_EQ(catalog_.came().metadata.count("authorization"), 0u) << "the token stays here";
  EXPECT_THAT(GetOrgan(Plain(), "organs/a", {{"authorization", "Bearer nonsense"}}), HasReason("TOKEN_MALFORMED"));
  EXPECT_THAT(GetOrgan(Plain(), "organs/a", {{"authorization", Token()}, {"authorization", Token()}}),
              StatusIs(absl::StatusCode::kUnauthenticated));
}

TEST_F(GrpcPortTest, ADepartmentIsKnownByItsCertificate) {
  MakeCertificates();
  EXPECT_OK(GetOrgan(Secure(""), "organs/a"));
  EXPECT_EQ(catalog_.came().caller.kind(), type::v1::Caller::ANONYMOUS);
  EXPECT_OK(GetOrgan(Secure("organ-330108-tjj"), "organs/a"));
  EXPECT_EQ(catalog_.came().caller.kind(), type::v1::Caller::PEER_ORGAN);
  EXPECT_EQ(catalog_.came().caller.organ(), "330108-tjj");
  EXPECT_OK(GetOrgan(Secure("ctl-approver"), "organs/a"));
  EXPECT_EQ(catalog_.came().caller.kind(), type::v1::Caller::JOB);
  EXPECT_OK(GetOrgan(Secure("organ-330108-tjj"), "organs/a", {{"authorization", Token()}}));
  EXPECT_EQ(catalog_.came().caller.subject(), "officer-1") << "an officer at the department's system";
  EXPECT_THAT(GetOrgan(Secure("organ-330108-tjj"), "organs/a", {{"authorization", "Bearer bad"}}),
              StatusIs(absl::StatusCode::kUnauthenticated)) << "a bad token is not made good by a certificate";
  EXPECT_THAT(GetOrgan(Secure("nobody"), "organs/a"), StatusIs(absl::StatusCode::kUnauthenticated));
  EXPECT_THAT(GetOrgan(Secure("gateway", "other"), "organs/a"), StatusIs(absl::StatusCode::kUnavailable)) << "another CA's";
  EXPECT_THAT(GetOrgan(Plain(), "organs/a"), StatusIs(absl::StatusCode::kUnavailable)) << "no plaintext";
}

TEST_F(GrpcPortTest, StreamsComeThroughWholeAndEndAsTheServiceEndsThem) {
  Serve();
  grpc::ClientContext context;
  catalog::v1::WatchCataloguesRequest request;
  request.set_resume_token("t");
  const auto stream = catalog::v1::CatalogService::NewStub(Plain())->WatchCatalogues(&context, request);
  catalog::v1::WatchCataloguesResponse message;
  int read = 0;
  while (stream->Read(&message)) EXPECT_EQ(message.resume_token(), absl::StrCat("t", read++));
  EXPECT_EQ(read, 100);
  const absl::Status end = FromGrpc(stream->Finish());
  EXPECT_THAT(end, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(error::GetInfo(end)->retry_after, absl::Seconds(5));
}

TEST_F(GrpcPortTest, AStreamWhoseClientGoesIsCancelledAtTheService) {
  Serve();
  grpc::ClientContext context;
  catalog::v1::WatchCataloguesRequest request;
  request.set_resume_token("endless");
  const auto stream = catalog::v1::CatalogService::NewStub(Plain())->WatchCatalogues(&context, request);
  catalog::v1::WatchCataloguesResponse message;
  ASSERT_TRUE(stream->Read(&message));
  context.TryCancel();
  while (stream->Read(&message)) continue;
  stream->Finish();
  EXPECT_TRUE(catalog_.WaitUntilCancelled());
}

TEST_F(GrpcPortTest, AStopSendsWatchersElsewhereAtOnceAndLetsCallsUnderWayEnd) {
  Serve();
  const auto channel = Plain();
  grpc::ClientContext watch, conversation;
  catalog::v1::WatchCataloguesRequest request;
  request.set_resume_token("endless");
  const auto stream = catalog::v1::CatalogService::NewStub(channel)->WatchCatalogues(&watch, request);
  catalog::v1::WatchCataloguesResponse message;
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(stream->Read(&message));
  const auto reflection = v1alpha::ServerReflection::NewStub(channel)->ServerReflectionInfo(&conversation);
  v1alpha::ServerReflectionRequest question;
  question.set_list_services("");
  ASSERT_TRUE(reflection->Write(question));
  v1alpha::ServerReflectionResponse answer;
  ASSERT_TRUE(reflection->Read(&answer));
  absl::Status held;
  std::thread call([&] { held = GetOrgan(channel, "organs/held"); });
  ASSERT_TRUE(catalog_.asked.WaitForNotificationWithTimeout(absl::Seconds(20)));
  std::thread stop([&] { port_->Stop(absl::Hours(1)); });
  EXPECT_FALSE(stream->Read(&message));
  const absl::Status sent_away = FromGrpc(stream->Finish());
  EXPECT_THAT(sent_away, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_THAT(sent_away, HasReason("STOPPING"));
  EXPECT_EQ(error::GetInfo(sent_away)->retry_after, absl::Seconds(1));
  EXPECT_THAT(GetOrgan(channel, "organs/a"), HasReason("STOPPING")) << "a call that comes now";
  catalog_.answers.Notify();
  call.join();
  EXPECT_OK(held);
  stop.join();  // at once, though a conversation with reflection is open
  reflection->Finish();
}

TEST_F(GrpcPortTest, DeadlinesGoOnAndEndTheCallAtTheServiceToo) {
  Serve();
  EXPECT_OK(GetOrgan(Plain(), "organs/a", {}, absl::Seconds(7)));
  EXPECT_LT(catalog_.came().left, absl::Seconds(8)) << "on the wire it is rounded up";
  EXPECT_GT(catalog_.came().left, absl::Seconds(5));
  EXPECT_OK(GetOrgan(Plain(), "organs/a", {}, absl::Hours(1)));
  EXPECT_LT(catalog_.came().left, absl::Seconds(31)) << "as over HTTP";
  EXPECT_THAT(GetOrgan(Plain(), "organs/slow", {}, absl::Milliseconds(200)), StatusIs(absl::StatusCode::kDeadlineExceeded));
  EXPECT_TRUE(catalog_.WaitUntilCancelled());
}

TEST_F(GrpcPortTest, TheNthCallPassesAndTheNextIsToldWhen) {
  Serve();
  const auto channel = Plain();
  for (int i = 0; i < 40; ++i) ASSERT_OK(GetOrgan(channel, "organs/a"));
  const absl::Status refused = GetOrgan(channel, "organs/a");
  EXPECT_THAT(refused, HasReason("RATE_LIMITED"));
  EXPECT_EQ(error::GetInfo(refused)->retry_after, absl::Seconds(1));
  EXPECT_OK(GetOrgan(channel, "organs/a", {{"authorization", Token()}})) << "an officer has a bucket of his own";
}

TEST_F(GrpcPortTest, GuessingIsSlowedHereToo) {
  Serve();
  const auto stub = request::v1::RequestService::NewStub(Plain());
  std::vector<std::string> reasons;
  for (int i = 0; i < 6; ++i) {
    grpc::ClientContext context;
    request::v1::TrackRequestRequest request;
    request.set_number(absl::StrCat("n", i));
    request.set_access_code("guess");
    request::v1::TrackRequestResponse response;
    reasons.push_back(error::Reason(FromGrpc(stub->TrackRequest(&context, request, &response))));
  }
  EXPECT_EQ(reasons[4], "NO_SUCH_REQUEST");
  EXPECT_EQ(reasons[5], "TOO_MANY_ATTEMPTS");
}

TEST_F(GrpcPortTest, WhatIsNoMethodIsSaidByName) {
  Serve();
  grpc::ClientContext context;
  const grpc::internal::RpcMethod method("/disclosure.catalog.v1.CatalogService/Nothing", grpc::internal::RpcMethod::NORMAL_RPC);
  catalog::v1::GetOrganRequest request;
  catalog::v1::Organ response;
  const grpc::Status status =
      grpc::internal::BlockingUnaryCall<catalog::v1::GetOrganRequest, catalog::v1::Organ>(Plain().get(), method, &context, request, &response);
  EXPECT_THAT(FromGrpc(status), HasReason("NO_SUCH_METHOD"));
}

TEST_F(GrpcPortTest, ListsItsServicesByReflectionAndIsHealthy) {
  Serve();
  const auto channel = Plain();
  grpc::ClientContext context;
  const auto conversation = v1alpha::ServerReflection::NewStub(channel)->ServerReflectionInfo(&context);
  v1alpha::ServerReflectionRequest question;
  question.set_list_services("");
  ASSERT_TRUE(conversation->Write(question));
  v1alpha::ServerReflectionResponse answer;
  ASSERT_TRUE(conversation->Read(&answer));
  std::vector<std::string> names;
  for (const auto& service : answer.list_services_response().service()) names.push_back(service.name());
  EXPECT_THAT(names, Contains("disclosure.catalog.v1.CatalogService"));
  question.set_file_containing_symbol("disclosure.catalog.v1.CatalogService");
  ASSERT_TRUE(conversation->Write(question));
  ASSERT_TRUE(conversation->Read(&answer));
  EXPECT_GT(answer.file_descriptor_response().file_descriptor_proto_size(), 3);
  // In this process there are its descriptors too, but the port does not serve it.
  question.set_file_containing_symbol("disclosure.request.v1.RequestService");
  ASSERT_TRUE(conversation->Write(question));
  ASSERT_TRUE(conversation->Read(&answer));
  EXPECT_EQ(answer.error_response().error_code(), grpc::StatusCode::NOT_FOUND);
  conversation->WritesDone();
  EXPECT_TRUE(conversation->Finish().ok());
  for (const std::string service : {"", "disclosure.catalog.v1.CatalogService"}) {
    grpc::ClientContext check_context;
    grpc::health::v1::HealthCheckRequest request;
    request.set_service(service);
    grpc::health::v1::HealthCheckResponse response;
    const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
    const grpc::Status status = grpc::internal::BlockingUnaryCall<grpc::health::v1::HealthCheckRequest, grpc::health::v1::HealthCheckResponse>(
        channel.get(), check, &check_context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING) << service;
  }
}

TEST_F(GrpcPortTest, AnybodyReadsTheContractButNoOftenerThanHeMayCall) {
  Serve();
  const auto channel = Plain();
  grpc::ClientContext context;
  const auto conversation = v1alpha::ServerReflection::NewStub(channel)->ServerReflectionInfo(&context);
  v1alpha::ServerReflectionRequest question;
  question.set_file_containing_symbol("disclosure.catalog.v1.Organ");
  v1alpha::ServerReflectionResponse answer;
  int answered = 0;
  for (; answered < 100 && conversation->Write(question) && conversation->Read(&answer); ++answered) {
    EXPECT_TRUE(answer.has_file_descriptor_response());
  }
  EXPECT_EQ(answered, 39) << "the conversation itself is the first of forty calls";
  EXPECT_THAT(FromGrpc(conversation->Finish()), HasReason("RATE_LIMITED"));
  EXPECT_THAT(GetOrgan(channel, "organs/a"), HasReason("RATE_LIMITED")) << "it is one bucket";
}

TEST_F(GrpcPortTest, WhoShowsABadTokenIsNotEvenToldTheContract) {
  Serve();
  grpc::ClientContext context;
  context.AddMetadata("authorization", "Bearer bad");
  const auto conversation = v1alpha::ServerReflection::NewStub(Plain())->ServerReflectionInfo(&context);
  v1alpha::ServerReflectionResponse answer;
  EXPECT_FALSE(conversation->Read(&answer));
  EXPECT_THAT(FromGrpc(conversation->Finish()), StatusIs(absl::StatusCode::kUnauthenticated));
}

TEST_F(GrpcPortTest, AServiceThatIsAwayIsUnavailableWithoutItsAddress) {
  Serve();
  services_->Shutdown(std::chrono::system_clock::now());
  const absl::Status away = GetOrgan(Plain(), "organs/a");
  EXPECT_THAT(away, HasReason("BACKEND_UNAVAILABLE"));
  EXPECT_EQ(error::GetInfo(away)->retry_after, absl::Seconds(1));
}

TEST_F(GrpcPortTest, ManyCallsAtOnceAreEachAnsweredOnce) {
  Serve();
  rate_ = nullptr;
  RateLimiter wide({.per_second = 1e6, .burst = 1e6}, &clock_);
  ConcurrencyLimiter many(1000);
  auto proxy = ByteProxy::Create({.backends = {{catalog::v1::CatalogService::service_full_name(), channel_}},
                                  .authenticator = &authenticator_, .gate = gate_.get(), .rate = &wide, .concurrency = &many,
                                  .ended = [this](grpc::StatusCode, absl::Duration) { ++ended_; }});
  ASSERT_OK(proxy);
  auto port = GrpcPort::Start({.credentials = grpc::InsecureServerCredentials()}, proxy->get(), {});
  ASSERT_OK(port);
  std::vector<std::thread> clients;
  std::atomic<int> answered = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&] {
      const auto channel = grpc::CreateChannel(absl::StrCat("127.0.0.1:", (*port)->port()), grpc::InsecureChannelCredentials());
      for (int i = 0; i < 50; ++i) answered += GetOrgan(channel, i % 3 == 0 ? "organs/missing" : "organs/a").code() != absl::StatusCode::kUnavailable;
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(answered, 400);
  EXPECT_EQ(ended_, 400);
  (*port)->Stop(absl::Seconds(1));
}

TEST(PeerAddresses, AreReadInAllTheirForms) {
  EXPECT_EQ(AddressOfPeer("ipv4:203.0.113.7:40022"), "203.0.113.7");
  EXPECT_EQ(AddressOfPeer("ipv6:[2001:db8::1]:40022"), "2001:db8::1");
  EXPECT_EQ(AddressOfPeer("ipv6:%5B::1%5D:40022"), "::1");
  EXPECT_EQ(AddressOfPeer("unix:/run/x"), "unix:/run/x");
}

}  // namespace
}  // namespace disclosure::gateway
