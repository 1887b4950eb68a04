#include "gateway/compose/front.h"

#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/status.h"
#include "common/testing/fake_clock.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "gateway/auth/issuer.h"
#include "gateway/transcode/fake_exchange.h"
#include "grpcpp/grpcpp.h"

namespace disclosure::gateway {
namespace {

namespace v1 = ::disclosure::catalog::v1;

class FakeCatalog final : public v1::CatalogService::Service {
 public:
  grpc::Status UpdateOrgan(grpc::ServerContext*, const v1::UpdateOrganRequest* request, v1::Organ* organ) override {
    if (request->organ().etag() == "\"1\"") return ToGrpc(error::EtagMismatch(request->organ().name(), "\"1\"", "\"7\""));
    *organ = request->organ();
    return grpc::Status::OK;
  }
  grpc::Status UpdateOrganProfile(grpc::ServerContext*, const v1::UpdateOrganProfileRequest*, v1::OrganProfile*) override {
    return grpc::Status::OK;
  }
  grpc::Status ImportDirectory(grpc::ServerContext*, const v1::ImportDirectoryRequest*,
                               v1::ImportDirectoryResponse*) override {
    return grpc::Status::OK;
  }
};

class Front : public ::testing::Test {
 protected:
  Front() : directory_(::testing::TempDir() + "/front-XXXXXX") {
    EXPECT_NE(mkdtemp(directory_.data()), nullptr);
    EXPECT_OK(CreateIssuer(directory_));
    const auto token = SignToken(directory_, {.subject = "s", .name = "n", .organ = "330108-jyj", .roles = {"operator"}},
                                 clock_.Now());
    EXPECT_OK(token);
    token_ = "Bearer " + token.value_or("");
    authenticator_ = std::make_unique<Authenticator>(AuthenticatorOptions{.jwks_file = PublicKeyFile(directory_)}, clock_);
    callers_ = std::make_unique<Callers>(authenticator_.get());
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&catalog_);
    server_ = builder.BuildAndStart();
    const auto channel = grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
    auto transcoder = Transcoder::Create({{v1::CatalogService::service_full_name(), channel}}, [this](const Request& request) {
      return authenticator_->Authenticate(request);
    });
    EXPECT_OK(transcoder);
    transcoder_ = *std::move(transcoder);
    Directory directory;
    directory.answers["/v1/organs"] = "{}";
    state_.ApplyDirectory(std::move(directory));
  }
  ~Front() override {
    server_->Shutdown();
    std::filesystem::remove_all(directory_);
  }

  int Ask(const std::string& method, const std::string& path, const std::string& body) {
    auto request = std::make_shared<Request>();
    request->method = method;
    request->path = path;
    request->headers = {{"authorization", token_}};
    request->body = body;
    auto exchange = std::make_shared<FakeExchange>();
    FrontHandler({.callers = callers_.get(), .transcoder = transcoder_.get(), .published = &state_})(request,
                                                                                                          exchange);
    EXPECT_TRUE(exchange->Wait());
    return exchange->status();
  }
  bool Holds() const { return answers_.Find("/v1/organs") != nullptr; }

  FakeClock clock_;
  std::string directory_;
  std::string token_;
  std::unique_ptr<Authenticator> authenticator_;
  std::unique_ptr<Callers> callers_;
  FakeCatalog catalog_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Transcoder> transcoder_;
  PublishedAnswers answers_;
  SnapshotHolder snapshots_;
  PublishedState state_{&answers_, &snapshots_, &clock_};
};

TEST_F(Front, AnOrganThatWasChangedIsNotReadFromTheMemory) {
  ASSERT_TRUE(Holds());
  EXPECT_EQ(Ask("PATCH", "/v1/organs/a", "{}"), 200);
  EXPECT_FALSE(Holds());
}

TEST_F(Front, WhatIsChangedBelowAnOrganLeavesTheAnswers) {
  EXPECT_EQ(Ask("PATCH", "/v1/organs/a/profile", "{}"), 200);
  EXPECT_TRUE(Holds());
}

TEST_F(Front, AnImportedDirectoryIsNotReadFromTheMemory) {
  ASSERT_TRUE(Holds());
  EXPECT_EQ(Ask("POST", "/v1/directory:import", "{}"), 200);
  EXPECT_FALSE(Holds());
}

TEST_F(Front, ARefusedChangeLeavesTheAnswers) {
  EXPECT_EQ(Ask("PATCH", "/v1/organs/a", R"({"etag":"\"1\""})"), 409);
  EXPECT_EQ(Ask("PATCH", "/v1/organs/a", "no JSON"), 400);
  EXPECT_TRUE(Holds());
}

TEST_F(Front, AChangeLeavesTheAnswersWhileCatalogServiceIsAway) {
  server_->Shutdown();
  EXPECT_EQ(Ask("PATCH", "/v1/organs/a", "{}"), 503);
  EXPECT_EQ(Ask("POST", "/v1/directory:import", "{}"), 503);
  EXPECT_TRUE(Holds());
}

}  // namespace
}  // namespace disclosure::gateway
