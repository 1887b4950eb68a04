#include "gateway/web/directory_pages.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Division;
using catalog::v1::Domain;
using catalog::v1::Edition;
using catalog::v1::Organ;

struct Totals {
  long catalogues = 0;
  long items = 0;
};

Totals TotalsOf(const std::vector<const EditionInForce*>& editions) {
  Totals totals;
  for (const EditionInForce* edition : editions) {
    ++totals.catalogues;
    totals.items += edition->head().item_count();
  }
  return totals;
}

// DIVISION for each, the one named `here` marked.
void AddDivisionChoice(const Snapshot& snapshot, std::string_view here, Dictionary& content) {
  for (const Division& division : snapshot.divisions) {
    Dictionary& choice = *content.AddSectionDictionary("DIVISION");
    SetText(choice, "DIVISION_TITLE", division.display_name());
    SetText(choice, "DIVISION_HREF", "/" + division.name());
    const Totals totals = TotalsOf(EditionsOf(snapshot, division.name()));
    SetNumber(choice, "CATALOGUES", totals.catalogues);
    SetNumber(choice, "ITEMS", totals.items);
    if (division.name() == here) choice.ShowSection("DIVISION_HERE");
  }
}

// The edition that a domain's card leads to: the first division's that has one.
const EditionInForce* EditionForCard(const Snapshot& snapshot, const Domain& domain) {
  for (const Division& division : snapshot.divisions) {
    const EditionInForce* edition = FindEdition(snapshot, division.name() + "/catalogues/" + domain.code());
    if (edition != nullptr) return edition;
  }
  return nullptr;
}

void AddDomainCard(const Snapshot& snapshot, const Domain& domain, Dictionary& content) {
  Dictionary& card = *content.AddSectionDictionary("DOMAIN");
  SetText(card, "CODE", domain.code());
  SetText(card, "DOMAIN_TITLE", domain.display_name());
  const EditionInForce* edition = EditionForCard(snapshot, domain);
  if (edition == nullptr) {
    card.ShowSection("DOMAIN_EMPTY");
    return;
  }
  Dictionary& link = *card.AddSectionDictionary("DOMAIN_LINK");
  SetText(link, "DOMAIN_HREF", "/" + edition->head().catalogue());
  SetNumber(link, "ITEMS", edition->head().item_count());
  const Organ* organ = ResponsibleOrgan(snapshot, edition->organ_uses());
  if (organ != nullptr) {
    SetSection(link, "ORGAN", organ->short_name().empty() ? organ->display_name() : organ->short_name());
  }
}

bool AnySample(const std::vector<const EditionInForce*>& editions) {
  return std::any_of(editions.begin(), editions.end(),
                     [](const EditionInForce* edition) { return edition->head().sample(); });
}

}  // namespace

void AddDivisionCrumbs(const Snapshot& snapshot, std::string_view division, bool here, PageBuilder& page) {
  page.AddCrumb("首页", "/");
  page.AddCrumb(DivisionTitle(snapshot, division), here ? "" : absl::StrCat("/", std::string(division)));
}

void AddCatalogueRow(const Snapshot& snapshot, const Edition& head, Dictionary& row) {
  SetText(row, "CODE", head.domain());
  SetText(row, "DOMAIN_TITLE", DomainTitle(snapshot, head));
  SetText(row, "HREF", "/" + head.catalogue());
  SetNumber(row, "ITEMS", head.item_count());
  SetNumber(row, "EDITION", head.edition());
  SetText(row, "DATE", DateText(head.publish_time()));
  SetText(row, "STAMP", DateTimeStamp(head.publish_time()));
}

void AddContactCard(const Organ& organ, Dictionary& parent) {
  Dictionary& card = *parent.AddIncludeDictionary("CONTACT");
  card.SetFilename("contact");
  const auto& guide = organ.guide();
  const std::pair<const char*, const std::string*> lines[] = {{"政府信息公开工作机构", &guide.disclosure_office()},
                                                              {"办公地址", &guide.address()},
                                                              {"办公时间", &guide.office_hours()},
                                                              {"联系电话", &guide.phone()},
                                                              {"传真", &guide.fax()}};
  for (const auto& [label, text] : lines) {
    if (text->empty()) continue;
    Dictionary& line = *card.AddSectionDictionary("LINE");
    SetText(line, "LABEL", label);
    SetText(line, "TEXT", *text);
  }
  if (guide.phone().empty() && guide.address().empty()) card.ShowSection("INCOMPLETE");
}

void WritePortal(const Snapshot& snapshot, PageBuilder& page) {
  const Division* district = District(snapshot);
  page.SetTitle(SiteName(snapshot));
  page.SetDescription(SiteName(snapshot) + "：公开什么、依据什么、何时公开、由谁公开、在哪里可以看到，按领域逐项列明；没有公开的，可以在线申请。");
  page.SetRoom(Room::kPortal);
  page.MarkBilingual();
  SetText(page.content(), "SITE", SiteName(snapshot));
  SetText(page.content(), "DISTRICT", district == nullptr ? "" : district->display_name());
  AddDivisionChoice(snapshot, "", page.content());
  for (const Domain& domain : snapshot.domains) AddDomainCard(snapshot, domain, page.content());
  SetNumber(page.content(), "DOMAINS", static_cast<long>(snapshot.domains.size()));
  if (snapshot.editions.empty()) page.content().ShowSection("NOTHING");
  for (const auto& [name, edition] : snapshot.editions) {
    if (edition->head().sample()) return page.MarkSample();
  }
}

void WriteDivision(const Snapshot& snapshot, const Division& division, PageBuilder& page) {
  page.SetTitle(division.display_name() + "领域目录");
  page.SetRoom(Room::kDistrict);
  AddDivisionCrumbs(snapshot, division.name(), true, page);
  Dictionary& content = page.content();
  const std::vector<const EditionInForce*> editions = EditionsOf(snapshot, division.name());
  const Totals totals = TotalsOf(editions);
  page.SetDescription(absl::StrCat(division.display_name(), "现行的", totals.catalogues, "个领域政务公开标准目录，共", totals.items, "个公开事项。"));
  SetText(content, "TITLE", division.display_name());
  SetNumber(content, "CATALOGUES", totals.catalogues);
  SetNumber(content, "ITEMS", totals.items);
  SetText(content, "REPORTS_HREF", absl::StrCat("/", division.name(), "/annualReports"));
  SetText(content, "JSON_HREF", "/v1/" + division.name() + "/catalogues");
  AddDivisionChoice(snapshot, division.name(), content);
  if (editions.empty()) content.ShowSection("NOTHING");
  Dictionary* table = editions.empty() ? nullptr : content.AddSectionDictionary("SOME");
  for (const EditionInForce* edition : editions) {
    Dictionary& row = *table->AddSectionDictionary("CATALOGUE");
    AddCatalogueRow(snapshot, edition->head(), row);
    const Organ* organ = ResponsibleOrgan(snapshot, edition->organ_uses());
    Dictionary& cell = *row.AddSectionDictionary(organ != nullptr ? "ORGAN_LINK" : "ORGAN_UNKNOWN");
    if (organ == nullptr) continue;
    SetText(cell, "ORGAN", organ->display_name());
    SetText(cell, "ORGAN_HREF", "/" + organ->name());
  }
  if (AnySample(editions)) page.MarkSample();
}

}  // namespace disclosure::gateway
