#include "gateway/web/catalogue_pages.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/web/catalogue_table.h"
#include "gateway/web/directory_pages.h"
#include "gateway/web/item_filter.h"
#include "gateway/web/item_text.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using catalog::v1::Item;
using catalog::v1::Organ;

// What stands above the table: who publishes, edition, time, downloads.
void FillSummary(const Snapshot& snapshot, const Edition& edition, const std::string& resource, Dictionary& content) {
  SetText(content, "TITLE", edition.display_name());
  SetText(content, "DIVISION_TITLE", DivisionTitle(snapshot, DivisionOf(edition.catalogue())));
  SetNumber(content, "EDITION", edition.edition());
  SetNumber(content, "ITEMS", edition.items_size());
  SetText(content, "TIME", DateTimeText(edition.publish_time()));
  SetText(content, "STAMP", DateTimeStamp(edition.publish_time()));
  SetText(content, "RESOURCE", "/v1/" + resource);
  SetText(content, "EXPORT", "/v1/" + resource + ":export?format=");
  SetText(content, "CATALOGUE_HREF", "/" + edition.catalogue());
  SetText(content, "EDITIONS_HREF", "/" + edition.catalogue() + "/editions");
  const Organ* organ = ResponsibleOrgan(snapshot, OrganUsesOf(edition));
  if (organ == nullptr) return;
  Dictionary& responsible = *content.AddSectionDictionary("ORGAN_LINK");
  SetText(responsible, "ORGAN", organ->display_name());
  SetText(responsible, "ORGAN_HREF", "/" + organ->name());
}

std::vector<const Item*> Filtered(const Edition& edition, const std::string& filter) {
  const FilterWords words(filter);
  std::vector<const Item*> items;
  for (const Item& item : edition.items()) {
    if (words.AllIn(item)) items.push_back(&item);
  }
  return items;
}

std::string EditionTitle(const Edition& edition) {
  return absl::StrCat(edition.display_name(), "（第", edition.edition(), "版）");
}

// All 13 channels of the form, ticked or not, then what else the source names.
void AddAllChannels(const Item& item, Dictionary& content) {
  for (const auto channel : kChannels) {
    bool used = false;
    for (const auto& use : item.channels()) {
      if (use.channel() != channel) continue;
      used = true;
      Dictionary& row = *content.AddSectionDictionary("CHANNEL");
      SetText(row, "MARK", use.stage() > 0 ? "▲" : "■");
      SetText(row, "TEXT", ChannelText(use));
      row.ShowSection("USED");
    }
    if (used) continue;
    Dictionary& row = *content.AddSectionDictionary("CHANNEL");
    SetText(row, "MARK", "□");
    SetText(row, "TEXT", ChannelWord(channel));
  }
}

std::string MethodsText(const Item& item) {
  std::vector<std::string> words;
  for (const int method : item.methods()) words.emplace_back(MethodWord(static_cast<catalog::v1::Method>(method)));
  return absl::StrJoin(words, "、");
}

std::string LevelsText(const Item& item) {
  std::vector<std::string> words;
  for (const int level : item.levels()) words.emplace_back(LevelWord(static_cast<catalog::v1::Level>(level)));
  return absl::StrJoin(words, "、");
}

std::string AudienceText(const Item& item) {
  std::string text = item.audience().whole_society() ? "全社会" : "";
  if (item.audience().groups().empty()) return text;
  return absl::StrCat(text, text.empty() ? "" : "；", "特定群体：", absl::StrJoin(item.audience().groups(), "、"));
}

void AddSource(const Item& item, Dictionary& content) {
  if (item.source().file().empty()) return;
  Dictionary& source = *content.AddSectionDictionary("SOURCE");
  SetText(source, "FILE", item.source().file());
  SetNumber(source, "TABLE_NUMBER", item.source().table());
  SetNumber(source, "ROW_NUMBER", item.source().row());
}

void AddNeighbour(const Edition& edition, int index, const char* section, Dictionary& content) {
  if (index < 0 || index >= edition.items_size()) return;
  Dictionary& neighbour = *content.AddSectionDictionary(section);
  SetText(neighbour, "NEIGHBOUR", ItemTitle(edition.items(index)));
  SetText(neighbour, "NEIGHBOUR_HREF", "/" + edition.items(index).name());
}

// The contact card of each organ that answers for the item.
void AddOrgans(const Snapshot& snapshot, const Item& item, Dictionary& content) {
  std::vector<std::string> shown;
  for (const auto& body : item.responsible_bodies()) {
    const Organ* organ = FindOrgan(snapshot, body.organ());
    if (organ == nullptr || std::find(shown.begin(), shown.end(), body.organ()) != shown.end()) continue;
    shown.push_back(body.organ());
    Dictionary& card = *content.AddSectionDictionary("ORGAN_CARD");
    SetText(card, "ORGAN", organ->display_name());
    SetText(card, "ORGAN_HREF", "/" + organ->name());
    AddContactCard(*organ, card);
  }
}

void FillItem(const Snapshot& snapshot, const Item& item, Dictionary& content) {
  SetSection(content, "SERIAL", item.serial());
  SetSection(content, "ONE", item.level_one());
  SetSection(content, "TWO", item.level_two());
  SetSection(content, "THREE", item.level_three());
  AddContents(item, content);
  AddBases(item, content);
  AddTimeLimit(item, content);
  AddBodies(snapshot, item, content);
  AddAllChannels(item, content);
  SetSection(content, "AUDIENCE", AudienceText(item));
  SetSection(content, "METHODS", MethodsText(item));
  SetSection(content, "LEVELS", LevelsText(item));
  if (item.levels_derived()) content.ShowSection("LEVELS_DERIVED");
  if (item.links_size() > 0) AddLinks(item, *content.AddSectionDictionary("LINKS"));
  SetSection(content, "REMARKS", item.remarks());
  for (const auto& column : item.other_columns()) {
    Dictionary& other = *content.AddSectionDictionary("OTHER");
    SetText(other, "HEADER", column.header());
    SetText(other, "TEXT", column.text());
  }
  AddSource(item, content);
  AddOrgans(snapshot, item, content);
}

}  // namespace

void AddCatalogueCrumbs(const Snapshot& snapshot, const std::string& catalogue, const std::string& title, bool here,
                        PageBuilder& page) {
  AddDivisionCrumbs(snapshot, DivisionOf(catalogue), false, page);
  page.AddCrumb(title, here ? "" : "/" + catalogue);
}

void WriteCatalogue(const Snapshot& snapshot, const Edition& edition, const std::string& filter, PageBuilder& page) {
  page.SetTitle(filter.empty() ? edition.display_name() : absl::StrCat("“", filter, "”的筛选结果 - ", edition.display_name()));
  page.SetDescription(absl::StrCat(edition.display_name(), "，现行第", edition.edition(), "版，", edition.items_size(),
                                   "个公开事项：内容、依据、时限、主体和渠道。"));
  page.SetRoom(Room::kDistrict);
  if (edition.sample()) page.MarkSample();
  AddCatalogueCrumbs(snapshot, edition.catalogue(), DomainTitle(snapshot, edition), true, page);
  Dictionary& content = page.content();
  FillSummary(snapshot, edition, edition.catalogue(), content);
  SetText(content, "FILTER", filter);
  const std::vector<const Item*> items = Filtered(edition, filter);
  if (!filter.empty()) {
    SetNumber(*content.AddSectionDictionary("FILTERED"), "SHOWN", static_cast<long>(items.size()));
    page.HideFromRobots();
  }
  if (items.empty()) {
    content.ShowSection("NOTHING");
    return;
  }
  AddCatalogueTable(snapshot, items, &edition, edition.display_name(), *content.AddSectionDictionary("SOME"));
}

void WriteEdition(const Snapshot& snapshot, const Edition& edition, PageBuilder& page) {
  page.SetTitle(EditionTitle(edition));
  page.SetDescription(absl::StrCat(EditionTitle(edition), "，", DateText(edition.publish_time()), "公布。"));
  page.SetRoom(Room::kDistrict);
  if (edition.sample()) page.MarkSample();
  AddCatalogueCrumbs(snapshot, edition.catalogue(), DomainTitle(snapshot, edition), false, page);
  page.AddCrumb("版次记录", "/" + edition.catalogue() + "/editions");
  page.AddCrumb(absl::StrCat("第", edition.edition(), "版"), "");
  Dictionary& content = page.content();
  FillSummary(snapshot, edition, edition.name(), content);
  const EditionInForce* in_force = FindEdition(snapshot, edition.catalogue());
  if (in_force != nullptr && in_force->head().edition() == edition.edition()) {
    content.ShowSection("IN_FORCE");
  } else if (in_force != nullptr) {
    SetNumber(*content.AddSectionDictionary("SUPERSEDED"), "NEWER", in_force->head().edition());
  }
  SetText(content, "DIFF_HREF", "/" + edition.name() + "/diff");
  if (edition.state() == Edition::WITHDRAWN) {
    SetText(*content.AddSectionDictionary("WITHDRAWN"), "REASON", edition.withdraw_reason());
    return;
  }
  std::vector<const Item*> items;
  for (const Item& item : edition.items()) items.push_back(&item);
  Dictionary& readable = *content.AddSectionDictionary("READABLE");
  if (edition.edition() > 1) readable.ShowSection("HAS_BASE");
  const std::shared_ptr<const Edition> linked = WholeEdition(snapshot, edition.catalogue());
  AddCatalogueTable(snapshot, items, linked.get(), EditionTitle(edition), readable);
}

void WriteItem(const Snapshot& snapshot, const Edition& edition, const Item& item, PageBuilder& page) {
  const std::string domain = DomainTitle(snapshot, edition);
  page.SetTitle(absl::StrCat(ItemTitle(item), " - ", DivisionTitle(snapshot, DivisionOf(edition.catalogue())), domain));
  page.SetDescription(absl::StrCat(ItemPath(item), "：由谁公开、公开什么、依据和时限。", absl::StrJoin(item.contents(), "；")));
  page.SetRoom(Room::kDistrict);
  if (edition.sample()) page.MarkSample();
  AddCatalogueCrumbs(snapshot, edition.catalogue(), domain, false, page);
  page.AddCrumb(ItemTitle(item), "");
  Dictionary& content = page.content();
  SetText(content, "TITLE", ItemTitle(item));
  const bool nested = ItemTitle(item) != item.level_one();
  SetText(content, "PATH", nested ? absl::StrCat(domain, " › ", item.level_one()) : domain);
  SetText(content, "CATALOGUE_HREF", "/" + edition.catalogue());
  SetText(content, "CATALOGUE_TITLE", edition.display_name());
  SetNumber(content, "EDITION", edition.edition());
  SetText(content, "DATE", DateText(edition.publish_time()));
  SetText(content, "STAMP", DateTimeStamp(edition.publish_time()));
  SetText(content, "RESOURCE", "/v1/" + item.name());
  FillItem(snapshot, item, content);
  const auto begin = edition.items().begin();
  const auto found = std::find_if(begin, edition.items().end(), [&](const Item& one) { return &one == &item; });
  const int index = static_cast<int>(found - begin);
  AddNeighbour(edition, index - 1, "PREVIOUS", content);
  AddNeighbour(edition, index + 1, "NEXT", content);
}

}  // namespace disclosure::gateway
