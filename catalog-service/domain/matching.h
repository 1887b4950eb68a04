// Keeping an item's uid from one import to the next, although names, order and wording change.
#pragma once

#include <string>
#include <vector>

#include "catalog-service/domain/item.h"

namespace disclosure::catalog {

// Two previous items fit one new item about equally; the first was taken. For the editor to confirm.
struct AmbiguousMatch {
  std::string next;         // names of the new item, "一级 > 二级"
  std::string chosen_uid;
  std::string chosen;       // names of the previous item taken
  std::string other_uid;
  std::string other;        // names of the one that fits as well
};

struct MatchResult {
  std::vector<Item> items;  // `next` in its order; uid from `previous`, or "" for a new item
  std::vector<AmbiguousMatch> ambiguous;
};

// Matches one to one, in four passes: names and contents equal after folding; names equal; similar
// (bigram similarity of last name and contents, at least 0.6); same serial under the same 一级事项 with
// some similarity left. Deterministic.
MatchResult MatchItems(const std::vector<Item>& previous, std::vector<Item> next);

// "一级 > 二级 > 三级" for people.
std::string NamesOf(const Item& item);

// Shared bigrams of the folded texts: 2·|A∩B| / (|A|+|B|), 0 … 1; 1 for two equal texts.
double Similarity(const std::string& a, const std::string& b);

}  // namespace disclosure::catalog
