// The server that services start: health and reflection, over a real connection.
#include "common/rpc/server.h"

#include "absl/strings/str_cat.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"
#include "grpc/health/v1/health.pb.h"
#include "grpc/reflection/v1/reflection.grpc.pb.h"
#include "grpc/reflection/v1alpha/reflection.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/impl/codegen/client_unary_call.h"

namespace disclosure {
namespace {

namespace v1alpha = ::grpc::reflection::v1alpha;
using ::testing::Contains;
using ::testing::ElementsAre;

class RpcServerTest : public ::testing::Test {
 protected:
  RpcServerTest() {
    auto server = RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, &service_,
                                   catalog::v1::CatalogService::service_full_name());
    EXPECT_OK(server);
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", server_->port()), grpc::InsecureChannelCredentials());
  }

  // Asks all of them in one conversation.
  std::vector<v1alpha::ServerReflectionResponse> Ask(const std::vector<v1alpha::ServerReflectionRequest>& questions) {
    grpc::ClientContext context;
    const auto stream = v1alpha::ServerReflection::NewStub(channel_)->ServerReflectionInfo(&context);
    std::vector<v1alpha::ServerReflectionResponse> answers;
    for (const auto& question : questions) {
      EXPECT_TRUE(stream->Write(question));
      EXPECT_TRUE(stream->Read(&answers.emplace_back()));
    }
    stream->WritesDone();
    EXPECT_TRUE(stream->Finish().ok());
    return answers;
  }
  static v1alpha::ServerReflectionRequest Symbol(const std::string& name) {
    v1alpha::ServerReflectionRequest request;
    request.set_file_containing_symbol(name);
    return request;
  }

  catalog::v1::CatalogService::Service service_;
  std::unique_ptr<RpcServer> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

// What grpcurl does: builds the types from what reflection sends, alone.
void ExpectBuilds(const v1alpha::ServerReflectionResponse& answer, const std::string& symbol) {
  google::protobuf::SimpleDescriptorDatabase database;
  for (const std::string& bytes : answer.file_descriptor_response().file_descriptor_proto()) {
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(file.ParseFromString(bytes));
    ASSERT_TRUE(database.Add(file)) << file.name() << " came twice";
  }
  google::protobuf::DescriptorPool pool(&database);
  EXPECT_NE(pool.FindFileContainingSymbol(symbol), nullptr) << symbol;
}

TEST_F(RpcServerTest, ListsItsServicesAndDescribesEachCompletely) {
  v1alpha::ServerReflectionRequest list;
  list.set_list_services("");
  std::vector<std::string> names;
  const auto answers = Ask({list});
  for (const auto& service : answers[0].list_services_response().service()) names.push_back(service.name());
  EXPECT_THAT(names, ElementsAre("disclosure.catalog.v1.CatalogService", "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection",
                                 "grpc.reflection.v1alpha.ServerReflection"));
  std::vector<v1alpha::ServerReflectionRequest> questions;
  for (const std::string& name : names) questions.push_back(Symbol(name));
  const auto described = Ask(questions);
  for (size_t i = 0; i < names.size(); ++i) ExpectBuilds(described[i], names[i]);
}

TEST_F(RpcServerTest, DescribesWhatErrorsCarryAndNothingElseThatIsLinkedIn) {
  const std::vector<std::string> errors = {"google.rpc.Status", "google.rpc.ErrorInfo", "google.rpc.BadRequest", "google.rpc.RetryInfo"};
  for (const std::string& name : errors) ExpectBuilds(Ask({Symbol(name)})[0], name);
  ASSERT_NE(google::protobuf::DescriptorPool::generated_pool()->FindFileContainingSymbol("google.protobuf.Api"), nullptr);
  v1alpha::ServerReflectionRequest file, numbers;
  file.set_file_by_filename("google/protobuf/api.proto");
  numbers.set_all_extension_numbers_of_type("google.protobuf.Api");
  for (const auto& answer : Ask({Symbol("google.protobuf.Api"), file, numbers})) {
    EXPECT_EQ(answer.error_response().error_code(), grpc::StatusCode::NOT_FOUND) << answer.ShortDebugString();
  }
}

TEST_F(RpcServerTest, AnswersInTheNewerVersionOfReflectionToo) {
  namespace v1 = ::grpc::reflection::v1;
  grpc::ClientContext context;
  const auto stream = v1::ServerReflection::NewStub(channel_)->ServerReflectionInfo(&context);
  v1::ServerReflectionRequest question;
  question.set_file_containing_symbol("disclosure.catalog.v1.Item");
  v1::ServerReflectionResponse answer;
  ASSERT_TRUE(stream->Write(question));
  ASSERT_TRUE(stream->Read(&answer));
  v1alpha::ServerReflectionResponse same;
  ASSERT_TRUE(same.ParseFromString(answer.SerializeAsString()));
  ExpectBuilds(same, "disclosure.catalog.v1.Item");
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(RpcServerTest, FindsFilesByNameAndExtensionsByNumber) {
  v1alpha::ServerReflectionRequest file, extension, numbers;
  file.set_file_by_filename("disclosure/catalog/v1/directory.proto");
  extension.mutable_file_containing_extension()->set_containing_type("google.protobuf.MethodOptions");
  extension.mutable_file_containing_extension()->set_extension_number(72295728);  // google.api.http
  numbers.set_all_extension_numbers_of_type("google.protobuf.MethodOptions");
  const auto answers = Ask({file, extension, numbers});
  ExpectBuilds(answers[0], "disclosure.catalog.v1.Division");
  ExpectBuilds(answers[1], "google.api.http");
  EXPECT_THAT(answers[2].all_extension_numbers_response().extension_number(), Contains(72295728));
}

TEST_F(RpcServerTest, WhatIsNotKnownIsSaidByNameAndTheConversationGoesOn) {
  const auto answers = Ask({Symbol("no.such.Thing"), {}, Symbol("disclosure.catalog.v1.Item")});
  EXPECT_EQ(answers[0].error_response().error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(answers[0].error_response().error_message(), ::testing::HasSubstr("no.such.Thing"));
  EXPECT_EQ(answers[1].error_response().error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  ExpectBuilds(answers[2], "disclosure.catalog.v1.Item");
}

TEST_F(RpcServerTest, IsHealthyFromTheStart) {
  grpc::health::v1::HealthCheckRequest request;
  request.set_service("disclosure.catalog.v1.CatalogService");
  grpc::health::v1::HealthCheckResponse response;
  grpc::ClientContext context;
  const grpc::internal::RpcMethod check("/grpc.health.v1.Health/Check", grpc::internal::RpcMethod::NORMAL_RPC);
  const grpc::Status status = grpc::internal::BlockingUnaryCall<grpc::health::v1::HealthCheckRequest, grpc::health::v1::HealthCheckResponse>(channel_.get(), check, &context, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.status(), grpc::health::v1::HealthCheckResponse::SERVING);
}

}  // namespace
}  // namespace disclosure
