#include "gateway/web/organ_page.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/web/account_pages.h"
#include "gateway/web/address.h"
#include "gateway/web/directory_pages.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/unavailable_parts.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::DisclosureRule;
using catalog::v1::Organ;
using catalog::v1::OrganProfile;
using portal::v1::OrganPage;

std::string CodeOf(const Organ& organ) { return organ.name().substr(organ.name().find('/') + 1); }

void AddOrganCatalogues(const Snapshot& snapshot, const Organ& organ, PageBuilder& page) {
  bool any = false;
  for (const auto& [name, edition] : snapshot.editions) {
    const auto uses = edition->organ_uses().find(organ.name());
    if (uses == edition->organ_uses().end()) continue;
    any = true;
    Dictionary& row = *page.content().AddSectionDictionary("CATALOGUE");
    AddCatalogueRow(snapshot, edition->head(), row);
    SetText(row, "DIVISION_TITLE", DivisionTitle(snapshot, DivisionOf(name)));
    SetNumber(row, "USES", uses->second);
    if (edition->head().sample()) page.MarkSample();
  }
  if (!any) return page.content().ShowSection("NOTHING");
  SetText(*page.content().AddSectionDictionary("SEARCH"), "SEARCH_HREF", "/search?organ=" + CodeOf(organ));
}

void AddOrganState(const Snapshot& snapshot, const Organ& organ, Dictionary& content) {
  if (organ.state() == Organ::ABOLISHED) content.ShowSection("ABOLISHED");
  if (organ.state() != Organ::MERGED) return;
  Dictionary& merged = *content.AddSectionDictionary("MERGED");
  const Organ* successor = FindOrgan(snapshot, organ.successor());
  SetText(merged, "SUCCESSOR", successor != nullptr ? successor->display_name() : organ.successor());
  SetText(merged, "SUCCESSOR_HREF", "/" + organ.successor());
}

// A link where a page may lead there, else the text.
void SetLink(Dictionary& parent, const std::string& address) {
  if (address.empty()) return;
  SetText(*parent.AddSectionDictionary(IsWebAddress(address) ? "LINK_OPEN" : "LINK_PLAIN"), "ADDRESS", address);
}

// What 条例第十二条 wants of a guide beside the office.
void AddGuide(const OrganProfile& profile, Dictionary& content) {
  const auto& guide = profile.guide();
  const std::pair<const char*, const std::string*> texts[] = {
      {"政府信息的分类", &guide.classification()}, {"编排体系", &guide.arrangement()}, {"获取方式", &guide.access()}};
  for (const auto& [label, text] : texts) {
    if (text->empty()) continue;
    Dictionary& row = *content.AddSectionDictionary("GUIDE");
    SetText(row, "LABEL", label);
    SetText(row, "TEXT", *text);
  }
  if (!guide.website().empty()) SetLink(*content.AddSectionDictionary("WEBSITE"), guide.website());
  SetSection(content, "EMAIL", guide.email());
}

void AddRules(const OrganProfile& profile, Dictionary& content) {
  if (profile.rules().empty()) return content.ShowSection("NO_RULES");
  for (const DisclosureRule& rule : profile.rules()) {
    Dictionary& row = *content.AddSectionDictionary("RULE");
    SetText(row, "RULE_TITLE", rule.title());
    SetSection(row, "DOCUMENT_NUMBER", rule.document_number());
    SetSection(row, "ISSUED_ON", rule.issued_on());
    SetSection(row, "RULE_TEXT", rule.text());
    SetLink(row, rule.link());
  }
}

void AddReports(const OrganPage& view, Dictionary& content) {
  for (const auto& report : view.annual_reports()) {
    Dictionary& row = *content.AddSectionDictionary("REPORT");
    SetText(row, "REPORT_HREF", PathOf(report.name()));
    SetNumber(row, "YEAR", report.year());
    SetText(row, "PUBLISHED_ON", report.published_on());
  }
}

void AddAccounts(const OrganPage& view, Dictionary& content) {
  if (view.accounts().empty()) return;
  Dictionary& list = *content.AddSectionDictionary("ACCOUNTS");
  for (const auto& account : view.accounts()) {
    Dictionary& row = *list.AddSectionDictionary("ACCOUNT");
    AddAccountName(account, row);
  }
  if (view.more_accounts()) list.ShowSection("MORE_ACCOUNTS");
}

void AddView(const OrganPage& view, Dictionary& content) {
  const std::pair<const char*, const char*> parts[] = {
      {"profile", "PROFILE_AWAY"}, {"annual_reports", "REPORTS_AWAY"}, {"accounts", "ACCOUNTS_AWAY"}};
  for (const auto& [part, section] : parts) {
    if (IsMissing(view, part)) content.ShowSection(section);
  }
  if (view.has_profile()) {
    AddGuide(view.profile(), content);
    AddRules(view.profile(), content);
  }
  AddReports(view, content);
  AddAccounts(view, content);
  if (!view.has_requests()) return;
  Dictionary& requests = *content.AddSectionDictionary("REQUESTS");
  SetNumber(requests, "RECEIVED", view.requests().received());
  SetNumber(requests, "CONCLUDED", view.requests().concluded());
}

void AddNothingAsked(Dictionary& content) {
  for (const char* section : {"PROFILE_AWAY", "REPORTS_AWAY", "ACCOUNTS_AWAY"}) content.ShowSection(section);
}

}  // namespace

void WriteOrgan(const Snapshot& snapshot, const Organ& organ, const OrganPage* view, PageBuilder& page) {
  page.SetTitle(organ.display_name());
  page.SetDescription(organ.display_name() + "的政府信息公开指南、公开制度、法定主动公开内容、依申请公开的办法和年度报告。");
  AddDivisionCrumbs(snapshot, organ.division(), false, page);
  page.AddCrumb(organ.display_name(), "");
  Dictionary& content = page.content();
  SetText(content, "TITLE", organ.display_name());
  SetSection(content, "KIND", OrganKindWord(organ.kind()));
  AddOrganState(snapshot, organ, content);
  AddContactCard(organ, content);
  SetSection(content, "RECONSIDERATION", organ.reconsideration_organ());
  SetSection(content, "COURT", organ.court());
  SetSection(content, "PREFIX", organ.document_prefix());
  if (!organ.confidence().empty() && organ.confidence() != "verified") content.ShowSection("UNVERIFIED");
  if (organ.state() == Organ::ACTIVE) {
    SetText(*content.AddSectionDictionary("APPLY"), "APPLY_HREF", "/requests/new?organ=" + CodeOf(organ));
  }
  SetText(content, "REPORTS_HREF", absl::StrCat("/", organ.name(), "/annualReports"));
  SetText(content, "JSON_HREF", "/v1/portal/" + organ.name());
  AddOrganCatalogues(snapshot, organ, page);
  if (view != nullptr) AddView(*view, content);
  else AddNothingAsked(content);
}

}  // namespace disclosure::gateway
