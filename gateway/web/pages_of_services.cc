// The pages for which the portal's views, media-service and request-service are asked.
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/web/account_pages.h"
#include "gateway/web/general_pages.h"
#include "gateway/web/organ_page.h"
#include "gateway/web/report_pages.h"
#include "gateway/web/search_pages.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/visit.h"

namespace disclosure::gateway {
namespace {

using media::v1::ListAccountsResponse;
using media::v1::ListPlatformsResponse;
using media::v1::VerifyAccountResponse;
using portal::v1::OrganPage;
using portal::v1::SearchPortalResponse;
using request::v1::AnnualReport;
using request::v1::GetAnnualReportRequest;
using request::v1::ListAnnualReportsResponse;

constexpr int kMostReportsListed = 100;  // one a year

}  // namespace

bool Pages::AskPortal(const VisitPtr& visit) const {
  if (visit->address.page == Address::Page::kOrgan) return ShowOrgan(visit);
  if (visit->address.page != Address::Page::kSearch) return false;
  const auto asked = SearchAsked(*visit->snapshot, visit->request->query);
  const auto send = [this, visit, asked](const SearchPortalResponse* found, bool refused) {
    SendPage(*visit, "search", [&](PageBuilder& page) { WriteSearch(*visit->snapshot, asked, found, refused, page); }, refused ? 400 : 200);
  };
  if (asked.query().empty()) {
    send(nullptr, false);
    return true;
  }
  admit_search_(*visit->request, [this, visit, asked, send](const absl::Status& admitted) {
    if (!admitted.ok()) return SendProblem(*visit, ProblemOf(admitted, "查询"));
    public_calls_.search_portal(asked, [this, visit, asked, send](absl::StatusOr<SearchPortalResponse> found) {
      if (found.ok()) return send(&*found, false);
      if (found.status().code() != absl::StatusCode::kInvalidArgument) {
        const SearchPortalResponse nothing = NothingAvailable();
        return send(&nothing, false);
      }
      if (!asked.page_token().empty()) return SendProblem(*visit, ProblemOf(found.status(), "查询"));
      send(nullptr, true);
    });
  });
  return true;
}

bool Pages::ShowOrgan(const VisitPtr& visit) const {
  const auto* organ = FindOrgan(*visit->snapshot, visit->address.organ);
  if (organ == nullptr) return false;
  portal::v1::GetOrganPageRequest request;
  request.set_name(organ->name());
  public_calls_.get_organ_page(request, [this, visit, organ](absl::StatusOr<OrganPage> view) {
    SendPage(*visit, "organ", [&](PageBuilder& page) { WriteOrgan(*visit->snapshot, *organ, view.ok() ? &*view : nullptr, page); });
  });
  return true;
}

bool Pages::AskMedia(const VisitPtr& visit) const {
  const Address::Page page = visit->address.page;
  if (page != Address::Page::kAccounts && page != Address::Page::kVerify) return false;
  public_calls_.list_platforms(media::v1::ListPlatformsRequest(), [this, visit, page](absl::StatusOr<ListPlatformsResponse> platforms) {
    if (!platforms.ok()) return SendProblem(*visit, ProblemOf(platforms.status(), "新媒体账号"));
    if (page == Address::Page::kAccounts) return ListAccounts(visit, *platforms);
    VerifyAccount(visit, *platforms);
  });
  return true;
}

void Pages::ListAccounts(const VisitPtr& visit, const ListPlatformsResponse& platforms) const {
  const auto asked = AccountsAsked(visit->request->query);
  public_calls_.list_accounts(asked, [this, visit, asked, platforms](absl::StatusOr<ListAccountsResponse> accounts) {
    if (!accounts.ok()) return SendProblem(*visit, ProblemOf(accounts.status(), "新媒体账号"));
    SendPage(*visit, "accounts", [&](PageBuilder& page) { WriteAccounts(*visit->snapshot, asked, platforms, *accounts, page); });
  });
}

void Pages::VerifyAccount(const VisitPtr& visit, const ListPlatformsResponse& platforms) const {
  const auto asked = AccountAsked(visit->request->query);
  const auto send = [this, visit, asked, platforms](const VerifyAccountResponse* verdict, bool refused) {
    SendPage(*visit, "verify", [&](PageBuilder& page) { WriteVerify(*visit->snapshot, asked, platforms, verdict, refused, page); },
             refused ? 400 : 200);
  };
  if (!AsksForAccount(asked)) return send(nullptr, false);
  public_calls_.verify_account(asked, [this, visit, send](absl::StatusOr<VerifyAccountResponse> verdict) {
    if (verdict.ok()) return send(&*verdict, false);
    if (verdict.status().code() == absl::StatusCode::kInvalidArgument) return send(nullptr, true);
    SendProblem(*visit, ProblemOf(verdict.status(), "账号核验"));
  });
}

bool Pages::AskReport(const VisitPtr& visit) const {
  const Address& address = visit->address;
  if (address.page != Address::Page::kReport && address.page != Address::Page::kReports) return false;
  if (ReportOwnerTitle(*visit->snapshot, address.report_owner).empty()) return false;
  if (address.page == Address::Page::kReports) {
    ListReports(visit);
    return true;
  }
  GetAnnualReportRequest request;
  request.set_name(absl::StrCat(address.report_owner, "/annualReports/", address.report_year));
  public_calls_.get_annual_report(request, [this, visit](absl::StatusOr<AnnualReport> report) {
    if (!report.ok()) return SendProblem(*visit, ProblemOf(report.status(), "年度报告"));
    SendPage(*visit, "report", [&](PageBuilder& page) { WriteReport(*visit->snapshot, visit->address.report_owner, *report, page); });
  });
  return true;
}

void Pages::ListReports(const VisitPtr& visit) const {
  request::v1::ListAnnualReportsRequest request;
  request.set_parent(visit->address.report_owner);
  request.set_page_size(kMostReportsListed);
  public_calls_.list_annual_reports(request, [this, visit](absl::StatusOr<ListAnnualReportsResponse> reports) {
    if (!reports.ok()) return SendProblem(*visit, ProblemOf(reports.status(), "年度报告"));
    SendPage(*visit, "reports", [&](PageBuilder& page) { WriteReports(*visit->snapshot, visit->address.report_owner, *reports, page); });
  });
}

}  // namespace disclosure::gateway
