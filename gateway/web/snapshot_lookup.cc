#include "gateway/web/snapshot_lookup.h"

#include <algorithm>

namespace disclosure::gateway {

using catalog::v1::Division;
using catalog::v1::Domain;
using catalog::v1::Edition;
using catalog::v1::Item;
using catalog::v1::Organ;

const Division* FindDivision(const Snapshot& snapshot, std::string_view name) {
  for (const Division& division : snapshot.divisions) {
    if (division.name() == name) return &division;
  }
  return nullptr;
}

const Domain* FindDomain(const Snapshot& snapshot, std::string_view code) {
  for (const Domain& domain : snapshot.domains) {
    if (domain.code() == code) return &domain;
  }
  return nullptr;
}

const Organ* FindOrgan(const Snapshot& snapshot, const std::string& name) {
  const auto found = snapshot.organs.find(name);
  return found == snapshot.organs.end() ? nullptr : &found->second;
}

const EditionInForce* FindEdition(const Snapshot& snapshot, const std::string& catalogue) {
  const auto found = snapshot.editions.find(catalogue);
  return found == snapshot.editions.end() ? nullptr : found->second.get();
}

std::shared_ptr<const Edition> WholeEdition(const Snapshot& snapshot, const std::string& catalogue) {
  const EditionInForce* edition = FindEdition(snapshot, catalogue);
  return edition == nullptr ? nullptr : edition->Whole();
}

const Item* FindItem(const Edition& edition, std::string_view name) {
  for (const Item& item : edition.items()) {
    if (item.name() == name) return &item;
  }
  return nullptr;
}

const Division* District(const Snapshot& snapshot) {
  for (const Division& division : snapshot.divisions) {
    if (division.parent().empty()) return &division;
  }
  return nullptr;
}

std::string DivisionOf(std::string_view catalogue) {
  const size_t end = catalogue.find("/catalogues/");
  return std::string(catalogue.substr(0, end));
}

std::string DomainTitle(const Snapshot& snapshot, const Edition& edition) {
  const Domain* domain = FindDomain(snapshot, edition.domain());
  return domain != nullptr ? domain->display_name() : edition.display_name();
}

std::string DivisionTitle(const Snapshot& snapshot, std::string_view name) {
  const Division* division = FindDivision(snapshot, name);
  return division != nullptr ? division->display_name() : std::string(name);
}

std::string OrganTitle(const Snapshot& snapshot, const std::string& name) {
  const Organ* organ = FindOrgan(snapshot, name);
  if (organ == nullptr) return name;
  return organ->short_name().empty() ? organ->display_name() : organ->short_name();
}

std::string DivisionOfOrgan(const Snapshot& snapshot, const std::string& name) {
  const Organ* organ = FindOrgan(snapshot, name);
  return organ == nullptr ? "" : organ->division();
}

std::vector<const EditionInForce*> EditionsOf(const Snapshot& snapshot, std::string_view division) {
  const std::string prefix = std::string(division) + "/catalogues/";
  std::vector<const EditionInForce*> editions;
  for (auto it = snapshot.editions.lower_bound(prefix); it != snapshot.editions.end(); ++it) {
    if (it->first.compare(0, prefix.size(), prefix) != 0) break;
    editions.push_back(it->second.get());
  }
  return editions;
}

const Organ* ResponsibleOrgan(const Snapshot& snapshot, const OrganUses& uses) {
  const auto most =
      std::max_element(uses.begin(), uses.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == uses.end() ? nullptr : FindOrgan(snapshot, most->first);
}

}  // namespace disclosure::gateway
