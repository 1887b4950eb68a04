#include "gateway/web/edition_pages.h"

#include <algorithm>
#include <iterator>
#include <memory>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/web/catalogue_pages.h"
#include "gateway/web/snapshot_lookup.h"
#include "gateway/web/words.h"

namespace disclosure::gateway {
namespace {

using catalog::v1::Edition;
using catalog::v1::EditionDiff;
using catalog::v1::Item;

// "…/editions/2" → 2.
int EditionNumber(const std::string& name) {
  int number = 0;
  const size_t slash = name.rfind('/');
  return slash != std::string::npos && absl::SimpleAtoi(name.substr(slash + 1), &number) ? number : 0;
}

std::string CatalogueOf(const std::string& edition) { return edition.substr(0, edition.find("/editions/")); }

std::string CatalogueTitle(const Snapshot& snapshot, const std::string& catalogue) {
  const EditionInForce* in_force = FindEdition(snapshot, catalogue);
  if (in_force != nullptr) return DomainTitle(snapshot, in_force->head());
  const size_t slash = catalogue.rfind('/');
  const catalog::v1::Domain* domain = FindDomain(snapshot, catalogue.substr(slash + 1));
  return domain != nullptr ? domain->display_name() : catalogue;
}

void AddEditionRow(const Edition& edition, const EditionInForce* in_force, bool has_older, Dictionary& table) {
  Dictionary& row = *table.AddSectionDictionary("EDITION_ROW");
  SetNumber(row, "EDITION", edition.edition());
  SetText(row, "HREF", "/" + edition.name());
  SetNumber(row, "ITEMS", edition.item_count());
  SetText(row, "TIME", DateTimeText(edition.publish_time()));
  SetText(row, "STAMP", DateTimeStamp(edition.publish_time()));
  const bool now = in_force != nullptr && in_force->head().edition() == edition.edition();
  SetText(row, "STATE", now ? "现行有效" : EditionStateWord(edition.state()));
  if (now) row.ShowSection("NOW");
  SetSection(row, "REASON", edition.withdraw_reason());
  if (has_older && edition.state() != Edition::WITHDRAWN) {
    SetText(*row.AddSectionDictionary("DIFF"), "DIFF_HREF", absl::StrCat("/", edition.name(), "/diff"));
  }
}

// Linked if `in_force` has it; that may be null.
void AddChange(const Edition* in_force, const Item& item, Dictionary& row) {
  SetSection(row, "SERIAL", item.serial());
  const bool linked = in_force != nullptr && FindItem(*in_force, item.name()) != nullptr;
  Dictionary& name = *row.AddSectionDictionary(linked ? "NAME_LINK" : "NAME_PLAIN");
  SetText(name, "NAME", ItemPath(item));
  if (linked) SetText(name, "HREF", "/" + item.name());
}

}  // namespace

void WriteEditions(const Snapshot& snapshot, const std::string& catalogue,
                   const catalog::v1::ListEditionsResponse& editions, PageBuilder& page) {
  const std::string domain = CatalogueTitle(snapshot, catalogue);
  const EditionInForce* in_force = FindEdition(snapshot, catalogue);
  const std::string title =
      absl::StrCat(DivisionTitle(snapshot, DivisionOf(catalogue)), domain, "领域目录版次记录");
  page.SetTitle(title);
  page.SetDescription(title + "：历次公布的版次、公布时间，以及与前一版的差异。");
  page.SetRoom(Room::kDistrict);
  if (in_force != nullptr && in_force->head().sample()) page.MarkSample();
  AddCatalogueCrumbs(snapshot, catalogue, domain, false, page);
  page.AddCrumb("版次记录", "");
  Dictionary& content = page.content();
  SetText(content, "TITLE", title);
  if (editions.editions().empty()) content.ShowSection("NOTHING");
  if (!editions.next_page_token().empty()) {
    SetText(*content.AddSectionDictionary("MORE"), "MORE_HREF", absl::StrCat("/v1/", catalogue, "/editions"));
  }
  Dictionary* table = editions.editions().empty() ? nullptr : content.AddSectionDictionary("SOME");
  for (int i = 0; i < editions.editions_size(); ++i) {
    const auto older = std::next(editions.editions().begin(), i + 1);
    const bool has_older = std::any_of(older, editions.editions().end(), [](const Edition& e) { return e.state() == Edition::PUBLISHED; });
    AddEditionRow(editions.editions(i), in_force, has_older, *table);
  }
}

void WriteDiff(const Snapshot& snapshot, const EditionDiff& diff, PageBuilder& page) {
  const std::string catalogue = CatalogueOf(diff.name());
  const std::string domain = CatalogueTitle(snapshot, catalogue);
  const int newer = EditionNumber(diff.name());
  const int older = EditionNumber(diff.base());
  page.SetTitle(absl::StrCat(DivisionTitle(snapshot, DivisionOf(catalogue)), domain, "领域目录：第", newer, "版与第",
                             older, "版的差异"));
  page.SetRoom(Room::kDistrict);
  page.HideFromRobots();
  AddCatalogueCrumbs(snapshot, catalogue, domain, false, page);
  page.AddCrumb("版次记录", absl::StrCat("/", catalogue, "/editions"));
  page.AddCrumb(absl::StrCat("第", newer, "版"), "/" + diff.name());
  page.AddCrumb("差异", "");
  Dictionary& content = page.content();
  SetText(content, "TITLE", absl::StrCat(domain, "领域目录"));
  SetNumber(content, "NEWER", newer);
  SetNumber(content, "OLDER", older);
  SetText(content, "NEWER_HREF", "/" + diff.name());
  SetText(content, "OLDER_HREF", "/" + diff.base());
  SetText(content, "DIFF_HREF", "/" + diff.name() + "/diff");
  SetNumber(content, "ADDED_COUNT", diff.added_size());
  SetNumber(content, "REMOVED_COUNT", diff.removed_size());
  SetNumber(content, "CHANGED_COUNT", diff.changed_size());
  SetNumber(content, "UNCHANGED_COUNT", diff.unchanged());
  const std::shared_ptr<const Edition> in_force = WholeEdition(snapshot, catalogue);
  if (diff.added().empty() && diff.removed().empty() && diff.changed().empty()) content.ShowSection("SAME");
  Dictionary* added = diff.added().empty() ? nullptr : content.AddSectionDictionary("ADDED");
  for (const Item& item : diff.added()) AddChange(in_force.get(), item, *added->AddSectionDictionary("CHANGE"));
  Dictionary* removed = diff.removed().empty() ? nullptr : content.AddSectionDictionary("REMOVED");
  for (const Item& item : diff.removed()) AddChange(in_force.get(), item, *removed->AddSectionDictionary("CHANGE"));
  Dictionary* changed = diff.changed().empty() ? nullptr : content.AddSectionDictionary("CHANGED");
  for (const auto& change : diff.changed()) {
    Dictionary& row = *changed->AddSectionDictionary("CHANGE");
    AddChange(in_force.get(), change.item(), row);
    for (const auto& field : change.fields()) {
      Dictionary& line = *row.AddSectionDictionary("FIELD");
      SetText(line, "FIELD_NAME", FieldWord(field.field()));
      SetSection(line, "BEFORE", field.before());
      SetSection(line, "AFTER", field.after());
      if (field.before().empty()) line.ShowSection("NO_BEFORE");
      if (field.after().empty()) line.ShowSection("NO_AFTER");
    }
  }
}

}  // namespace disclosure::gateway
