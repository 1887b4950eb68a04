// The service config at work: gRPC against real servers.
#include "common/rpc/service_config.h"

#include <atomic>

#include "absl/strings/str_cat.h"
#include "common/rpc/credentials.h"
#include "common/rpc/server.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"

namespace disclosure {
namespace {

namespace v1 = ::disclosure::catalog::v1;

// Fails the first `failures` calls of each method.
class Replica final : public v1::CatalogService::Service {
 public:
  explicit Replica(int failures, const std::string& healthy = v1::CatalogService::service_full_name()) : failures_(failures) {
    auto started = RpcServer::Start({.credentials = grpc::InsecureServerCredentials()}, this, healthy);
    EXPECT_OK(started);
    server_ = *std::move(started);
  }
  ~Replica() override { server_->Stop(absl::ZeroDuration()); }

  grpc::Status GetDivision(grpc::ServerContext*, const v1::GetDivisionRequest*, v1::Division*) override { return Answer(); }
  grpc::Status CreateOrgan(grpc::ServerContext*, const v1::CreateOrganRequest*, v1::Organ*) override { return Answer(); }

  int calls() const { return calls_; }
  int port() const { return server_->port(); }

 private:
  grpc::Status Answer() { return ++calls_ <= failures_ ? grpc::Status(grpc::StatusCode::UNAVAILABLE, "busy") : grpc::Status::OK; }

  const int failures_;
  std::atomic<int> calls_ = 0;
  std::unique_ptr<RpcServer> server_;
};

std::unique_ptr<v1::CatalogService::Stub> Connect(const std::string& address) {
  const auto& service = *v1::GetDivisionRequest::descriptor()->file()->FindServiceByName("CatalogService");
  return v1::CatalogService::NewStub(*Dial(address, {}, ServiceConfigOf(service)));
}
std::string AddressOf(const Replica& replica) { return absl::StrCat("127.0.0.1:", replica.port()); }

grpc::Status Read(v1::CatalogService::Stub& stub) {
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
  v1::Division division;
  return stub.GetDivision(&context, {}, &division);
}

TEST(ServiceConfig, AReadThatFindsAReplicaAwayIsAskedOnceMore) {
  Replica replica(1);
  EXPECT_TRUE(Read(*Connect(AddressOf(replica))).ok());
  EXPECT_EQ(replica.calls(), 2);
}

TEST(ServiceConfig, AWriteIsTheCallersToRepeat) {
  Replica replica(1);
  grpc::ClientContext context;
  context.set_wait_for_ready(true);
  v1::Organ organ;
  EXPECT_EQ(Connect(AddressOf(replica))->CreateOrgan(&context, {}, &organ).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(replica.calls(), 1);
}

TEST(ServiceConfig, AServiceInTroubleIsNotAskedTwiceAsMuch) {
  Replica replica(1000);
  const auto stub = Connect(AddressOf(replica));
  for (int i = 0; i < 50; ++i) EXPECT_EQ(Read(*stub).error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_LE(replica.calls(), 50 + 5) << "the budget is five tokens";
}

TEST(ServiceConfig, BothReplicasAreAskedInTurn) {
  Replica one(0), other(0);
  const auto stub = Connect(absl::StrCat(AddressOf(one), ",", AddressOf(other)));
  for (int i = 0; i < 1000 && (one.calls() == 0 || other.calls() == 0); ++i) EXPECT_TRUE(Read(*stub).ok());
  EXPECT_GT(one.calls(), 0);
  EXPECT_GT(other.calls(), 0);
}

TEST(ServiceConfig, AReplicaThatIsNotHealthyGetsNoCalls) {
  Replica healthy(0), going(0, "another service");
  const auto stub = Connect(absl::StrCat(AddressOf(going), ",", AddressOf(healthy)));
  for (int i = 0; i < 200; ++i) EXPECT_TRUE(Read(*stub).ok());
  EXPECT_EQ(going.calls(), 0);
}

}  // namespace
}  // namespace disclosure
