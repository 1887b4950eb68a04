// Which items probably answer what somebody is about to ask for.
#pragma once

#include <xapian.h>

#include <string_view>
#include <vector>

#include "catalog-service/search/folding.h"
#include "catalog-service/search/item_index.h"
#include "catalog-service/search/words.h"

namespace disclosure::catalog {

// What is wanted, without the words that every request has (请公开、我想了解、有关情况): first all of it, then each clause
// that says enough by itself, because in a story only some clauses are about what is wanted. Empty if there are no words.
std::vector<SearchWords> NeedsOf(const Folding& folding, std::string_view text);

struct Suggestion {
  Xapian::docid document = 0;
  int coverage = 0;  // 0 to 100
  double relevance = 0;  // decides between those that cover as much
};

// At most `limit` items that cover enough of one of the needs, the best first. Throws Xapian's errors.
std::vector<Suggestion> SuggestFor(const Xapian::Database& database, const std::vector<SearchWords>& needs, const SearchFilter& filter, int limit);

}  // namespace disclosure::catalog
