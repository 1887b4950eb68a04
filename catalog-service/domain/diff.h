// What changed between two versions of a catalogue, item by item.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

// `field` is the name of the Item member; the texts are as printed in a catalogue.
struct FieldChange {
  std::string field;
  std::string before;
  std::string after;
  bool operator==(const FieldChange&) const = default;
};

struct ItemChange {
  std::string uid;
  std::string names;  // of the item after the change
  std::vector<FieldChange> fields;
  bool operator==(const ItemChange&) const = default;
};

struct ItemsDiff {
  std::vector<Item> added;    // in the order of `next`; without uid or with one that `base` has not
  std::vector<Item> removed;  // in the order of `base`
  std::vector<ItemChange> changed;
  bool empty() const { return added.empty() && removed.empty() && changed.empty(); }
};

// Compares by uid. Where an item was read (source) is not compared.
ItemsDiff DiffItems(const std::vector<Item>& base, const std::vector<Item>& next);

// Every compared field of `item`, by name, in the order of the printed form.
std::vector<std::pair<std::string, std::string>> FieldTexts(const Item& item);

}  // namespace disclosure::catalog
