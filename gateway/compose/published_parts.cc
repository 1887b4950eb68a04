#include "gateway/compose/published_parts.h"

#include <map>
#include <set>
#include <string_view>

#include "gateway/web/snapshot_lookup.h"

namespace disclosure::gateway {

using catalog::v1::ItemSuggestion;

namespace {

portal::v1::PublishedCatalogue& Add(const Snapshot& snapshot, const EditionInForce& edition, Repeated<portal::v1::PublishedCatalogue>& out) {
  const catalog::v1::Edition& head = edition.head();
  portal::v1::PublishedCatalogue& added = *out.Add();
  added.set_name(head.catalogue());
  added.set_domain_title(DomainTitle(snapshot, head));
  added.set_edition(head.edition());
  added.set_items(head.item_count());
  *added.mutable_publish_time() = head.publish_time();
  added.set_sample(head.sample());
  return added;
}

bool IsBelow(const Snapshot& snapshot, std::string_view division, std::string_view above) {
  const catalog::v1::Division* at = FindDivision(snapshot, division);
  while (at != nullptr && at->name() != above) at = FindDivision(snapshot, at->parent());
  return at != nullptr;
}

}  // namespace

void AddDivisionsBelow(const Snapshot& snapshot, const catalog::v1::Division& division, Repeated<catalog::v1::Division>& out) {
  for (const catalog::v1::Division& other : snapshot.divisions) {
    if (other.parent() == division.name()) *out.Add() = other;
  }
}

void AddCataloguesOf(const Snapshot& snapshot, const std::string& division, Repeated<portal::v1::PublishedCatalogue>& out) {
  for (const EditionInForce* edition : EditionsOf(snapshot, division)) Add(snapshot, *edition, out);
}

void AddCataloguesNaming(const Snapshot& snapshot, const std::string& organ, Repeated<portal::v1::PublishedCatalogue>& out) {
  for (const auto& [name, edition] : snapshot.editions) {
    const auto uses = edition->organ_uses().find(organ);
    if (uses != edition->organ_uses().end()) Add(snapshot, *edition, out).set_of_organ(uses->second);
  }
}

void AddTotals(const Snapshot& snapshot, const catalog::v1::Division& division, Repeated<portal::v1::Statistics::OfDivision>& out) {
  Repeated<catalog::v1::Division> divisions;
  *divisions.Add() = division;
  AddDivisionsBelow(snapshot, division, divisions);
  for (const catalog::v1::Division& one : divisions) {
    portal::v1::Statistics::OfDivision& total = *out.Add();
    total.set_division(one.name());
    total.set_display_name(one.display_name());
    for (const EditionInForce* edition : EditionsOf(snapshot, one.name())) {
      total.set_catalogues(total.catalogues() + 1);
      total.set_items(total.items() + edition->head().item_count());
    }
  }
}

Repeated<ItemSuggestion> NearestFirst(const Snapshot& snapshot, const std::string& division, const Repeated<ItemSuggestion>& own,
                                      const Repeated<ItemSuggestion>& all) {
  Repeated<ItemSuggestion> out = own;
  const int best = own.empty() ? 0 : own[0].coverage();
  for (const ItemSuggestion& other : all) {
    const std::string its = DivisionOf(other.hit().catalogue());
    const bool near = its != division && (IsBelow(snapshot, its, division) || IsBelow(snapshot, division, its));
    if (near && other.coverage() > best) *out.Add() = other;
  }
  if (out.size() > kMostSuggestions) out.DeleteSubrange(kMostSuggestions, out.size() - kMostSuggestions);
  return out;
}

std::string OtherOrgan(const Repeated<ItemSuggestion>& suggestions, const std::string& asked) {
  if (suggestions.size() < 2) return "";
  std::map<std::string, int> named;
  for (const ItemSuggestion& suggestion : suggestions) {
    std::set<std::string> organs;
    for (const catalog::v1::ResponsibleBody& body : suggestion.hit().responsible_bodies()) organs.insert(body.organ());
    for (const std::string& organ : organs) ++named[organ];
  }
  if (named.count(asked) > 0) return "";
  for (const auto& [organ, count] : named) {
    if (!organ.empty() && 2 * count > suggestions.size()) return organ;
  }
  return "";
}

}  // namespace disclosure::gateway
