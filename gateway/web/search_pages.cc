#include "gateway/web/search_pages.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/web/account_pages.h"
#include "gateway/web/address.h"
#include "gateway/web/marked_text.h"
#include "gateway/web/query_text.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/unavailable_parts.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::ItemHit;
using portal::v1::SearchPortalRequest;
using portal::v1::SearchPortalResponse;

constexpr int kItemsOnAPage = 20;
constexpr int kExactTotal = 200;  // SearchItemsResponse.total_estimate is exact up to here

// "divisions/330108" → "330108", as the form sends it.
std::string CodeOf(const std::string& name) { return name.substr(name.find('/') + 1); }

bool IsFiltered(const SearchPortalRequest& asked) {
  return !asked.division().empty() || !asked.domain().empty() || !asked.organ().empty();
}

// The address of the same search, from its first page on.
std::string AddressOf(const SearchPortalRequest& asked) {
  std::string address = absl::StrCat("/search?q=", QueryEscaped(asked.query()));
  const std::pair<const char*, const std::string*> filters[] = {
      {"division", &asked.division()}, {"domain", &asked.domain()}, {"organ", &asked.organ()}};
  for (const auto& [name, value] : filters) {
    if (!value->empty()) absl::StrAppend(&address, "&", name, "=", QueryEscaped(CodeOf(*value)));
  }
  return address;
}

std::string AddressWithoutFilters(const SearchPortalRequest& asked) {
  SearchPortalRequest all;
  all.set_query(asked.query());
  return AddressOf(all);
}

void AddOption(const char* section, const std::string& name, std::string_view title, const std::string& chosen, Dictionary& content) {
  Dictionary& option = *content.AddSectionDictionary(section);
  SetText(option, "VALUE", CodeOf(name));
  SetText(option, "OPTION_TITLE", title);
  if (name == chosen) option.ShowSection("CHOSEN");
}

// The organs that something is published of, and the one chosen.
void AddOrganOptions(const Snapshot& snapshot, const std::string& chosen, Dictionary& content) {
  std::set<std::string> named = {chosen};
  for (const auto& [name, edition] : snapshot.editions) {
    for (const auto& [organ, uses] : edition->organ_uses()) named.insert(organ);
  }
  for (const auto& [name, organ] : snapshot.organs) {
    if (named.count(name) > 0) AddOption("ORGAN_OPTION", name, organ.display_name(), chosen, content);
  }
}

void AddForm(const Snapshot& snapshot, const SearchPortalRequest& asked, Dictionary& content) {
  SetText(content, "QUERY", asked.query());
  for (const auto& one : snapshot.divisions) AddOption("DIVISION_OPTION", one.name(), one.display_name(), asked.division(), content);
  for (const auto& one : snapshot.domains) AddOption("DOMAIN_OPTION", one.name(), one.display_name(), asked.domain(), content);
  AddOrganOptions(snapshot, asked.organ(), content);
  if (IsFiltered(asked)) content.ShowSection("FILTERS_OPEN");
}

// Where the item stands and who answers for it.
void AddHit(const Snapshot& snapshot, const ItemHit& hit, Dictionary& row) {
  SetText(row, "HREF", PathOf(hit.item()));
  for (int i = 0; i < hit.titles_size(); ++i) {
    Dictionary& title = *row.AddSectionDictionary("TITLE");
    if (i > 0) title.ShowSection("BELOW");
    AddPieces(hit.titles(i), title);
  }
  SetText(row, "DIVISION_TITLE", DivisionTitle(snapshot, DivisionOf(hit.catalogue())));
  SetText(row, "CATALOGUE_HREF", PathOf(hit.catalogue()));
  const auto* domain = FindDomain(snapshot, CodeOf(hit.domain()));
  SetText(row, "DOMAIN_TITLE", domain == nullptr ? hit.catalogue_title() : domain->display_name());
  if (!hit.snippet().text().empty()) AddPieces(hit.snippet(), *row.AddSectionDictionary("SNIPPET"));
  if (hit.responsible_bodies().empty()) return;
  Dictionary& bodies = *row.AddSectionDictionary("BODIES");
  for (const auto& body : hit.responsible_bodies()) SetText(*bodies.AddSectionDictionary("BODY"), "TEXT", body.text());
}

void AddAccounts(const SearchPortalRequest& asked, const SearchPortalResponse& found, Dictionary& content) {
  if (found.accounts().empty()) return;
  Dictionary& list = *content.AddSectionDictionary("ACCOUNTS");
  for (const auto& account : found.accounts()) {
    Dictionary& row = *list.AddSectionDictionary("ACCOUNT");
    AddAccountName(account, row);
    SetSection(row, "HOST", account.host().display_name());
  }
  if (found.more_accounts()) SetText(*list.AddSectionDictionary("ALL"), "ALL_HREF", "/accounts?q=" + QueryEscaped(asked.query()));
}

void AddPaging(const SearchPortalRequest& asked, const std::string& next, Dictionary& list) {
  if (asked.page_token().empty() && next.empty()) return;
  Dictionary& paging = *list.AddSectionDictionary("PAGING");
  const std::string first = AddressOf(asked);
  if (!asked.page_token().empty()) SetText(*paging.AddSectionDictionary("FIRST"), "FIRST_HREF", first);
  if (!next.empty()) SetText(*paging.AddSectionDictionary("MORE"), "MORE_HREF", absl::StrCat(first, "&page=", QueryEscaped(next)));
}

void AddItems(const Snapshot& snapshot, const SearchPortalRequest& asked, const SearchPortalResponse& found, PageBuilder& page) {
  Dictionary& content = page.content();
  Dictionary& summary = *content.AddSectionDictionary("SUMMARY");
  SetText(summary, "QUERY", asked.query());
  SetNumber(summary, "FOUND", found.items_estimate());
  if (found.items_estimate() > kExactTotal) summary.ShowSection("ABOUT");
  if (IsFiltered(asked)) SetText(*summary.AddSectionDictionary("FILTERED"), "ALL_HREF", AddressWithoutFilters(asked));
  if (found.items().empty()) {
    SetText(*content.AddSectionDictionary("NOTHING"), "APPLY_HREF",
            asked.organ().empty() ? "/requests/new" : "/requests/new?organ=" + QueryEscaped(CodeOf(asked.organ())));
    return;
  }
  Dictionary& list = *content.AddSectionDictionary("ITEMS");
  for (const ItemHit& hit : found.items()) {
    if (hit.sample()) page.MarkSample();
    AddHit(snapshot, hit, *list.AddSectionDictionary("ITEM"));
  }
  AddPaging(asked, found.next_page_token(), list);
}

}  // namespace

SearchPortalRequest SearchAsked(const Snapshot& snapshot, std::string_view query) {
  SearchPortalRequest asked;
  asked.set_query(QueryText(query, "q"));
  asked.set_page_size(kItemsOnAPage);
  asked.set_page_token(QueryText(query, "page"));
  if (const auto* division = FindDivision(snapshot, "divisions/" + QueryText(query, "division"))) asked.set_division(division->name());
  if (const auto* domain = FindDomain(snapshot, QueryText(query, "domain"))) asked.set_domain(domain->name());
  if (const auto* organ = FindOrgan(snapshot, "organs/" + QueryText(query, "organ"))) asked.set_organ(organ->name());
  return asked;
}

SearchPortalResponse NothingAvailable() {
  SearchPortalResponse none;
  for (const char* part : {"items", "accounts"}) {
    auto& missing = *none.add_unavailable();
    missing.set_part(part);
    missing.set_reason("UNAVAILABLE");
  }
  return none;
}

void WriteSearch(const Snapshot& snapshot, const SearchPortalRequest& asked, const SearchPortalResponse* found, bool refused,
                 PageBuilder& page) {
  const char* const later = asked.page_token().empty() ? "" : "（续）";
  page.SetTitle(asked.query().empty() ? "查询" : absl::StrCat("“", asked.query(), "”的查询结果", later));
  page.SetDescription("查询已经公开的事项和政务新媒体账号。");
  page.SetRoom(Room::kSearch);
  page.HideFromRobots();
  page.AddCrumb("首页", "/");
  page.AddCrumb("查询", "");
  Dictionary& content = page.content();
  AddForm(snapshot, asked, content);
  if (refused) content.ShowSection("NO_WORD");
  if (found == nullptr) {
    if (!refused) content.ShowSection("HINT");
    return;
  }
  if (IsMissing(*found, "items")) content.ShowSection("ITEMS_AWAY");
  else AddItems(snapshot, asked, *found, page);
  if (IsMissing(*found, "accounts")) content.ShowSection("ACCOUNTS_AWAY");
  AddAccounts(asked, *found, content);
}

}  // namespace disclosure::gateway
