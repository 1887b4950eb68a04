// Between processes: who has no certificate gets nothing, and nobody but the gateway speaks for others.
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

class MutualTls : public Conformance {
 protected:
  static std::string Address() {
    int port = 0;
    std::ifstream(Suite() + "/run/catalog-service.port") >> port;
    return "127.0.0.1:" + std::to_string(port);
  }
  // Publishing the 03 draft (there is none): NOT_FOUND for who may, else why not.
  static absl::Status TryPublish(std::shared_ptr<grpc::Channel> channel, const Caller* pretend = nullptr) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(5));
    if (pretend != nullptr) context.AddMetadata(kCallerMetadata, ToProto(*pretend).SerializeAsString());
    v1::PublishCatalogueRequest request;
    request.set_name("divisions/330108/catalogues/25");
    v1::Edition response;
    return FromGrpc(v1::CatalogService::NewStub(std::move(channel))->PublishCatalogue(&context, request, &response));
  }
  static std::shared_ptr<grpc::Channel> As(const std::string& name) { return *Dial(Address(), {Suite() + "/pki", name}); }

  const Caller approver_{.kind = CallerKind::kOfficer, .subject = "somebody", .organ = "330108-qfb", .roles = {"approver", "supervisor"}};
};

TEST_F(MutualTls, PlaintextAndClientsWithoutACertificateAreTurnedAway) {
  EXPECT_THAT(TryPublish(grpc::CreateChannel(Address(), grpc::InsecureChannelCredentials()), &approver_), StatusIs(absl::StatusCode::kUnavailable));
  const std::string ca = ReadFile(Suite() + "/pki/ca.pem");
  EXPECT_THAT(TryPublish(grpc::CreateChannel(Address(), grpc::SslCredentials({.pem_root_certs = ca})), &approver_),
              StatusIs(absl::StatusCode::kUnavailable));
}

TEST_F(MutualTls, AJobIsWhatItsCertificateSaysWhateverItClaims) {
  EXPECT_THAT(TryPublish(As("ctl-approver")), StatusIs(absl::StatusCode::kNotFound)) << "an approver may publish, but there is no draft";
  EXPECT_THAT(TryPublish(As("ctl-editor")), StatusIs(absl::StatusCode::kPermissionDenied));
  EXPECT_THAT(TryPublish(As("ctl-editor"), &approver_), StatusIs(absl::StatusCode::kPermissionDenied)) << "only the gateway speaks for others";
}

TEST_F(MutualTls, TheGatewaySpeaksForTheCallerItVerified) {
  EXPECT_THAT(TryPublish(As("gateway"), &approver_), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(TryPublish(As("gateway")), StatusIs(absl::StatusCode::kPermissionDenied)) << "for itself it has no role";
}

}  // namespace
}  // namespace disclosure
