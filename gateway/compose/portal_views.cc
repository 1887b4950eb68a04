#include "gateway/compose/portal_views.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/rpc/names.h"
#include "gateway/compose/published_parts.h"
#include "gateway/compose/stub_of.h"
#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {
namespace {

namespace pv1 = ::disclosure::portal::v1;
using catalog::v1::Division;
using catalog::v1::Organ;

constexpr int kAccounts = 20;
constexpr char kNotConfigured[] = "NOT_CONFIGURED";

// The accounts of a page, into the view that shows them.
template <typename View>
std::function<void(media::v1::ListAccountsResponse&)> TakeAccounts(View* out) {
  return [out](media::v1::ListAccountsResponse& found) {
    *out->mutable_accounts() = std::move(*found.mutable_accounts());
    out->set_more_accounts(!found.next_page_token().empty());
  };
}

}  // namespace

PortalViews::PortalViews(const Channels& channels, const SnapshotHolder* snapshots, const Clock* clock, absl::Duration part_time)
    : catalog_(StubOf<catalog::v1::CatalogService>(channels.catalog)),
      request_(StubOf<request::v1::RequestService>(channels.request)),
      media_(StubOf<media::v1::MediaService>(channels.media)),
      snapshots_(snapshots), clock_(clock), part_time_(part_time) {}

int PortalViews::ThisYear() const { return static_cast<int>(LocalDay(clock_->Now()).year()); }

absl::StatusOr<std::shared_ptr<const Snapshot>> PortalViews::Published() const {
  std::shared_ptr<const Snapshot> snapshot = snapshots_->Get();
  if (!snapshot->divisions.empty()) return snapshot;
  return error::Make(absl::StatusCode::kUnavailable, "the gateway has not read yet what is published",
                     {.reason = "NOT_FILLED", .retry_after = absl::Seconds(1)});
}

template <typename View>
std::shared_ptr<Gathering> PortalViews::Begin(const Call& call, View* out, Done done, std::string main_part) {
  return Gathering::Begin(call, {.active = &active_, .part_time = part_time_, .main_part = std::move(main_part)},
                          [out, done = std::move(done)](const absl::Status& refusal, Gathering::Unavailable unavailable) {
                            for (pv1::UnavailablePart& part : unavailable) *out->add_unavailable() = std::move(part);
                            done(refusal);
                          });
}

template <typename View>
void PortalViews::Share(ViewMemory<View>& memory, const std::string& name, const std::shared_ptr<const Snapshot>& published,
                        const Call& call, View* out, Done done, absl::FunctionRef<void(View*, Gathering&)> make) {
  const auto making = memory.Ask(name, published, clock_->Now(), [out, done = std::move(done)](const View& view) {
    *out = view;
    done(absl::OkStatus());
  });
  if (making == nullptr) return;
  // Not of this call, which may be given up while others wait for the view.
  auto view = std::make_shared<View>();
  View* const filled = view.get();
  const auto gathering = Begin(Call{.trace = call.trace}, filled, [&memory, making, view = std::move(view)](const absl::Status&) {
    memory.Made(making, view, view->unavailable().empty());
  });
  make(filled, *gathering);
  gathering->Close();
}

void PortalViews::FetchAccounts(Gathering& gathering, media::v1::ListAccountsRequest request,
                                std::function<void(media::v1::ListAccountsResponse&)> take) {
  if (media_ == nullptr) return gathering.LeaveOut("accounts", kNotConfigured);
  request.set_page_size(kAccounts);
  gathering.Fetch<media::v1::ListAccountsRequest, media::v1::ListAccountsResponse>(
      "accounts", std::move(request), [this](auto... args) { media_->async()->ListAccounts(std::move(args)...); }, std::move(take));
}

void PortalViews::FetchRequestStatistics(Gathering& gathering, const std::string& owner, int year,
                                         std::function<request::v1::RequestStatistics*()> into) {
  if (request_ == nullptr) return gathering.LeaveOut("requests", kNotConfigured);
  request::v1::GetRequestStatisticsRequest request;
  request.set_name(absl::StrCat(owner, "/requestStatistics/", year));
  gathering.Fetch<request::v1::GetRequestStatisticsRequest, request::v1::RequestStatistics>(
      "requests", std::move(request), [this](auto... args) { request_->async()->GetRequestStatistics(std::move(args)...); },
      [into = std::move(into)](request::v1::RequestStatistics& found) { *into() = std::move(found); });
}

void PortalViews::FetchReports(Gathering& gathering, const std::string& owner,
                               google::protobuf::RepeatedPtrField<request::v1::PublishedReport>* into) {
  if (request_ == nullptr) return gathering.LeaveOut("annual_reports", kNotConfigured);
  request::v1::ListAnnualReportsRequest request;
  request.set_parent(owner);
  gathering.Fetch<request::v1::ListAnnualReportsRequest, request::v1::ListAnnualReportsResponse>(
      "annual_reports", std::move(request), [this](auto... args) { request_->async()->ListAnnualReports(std::move(args)...); },
      [into](request::v1::ListAnnualReportsResponse& found) { *into = std::move(*found.mutable_reports()); });
}

void PortalViews::FetchAvoided(Gathering& gathering, const std::string& division, int year, std::function<catalog::v1::AvoidedRequests*()> into) {
  catalog::v1::GetAvoidedRequestsRequest request;
  request.set_parent(division);
  request.set_year(year);
  gathering.Fetch<catalog::v1::GetAvoidedRequestsRequest, catalog::v1::AvoidedRequests>(
      "avoided", std::move(request), [this](auto... args) { catalog_->async()->GetAvoidedRequests(std::move(args)...); },
      [into = std::move(into)](catalog::v1::AvoidedRequests& found) { *into() = std::move(found); });
}

// `into` lives as long as the gathering.
void PortalViews::FetchSuggestions(Gathering& gathering, const std::string& text, const std::string& division,
                                   catalog::v1::SuggestItemsResponse* into) {
  catalog::v1::SuggestItemsRequest asked;
  asked.set_text(text);
  asked.set_division(division);
  gathering.Fetch<catalog::v1::SuggestItemsRequest, catalog::v1::SuggestItemsResponse>(
      "suggestions", std::move(asked), [this](auto... args) { catalog_->async()->SuggestItems(std::move(args)...); },
      [into](catalog::v1::SuggestItemsResponse& found) { *into = std::move(found); });
}

void PortalViews::GetHome(const Call& call, const pv1::GetHomeRequest& request, pv1::Home* out, Done done) {
  const auto snapshot = Published();
  if (!snapshot.ok()) return done(snapshot.status());
  const Division* division = FindDivision(**snapshot, request.name());
  if (division == nullptr) return done(error::NotFound(request.name()));
  Share<pv1::Home>(homes_, division->name(), *snapshot, call, out, std::move(done), [&](pv1::Home* home, Gathering& gathering) {
    home->set_name(division->name());
    *home->mutable_division() = *division;
    AddDivisionsBelow(**snapshot, *division, *home->mutable_divisions_below());
    AddCataloguesOf(**snapshot, division->name(), *home->mutable_catalogues());
    media::v1::ListAccountsRequest accounts;
    accounts.set_division(division->name());
    FetchAccounts(gathering, std::move(accounts), TakeAccounts(home));
    FetchRequestStatistics(gathering, division->name(), ThisYear(), [home] { return home->mutable_requests(); });
    FetchReports(gathering, division->name(), home->mutable_annual_reports());
    FetchAvoided(gathering, division->name(), ThisYear(), [home] { return home->mutable_avoided(); });
  });
}

void PortalViews::GetOrganPage(const Call& call, const pv1::GetOrganPageRequest& request, pv1::OrganPage* out, Done done) {
  const auto snapshot = Published();
  if (!snapshot.ok()) return done(snapshot.status());
  const Organ* organ = FindOrgan(**snapshot, request.name());
  if (organ == nullptr) return done(error::NotFound(request.name()));
  Share<pv1::OrganPage>(organ_pages_, organ->name(), *snapshot, call, out, std::move(done), [&](pv1::OrganPage* page, Gathering& gathering) {
    page->set_name(organ->name());
    *page->mutable_organ() = *organ;
    page->set_takes_requests(organ->state() == Organ::ACTIVE);
    AddCataloguesNaming(**snapshot, organ->name(), *page->mutable_catalogues());
    catalog::v1::GetOrganProfileRequest profile;
    profile.set_name(organ->name() + "/profile");
    gathering.Fetch<catalog::v1::GetOrganProfileRequest, catalog::v1::OrganProfile>(
        "profile", std::move(profile), [this](auto... args) { catalog_->async()->GetOrganProfile(std::move(args)...); },
        [page](catalog::v1::OrganProfile& found) { *page->mutable_profile() = std::move(found); });
    media::v1::ListAccountsRequest accounts;
    accounts.set_organ(organ->name());
    FetchAccounts(gathering, std::move(accounts), TakeAccounts(page));
    FetchReports(gathering, organ->name(), page->mutable_annual_reports());
    FetchRequestStatistics(gathering, organ->name(), ThisYear(), [page] { return page->mutable_requests(); });
  });
}

void PortalViews::SearchPortal(const Call& call, const pv1::SearchPortalRequest& request, pv1::SearchPortalResponse* out, Done done) {
  const auto gathering = Begin(call, out, std::move(done), "items");
  catalog::v1::SearchItemsRequest items;
  items.set_query(request.query());
  items.set_division(request.division());
  items.set_domain(request.domain());
  items.set_organ(request.organ());
  items.set_page_size(request.page_size());
  items.set_page_token(request.page_token());
  gathering->Fetch<catalog::v1::SearchItemsRequest, catalog::v1::SearchItemsResponse>(
      "items", std::move(items), [this](auto... args) { catalog_->async()->SearchItems(std::move(args)...); },
      [out](catalog::v1::SearchItemsResponse& found) {
        *out->mutable_items() = std::move(*found.mutable_hits());
        out->set_next_page_token(found.next_page_token());
        out->set_items_estimate(found.total_estimate());
      });
  if (request.page_token().empty() && request.domain().empty()) {
    media::v1::ListAccountsRequest accounts;
    accounts.set_text(request.query());
    accounts.set_division(request.division());
    accounts.set_organ(request.organ());
    FetchAccounts(*gathering, std::move(accounts), TakeAccounts(out));
  }
  gathering->Close();
}

void PortalViews::SuggestBeforeFiling(const Call& call, const pv1::SuggestBeforeFilingRequest& request,
                                      pv1::SuggestBeforeFilingResponse* out, Done done) {
  const auto snapshot = Published();
  if (!snapshot.ok()) return done(snapshot.status());
  const Organ* organ = FindOrgan(**snapshot, request.organ());
  if (organ == nullptr) return done(error::NotFound(request.organ()));
  struct Found {
    catalog::v1::SuggestItemsResponse own, all;
  };
  auto found = std::make_shared<Found>();
  const auto gathering = Begin(
      call, out,
      [out, organ, found, snapshot = *snapshot, done = std::move(done)](const absl::Status& status) {
        *out->mutable_suggestions() = NearestFirst(*snapshot, organ->division(), found->own.suggestions(), found->all.suggestions());
        out->set_other_organ(OtherOrgan(out->suggestions(), organ->name()));
        const Organ* other = FindOrgan(*snapshot, out->other_organ());
        if (other != nullptr) out->set_other_organ_title(other->display_name());
        done(status);
      },
      "suggestions");
  FetchSuggestions(*gathering, request.text(), organ->division(), &found->own);
  // Of whichever division and organ: who asks the wrong one is shown the right one.
  FetchSuggestions(*gathering, request.text(), "", &found->all);
  gathering->Close();
}

void PortalViews::GetStatistics(const Call& call, const pv1::GetStatisticsRequest& request, pv1::Statistics* out, Done done) {
  const auto ids = ParseName("divisions/*/statistics/*", request.name());
  if (!ids.ok()) return done(ids.status());
  int year = 0;
  if (!absl::SimpleAtoi((*ids)[1], &year) || (*ids)[1].size() != 4 || year > ThisYear()) {
    return done(error::BadRequest({{"name", "must end with a year that has begun"}}));
  }
  const auto snapshot = Published();
  if (!snapshot.ok()) return done(snapshot.status());
  const Division* division = FindDivision(**snapshot, "divisions/" + (*ids)[0]);
  if (division == nullptr) return done(error::NotFound("divisions/" + (*ids)[0]));
  out->set_name(request.name());
  out->set_year(year);
  AddTotals(**snapshot, *division, *out->mutable_published());
  const auto gathering = Begin(call, out, std::move(done));
  FetchRequestStatistics(*gathering, division->name(), year, [out] { return out->mutable_requests(); });
  FetchAvoided(*gathering, division->name(), year, [out] { return out->mutable_avoided(); });
  gathering->Close();
}

}  // namespace disclosure::gateway
