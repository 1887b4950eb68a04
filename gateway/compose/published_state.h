// What is published, as the gateway holds it: complete HTTP answers for /v1 and the snapshot for the pages,
// changed together.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "common/base/clock.h"
#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "gateway/compose/snapshot.h"
#include "gateway/http/published_answers.h"

namespace disclosure::gateway {

// Divisions, domains and organs, and the JSON of their lists (first page) and of each of them, by path.
struct Directory {
  std::vector<catalog::v1::Division> divisions;
  std::vector<catalog::v1::Domain> domains;
  std::map<std::string, catalog::v1::Organ> organs;
  std::map<std::string, std::string> answers;
};

// One catalogue as it is now; `edition` null: no edition is in force.
struct CatalogueState {
  std::string name;  // divisions/330108/catalogues/03
  catalog::v1::Catalogue summary;
  std::shared_ptr<const EditionInForce> edition;
  std::string json;  // of the edition, encoded once at publication
};

// Thread safe.
class PublishedState {
 public:
  // Both outlive it.
  PublishedState(PublishedAnswers* answers, SnapshotHolder* snapshots, const Clock* clock)
      : answers_(answers), snapshots_(snapshots), clock_(clock) {}

  // All of them at once, pages of catalogues and lists of divisions: no reader sees a mixture. `whole`: what
  // is not named is no longer in force.
  void ApplyCatalogues(std::vector<CatalogueState> catalogues, bool whole);

  void ApplyDirectory(Directory directory);

  // An officer has changed the directory through this gateway: its answers leave the memory for a
  // while, so that he reads what he has written.
  void DirectoryWritten();

 private:
  void AddList(const std::string& division, std::vector<PublishedAnswers::Change>& changes) const;
  void ShowSnapshot();

  PublishedAnswers* const answers_;
  SnapshotHolder* const snapshots_;
  const Clock* const clock_;
  std::mutex mutex_;
  Directory directory_;
  std::map<std::string, catalog::v1::Catalogue> summaries_;
  std::map<std::string, std::shared_ptr<const EditionInForce>> editions_;
  absl::Time written_ = absl::InfinitePast();
};

}  // namespace disclosure::gateway
