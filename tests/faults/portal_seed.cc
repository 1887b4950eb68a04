#include "tests/faults/portal_seed.h"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "absl/time/clock.h"
#include "common/rpc/credentials.h"
#include "common/rpc/identity.h"
#include "common/rpc/status.h"
#include "common/testing/matchers.h"
#include "disclosure/catalog/v1/catalog_service.grpc.pb.h"
#include "disclosure/media/v1/media_service.grpc.pb.h"
#include "disclosure/request/v1/request_service.grpc.pb.h"

namespace disclosure {
namespace {

constexpr absl::Duration kPatience = absl::Seconds(20);

std::string ReadData(const std::string& name) {
  std::stringstream text;
  text << std::ifstream(DISCLOSURE_SOURCE_DIR "/data/" + name, std::ios::binary).rdbuf();
  return text.str();
}

// As the gateway, which may say who calls.
std::shared_ptr<grpc::Channel> DialAsGateway(const std::string& address, const std::string& pki) {
  const auto channel = Dial(address, {pki, "gateway"});
  EXPECT_OK(channel);
  return *channel;
}

// Calls `method` of `stub` for an officer with `role` at `organ`.
template <typename Stub, typename Request, typename Response>
absl::StatusOr<Response> Call(Stub& stub, const std::string& organ, const std::string& role, const Request& request,
                              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  const Caller caller{.kind = CallerKind::kOfficer, .subject = role + "-1", .organ = organ, .roles = {role}};
  grpc::ClientContext context;
  context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(30)));
  context.AddMetadata(kCallerMetadata, ToProto(caller).SerializeAsString());
  Response response;
  RETURN_IF_ERROR(FromGrpc((stub.*method)(&context, request, &response)));
  return response;
}

}  // namespace

void SeedCatalog(const std::string& address, const std::string& pki) {
  using Stub = catalog::v1::CatalogService::Stub;
  const auto stub = catalog::v1::CatalogService::NewStub(DialAsGateway(address, pki));
  catalog::v1::ImportDirectoryRequest directory;
  directory.set_divisions_csv(ReadData("divisions.csv"));
  directory.set_domains_csv(ReadData("catalogue/domains.csv"));
  directory.set_organs_csv(ReadData("organs.csv"));
  directory.set_domain_organs_csv(ReadData("catalogue/domain_organs.csv"));
  ASSERT_OK(Call(*stub, "330108-qfb", "operator", directory, &Stub::ImportDirectory));
  catalog::v1::ImportCataloguesRequest import;
  import.set_parent("divisions/330108");
  import.set_file_name("03-yiwu-jiaoyu.csv");
  import.mutable_file()->set_data(ReadData("catalogue/items/03-yiwu-jiaoyu.csv"));
  ASSERT_OK(Call(*stub, "330108-jyj", "editor", import, &Stub::ImportCatalogues));
  catalog::v1::PublishCatalogueRequest publish;
  publish.set_name("divisions/330108/catalogues/03");
  ASSERT_OK(Call(*stub, "330108-jyj", "approver", publish, &Stub::PublishCatalogue));
}

void SeedRequest(const std::string& address, const std::string& pki) {
  using Stub = request::v1::RequestService::Stub;
  const auto stub = request::v1::RequestService::NewStub(DialAsGateway(address, pki));
  request::v1::ImportCalendarRequest calendar;
  calendar.set_holidays_csv(ReadData("calendar/holidays.csv"));
  ASSERT_OK(Call(*stub, "330108-qfb", "operator", calendar, &Stub::ImportCalendar));
  request::v1::CountRequestsRequest of_an_organ;
  of_an_organ.set_parent("organs/330108-jyj");
  const absl::Time never = absl::Now() + kPatience;
  while (!Call(*stub, "330108-jyj", "clerk", of_an_organ, &Stub::CountRequests).ok() && absl::Now() < never) usleep(10'000);
  ASSERT_OK(Call(*stub, "330108-jyj", "clerk", of_an_organ, &Stub::CountRequests));
}

void SeedMedia(const std::string& address, const std::string& pki) {
  using Stub = media::v1::MediaService::Stub;
  const auto stub = media::v1::MediaService::NewStub(DialAsGateway(address, pki));
  media::v1::ImportAccountsRequest import;
  import.set_parent("divisions/330108");
  import.set_file_name("台账.csv");
  import.mutable_file()->set_data("平台,账号名称,账号ID,主办单位,状态\n新浪微博,滨江教育,1749127163,杭州市滨江区教育局,正常\n");
  const absl::Time never = absl::Now() + kPatience;
  int imported = 0;
  while (imported == 0 && absl::Now() < never) {  // until the service knows the organs
    ASSERT_OK_AND_ASSIGN(const auto response, Call(*stub, "330108-qfb", "supervisor", import, &Stub::ImportAccounts));
    imported = response.imported() + response.warned();
    if (imported == 0) usleep(10'000);
  }
  EXPECT_EQ(imported, 1);
}

}  // namespace disclosure
