// The gateway's port for departments: the same rights as at the services, whoever is behind it.
#include <fstream>

#include "common/rpc/credentials.h"
#include "common/rpc/identity.h"
#include "common/rpc/status.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "tests/conformance/portal.h"

namespace disclosure {
namespace {

using ::disclosure::testing::StatusIs;
namespace v1 = catalog::v1;

class GrpcPort : public Conformance {
 protected:
  static std::string Address() {
    int port = 0;
    std::ifstream(Suite() + "/run/gateway.grpc.port") >> port;
    return "localhost:" + std::to_string(port);
  }
  static std::shared_ptr<grpc::Channel> As(const std::string& name) { return *Dial(Address(), {Suite() + "/pki", name}); }
  static std::shared_ptr<grpc::Channel> Anonymous() {
    return grpc::CreateChannel(Address(), grpc::SslCredentials({.pem_root_certs = ReadFile(Suite() + "/pki/ca.pem")}));
  }
  // Publishing the 25 draft (there is none): NOT_FOUND for who may, else why not.
  static absl::Status TryPublish(std::shared_ptr<grpc::Channel> channel, const Caller* pretend = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
    if (pretend != nullptr) context.AddMetadata(kCallerMetadata, ToProto(*pretend).SerializeAsString());
    v1::PublishCatalogueRequest request;
    request.set_name("divisions/330108/catalogues/25");
    v1::Edition response;
    return FromGrpc(v1::CatalogService::NewStub(std::move(channel))->PublishCatalogue(&context, request, &response));
  }

  const Caller approver_{.kind = CallerKind::kOfficer, .subject = "somebody", .organ = "330108-qfb", .roles = {"approver", "supervisor"}};
};

TEST_F(GrpcPort, AnybodyReadsWhatIsPublished) {
  grpc::ClientContext context;
  v1::ListDivisionsResponse response;
  EXPECT_OK(FromGrpc(v1::CatalogService::NewStub(Anonymous())->ListDivisions(&context, {}, &response)));
  EXPECT_GT(response.divisions_size(), 0);
}

TEST_F(GrpcPort, ACallerHasTheRightsOfItsCertificateAndNoOther) {
  EXPECT_THAT(TryPublish(As("ctl-approver")), StatusIs(absl::StatusCode::kNotFound)) << "an approver may publish, but there is no draft";
  EXPECT_THAT(TryPublish(As("ctl-editor")), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(TryPublish(Anonymous()), StatusIs(absl::StatusCode::kUnauthenticated));
  for (const auto& channel : {Anonymous(), As("ctl-editor"), As("gateway")}) {
    EXPECT_FALSE(absl::IsNotFound(TryPublish(channel, &approver_))) << "nobody speaks for others at this port, not even the gateway";
  }
}

TEST_F(GrpcPort, AWatchComesThrough) {
  grpc::ClientContext context;
  const auto stream = v1::CatalogService::NewStub(Anonymous())->WatchCatalogues(&context, {});
  v1::WatchCataloguesResponse message;
  do {
    ASSERT_TRUE(stream->Read(&message));
  } while (!message.current());
  EXPECT_FALSE(message.resume_token().empty());
  context.TryCancel();
}

}  // namespace
}  // namespace disclosure
