// How words become Xapian's terms: the same for what is indexed and for what is sought.
#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "catalog-service/search/folding.h"
#include "catalog-service/search/item_index.h"
#include "catalog-service/search/words.h"

namespace disclosure::catalog {

inline constexpr char kCatalogueTerm[] = "K";
inline constexpr char kDivisionTerm[] = "XD:";
inline constexpr char kDomainTerm[] = "XM:";
inline constexpr char kOrganTerm[] = "XO:";

// The document of an item: single ideographs with their positions, pairs of them, words; the boolean terms of the filter;
// the packed record.
Xapian::Document MakeDocument(const Folding& folding, const IndexedCatalogue& catalogue, const Item& item);

// The terms of a run that is not of ideographs.
std::vector<std::string> WordTerms(const Run& word);

// Matches what has every word and every phrase, and scores by how many pairs it has. Each ideograph of a word must stand in
// one of its pairs (义务教育招生 finds 义务教育 and 招生 apart); a phrase must stand as it is.
Xapian::Query QueryFor(const SearchWords& words);

// `query`, for items that pass the filter.
Xapian::Query Filtered(const Xapian::Query& query, const SearchFilter& filter);

}  // namespace disclosure::catalog
