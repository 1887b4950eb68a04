// What the pages ask of the services. Each call returns at once and calls `done` exactly once, from any thread, with a
// deadline of its own.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "disclosure/portal/v1/portal_service.pb.h"
#include "disclosure/request/v1/request_service.pb.h"

namespace disclosure::gateway {

template <typename Response>
using Done = std::function<void(absl::StatusOr<Response>)>;
template <typename Request, typename Response>
using ServiceCall = std::function<void(Request, Done<Response>)>;

// Of catalog-service.
struct EditionCalls {
  ServiceCall<catalog::v1::ListEditionsRequest, catalog::v1::ListEditionsResponse> list_editions;
  ServiceCall<catalog::v1::GetEditionRequest, catalog::v1::Edition> get_edition;
  ServiceCall<catalog::v1::DiffEditionsRequest, catalog::v1::EditionDiff> diff_editions;
};

// Of the gateway's own views, media-service and request-service. UNAVAILABLE where the gateway was given no such service.
struct PublicCalls {
  ServiceCall<portal::v1::SearchPortalRequest, portal::v1::SearchPortalResponse> search_portal;
  ServiceCall<portal::v1::GetOrganPageRequest, portal::v1::OrganPage> get_organ_page;
  ServiceCall<media::v1::ListPlatformsRequest, media::v1::ListPlatformsResponse> list_platforms;
  ServiceCall<media::v1::ListAccountsRequest, media::v1::ListAccountsResponse> list_accounts;
  ServiceCall<media::v1::VerifyAccountRequest, media::v1::VerifyAccountResponse> verify_account;
  ServiceCall<request::v1::ListAnnualReportsRequest, request::v1::ListAnnualReportsResponse> list_annual_reports;
  ServiceCall<request::v1::GetAnnualReportRequest, request::v1::AnnualReport> get_annual_report;
};

}  // namespace disclosure::gateway
