#include "gateway/compose/public_calls.h"

#include <utility>

#include "gateway/compose/anonymous_call.h"
#include "gateway/compose/stub_of.h"

namespace disclosure::gateway {
namespace {

template <typename Request, typename Response>
ServiceCall<Request, Response> Missing() {
  return [](Request, Done<Response> done) { done(absl::UnavailableError("the gateway was given no such service")); };
}

}  // namespace

PublicClient::PublicClient(const std::shared_ptr<grpc::Channel>& portal, const std::shared_ptr<grpc::Channel>& media,
                           const std::shared_ptr<grpc::Channel>& request)
    : portal_(portal::v1::PortalService::NewStub(portal)), media_(StubOf<media::v1::MediaService>(media)),
      request_(StubOf<request::v1::RequestService>(request)) {}

PublicCalls PublicClient::Calls() {
  using media::v1::ListAccountsRequest, media::v1::ListAccountsResponse, media::v1::ListPlatformsRequest,
      media::v1::ListPlatformsResponse, media::v1::VerifyAccountRequest, media::v1::VerifyAccountResponse;
  using portal::v1::GetOrganPageRequest, portal::v1::OrganPage, portal::v1::SearchPortalRequest, portal::v1::SearchPortalResponse;
  using request::v1::AnnualReport, request::v1::GetAnnualReportRequest, request::v1::ListAnnualReportsRequest, request::v1::ListAnnualReportsResponse;
  PublicCalls calls = {CallerOf<SearchPortalRequest, SearchPortalResponse>(
                           active_, [async = portal_->async()](auto... args) { async->SearchPortal(std::move(args)...); }),
                       CallerOf<GetOrganPageRequest, OrganPage>(
                           active_, [async = portal_->async()](auto... args) { async->GetOrganPage(std::move(args)...); }),
                       Missing<ListPlatformsRequest, ListPlatformsResponse>(),
                       Missing<ListAccountsRequest, ListAccountsResponse>(),
                       Missing<VerifyAccountRequest, VerifyAccountResponse>(),
                       Missing<ListAnnualReportsRequest, ListAnnualReportsResponse>(),
                       Missing<GetAnnualReportRequest, AnnualReport>()};
  if (media_ != nullptr) {
    auto* async = media_->async();
    calls.list_platforms = CallerOf<ListPlatformsRequest, ListPlatformsResponse>(
        active_, [async](auto... args) { async->ListPlatforms(std::move(args)...); });
    calls.list_accounts = CallerOf<ListAccountsRequest, ListAccountsResponse>(
        active_, [async](auto... args) { async->ListAccounts(std::move(args)...); });
    calls.verify_account = CallerOf<VerifyAccountRequest, VerifyAccountResponse>(
        active_, [async](auto... args) { async->VerifyAccount(std::move(args)...); });
  }
  if (request_ != nullptr) {
    auto* async = request_->async();
    calls.list_annual_reports = CallerOf<ListAnnualReportsRequest, ListAnnualReportsResponse>(
        active_, [async](auto... args) { async->ListAnnualReports(std::move(args)...); });
    calls.get_annual_report = CallerOf<GetAnnualReportRequest, AnnualReport>(
        active_, [async](auto... args) { async->GetAnnualReport(std::move(args)...); });
  }
  return calls;
}

}  // namespace disclosure::gateway
