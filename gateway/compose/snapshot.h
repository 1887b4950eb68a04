// What the gateway knows of the published catalogues, in memory: filled by compose/published_feed, read
// by the pages. One snapshot is never changed; a publication makes a new one.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "gateway/compose/edition_in_force.h"

namespace disclosure::gateway {

struct Snapshot {
  std::vector<catalog::v1::Division> divisions;  // parents before children
  std::vector<catalog::v1::Domain> domains;      // by code
  std::map<std::string, catalog::v1::Organ> organs;  // by name, "organs/330108-jyj"
  // By catalogue name, "divisions/330108/catalogues/03".
  std::map<std::string, std::shared_ptr<const EditionInForce>> editions;
};

// Thread safe.
class SnapshotHolder {
 public:
  std::shared_ptr<const Snapshot> Get() const {
    std::lock_guard lock(mutex_);
    return snapshot_;
  }
  void Set(std::shared_ptr<const Snapshot> snapshot) {
    std::lock_guard lock(mutex_);
    snapshot_ = std::move(snapshot);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_ = std::make_shared<const Snapshot>();
};

}  // namespace disclosure::gateway
