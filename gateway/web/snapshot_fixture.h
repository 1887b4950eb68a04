// A snapshot made from the sample catalogues in data/, and one of hostile values.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gateway/compose/snapshot.h"

namespace disclosure::gateway::testing {

// Replaces the edition of the same catalogue.
void PutInForce(catalog::v1::Edition edition, Snapshot& snapshot);

// The district and its streets, the organs, the 26 domains, and each domain's sample items for the levels of
// each division. `source_directory` is the root of the repository.
Snapshot SampleSnapshot(const std::string& source_directory);

// One catalogue, divisions/330108/catalogues/03, with one item whose every text is `text`.
Snapshot SnapshotOfText(const std::string& text);

}  // namespace disclosure::gateway::testing
