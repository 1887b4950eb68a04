#include "gateway/web/pages.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "gateway/http/security_headers.h"
#include "gateway/web/address.h"
#include "gateway/web/catalogue_pages.h"
#include "gateway/web/directory_pages.h"
#include "gateway/web/edition_pages.h"
#include "gateway/web/general_pages.h"
#include "gateway/web/page_response.h"
#include "gateway/web/query_text.h"
#include "gateway/web/request_pages.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/visit.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using catalog::v1::EditionDiff;
using catalog::v1::ListEditionsResponse;

constexpr int kMostEditionsListed = 200;
constexpr char kRobots[] = "User-agent: *\nDisallow: /search\nDisallow: /v1/\n";

}  // namespace

absl::StatusOr<std::unique_ptr<Pages>> Pages::Create(Options options, const SnapshotHolder* snapshots) {
  ASSIGN_OR_RETURN(PageTemplates templates,
                   PageTemplates::Load(options.template_directory,
                                       {"layout", "portal", "division", "catalogue", "table", "item", "contact",
                                         "editions", "edition", "diff", "organ", "search", "help", "api", "operation", "problem",
                                         "request", "track", "accounts", "verify", "reports", "report"}));
  return std::unique_ptr<Pages>(new Pages(std::move(options), std::move(templates), snapshots));
}

Pages::Pages(Options options, PageTemplates templates, const SnapshotHolder* snapshots)
    : calls_(std::move(options.calls)),
      public_calls_(std::move(options.public_calls)),
      admit_search_(std::move(options.admit_search)),
      frame_{std::move(options.asset_address), options.desk},
      operations_(std::move(options.operations)),
      templates_(std::move(templates)),
      snapshots_(snapshots) {}

bool Pages::Owns(std::string_view path) { return IsPagePath(path); }

void Pages::Handle(std::shared_ptr<const Request> request, std::shared_ptr<Exchange> exchange) const {
  auto visit = std::make_shared<Visit>();
  visit->address = ParseAddress(request->path);
  visit->request = std::move(request);
  visit->exchange = std::move(exchange);
  visit->snapshot = snapshots_->Get();
  Answer(visit);
}

void Pages::Answer(const VisitPtr& visit) const {
  if (visit->request->method != "GET" && visit->request->method != "HEAD") {
    return SendProblem(*visit, MethodProblem());
  }
  if (AnswerFromMemory(visit) || AnswerApi(visit) || AnswerCatalogue(visit)) return;
  if (AskService(visit) || AskPortal(visit) || AskMedia(visit) || AskReport(visit)) return;
  SendProblem(*visit, NotFoundProblem());
}

bool Pages::AnswerFromMemory(const VisitPtr& visit) const {
  const Snapshot& snapshot = *visit->snapshot;
  const Address& address = visit->address;
  switch (address.page) {
    case Address::Page::kPortal:
      SendPage(*visit, "portal", [&](PageBuilder& page) { WritePortal(snapshot, page); });
      return true;
    case Address::Page::kHelp:
      SendPage(*visit, "help", [&](PageBuilder& page) { WriteHelp(snapshot, page); });
      return true;
    case Address::Page::kRobots:
      visit->exchange->Reply(PlainTextResponse(kRobots));
      return true;
    case Address::Page::kNewRequest: {
      const std::string organ = "organs/" + QueryText(visit->request->query, "organ");
      SendPage(*visit, "request", [&](PageBuilder& page) { WriteNewRequest(snapshot, organ, page); });
      return true;
    }
    case Address::Page::kTrack:
      SendPage(*visit, "track", [&](PageBuilder& page) { WriteTrack(snapshot, page); });
      return true;
    case Address::Page::kDivision: {
      const auto* division = FindDivision(snapshot, address.division);
      if (division == nullptr) return false;
      SendPage(*visit, "division", [&](PageBuilder& page) { WriteDivision(snapshot, *division, page); });
      return true;
    }
    default:
      return false;
  }
}

bool Pages::AnswerApi(const VisitPtr& visit) const {
  if (visit->address.page == Address::Page::kApi) {
    SendPage(*visit, "api", [&](PageBuilder& page) { WriteApi(operations_, page); });
    return true;
  }
  if (visit->address.page != Address::Page::kApiOperation) return false;
  const ApiOperation* operation = FindOperation(operations_, visit->address.operation);
  if (operation == nullptr) return false;
  SendPage(*visit, "operation", [&](PageBuilder& page) { WriteApiOperation(*operation, page); });
  return true;
}

bool Pages::AnswerCatalogue(const VisitPtr& visit) const {
  const Snapshot& snapshot = *visit->snapshot;
  const Address& address = visit->address;
  if (address.page != Address::Page::kCatalogue && address.page != Address::Page::kItem) return false;
  const std::shared_ptr<const Edition> edition = WholeEdition(snapshot, address.catalogue);
  if (edition == nullptr) return false;
  if (address.page == Address::Page::kCatalogue) {
    const std::string filter = QueryText(visit->request->query, "q");
    SendPage(*visit, "catalogue", [&](PageBuilder& page) { WriteCatalogue(snapshot, *edition, filter, page); });
    return true;
  }
  const auto* item = FindItem(*edition, address.item);
  if (item == nullptr) return false;
  SendPage(*visit, "item", [&](PageBuilder& page) { WriteItem(snapshot, *edition, *item, page); });
  return true;
}

bool Pages::AskService(const VisitPtr& visit) const {
  const Address& address = visit->address;
  if (address.page == Address::Page::kEditions) {
    catalog::v1::ListEditionsRequest request;
    request.set_parent(address.catalogue);
    request.set_page_size(kMostEditionsListed);
    Ask(visit, calls_.list_editions, std::move(request), "editions",
        [catalogue = address.catalogue](const Snapshot& snapshot, const ListEditionsResponse& editions,
                                        PageBuilder& page) { WriteEditions(snapshot, catalogue, editions, page); });
  } else if (address.page == Address::Page::kEdition) {
    catalog::v1::GetEditionRequest request;
    request.set_name(address.edition);
    Ask(visit, calls_.get_edition, std::move(request), "edition", WriteEdition);
  } else if (address.page == Address::Page::kDiff) {
    catalog::v1::DiffEditionsRequest request;
    request.set_name(address.edition);
    request.set_base(QueryNumber(visit->request->query, "base"));
    Ask(visit, calls_.diff_editions, std::move(request), "diff", WriteDiff);
  } else {
    return false;
  }
  return true;
}

template <typename Request, typename Response, typename Writer>
void Pages::Ask(const VisitPtr& visit, const std::function<void(Request, Done<Response>)>& call, Request request,
                const char* content, Writer write) const {
  call(std::move(request), [this, visit, content, write](absl::StatusOr<Response> response) {
    if (!response.ok()) return SendProblem(*visit, ProblemOf(response.status(), "版次"));
    SendPage(*visit, content, [&](PageBuilder& page) { write(*visit->snapshot, *response, page); });
  });
}

void Pages::SendPage(const Visit& visit, const char* content, const Write& write, int status) const {
  PageBuilder page(templates_, frame_, *visit.snapshot, *visit.request, content);
  write(page);
  Headers more;
  if (page.has_script()) more.emplace_back("Content-Security-Policy", ScriptedPagePolicy());
  if (std::string cookie = DisplayCookie(*visit.request, DisplayOf(*visit.request)); !cookie.empty()) {
    more.emplace_back("Set-Cookie", std::move(cookie));
  }
  visit.exchange->Reply(PageResponse(*visit.request, status, page.Html(), std::move(more)));
}

void Pages::SendProblem(const Visit& visit, const Problem& problem) const {
  SendPage(visit, "problem", [&](PageBuilder& page) { WriteProblem(problem, page); }, problem.status);
}

}  // namespace disclosure::gateway
