// What the portal's views show of what is published: from the snapshot, so that it is there whoever is away.
#pragma once

#include <string>

#include "disclosure/portal/v1/portal_service.pb.h"
#include "gateway/compose/snapshot.h"

namespace disclosure::gateway {

template <typename Message>
using Repeated = google::protobuf::RepeatedPtrField<Message>;

void AddDivisionsBelow(const Snapshot& snapshot, const catalog::v1::Division& division, Repeated<catalog::v1::Division>& out);

// The catalogues in force of a division, by domain.
void AddCataloguesOf(const Snapshot& snapshot, const std::string& division, Repeated<portal::v1::PublishedCatalogue>& out);

// Those of any division with items that name the organ, with how many.
void AddCataloguesNaming(const Snapshot& snapshot, const std::string& organ, Repeated<portal::v1::PublishedCatalogue>& out);

// How much is published in the division and in each below it.
void AddTotals(const Snapshot& snapshot, const catalog::v1::Division& division, Repeated<portal::v1::Statistics::OfDivision>& out);

inline constexpr int kMostSuggestions = 5;

// What somebody who asks an organ of `division` is shown, at most kMostSuggestions: its own; then, of `all`, those of the divisions
// above and below it that cover more than the best of its own.
Repeated<catalog::v1::ItemSuggestion> NearestFirst(const Snapshot& snapshot, const std::string& division,
                                                   const Repeated<catalog::v1::ItemSuggestion>& own,
                                                   const Repeated<catalog::v1::ItemSuggestion>& all);

// The organ that more than half of the suggestions name, unless one of them names `asked` (organs/330108-jyj); "" if there is
// none, or only one suggestion.
std::string OtherOrgan(const Repeated<catalog::v1::ItemSuggestion>& suggestions, const std::string& asked);

}  // namespace disclosure::gateway
