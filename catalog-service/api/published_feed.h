// Follows the change feed of publications: keeps the view of this replica fresh and tells the watchers.
#pragma once

#include <memory>

#include "catalog-service/api/published_view.h"
#include "catalog-service/storage/store.h"
#include "common/mysql/tailer.h"
#include "common/rpc/event_hub.h"

namespace disclosure::catalog {

// Outlives the server that serves its hub. Thread safe.
class PublishedFeed {
 public:
  // Loads the view, then follows. `pause` between two looks at the feed.
  static absl::StatusOr<std::unique_ptr<PublishedFeed>> Start(Store& store, mysql::Database& database, PublishedView& view,
                                                              absl::Duration pause);
  EventHub<v1::WatchCataloguesResponse>& hub() { return *hub_; }
  void Nudge() { tailer_->Nudge(); }

 private:
  PublishedFeed(Store& store, PublishedView& view) : store_(store), view_(view) {}
  absl::Status Apply(const std::vector<mysql::Change>& changes, const mysql::FeedPosition& now);
  absl::StatusOr<mysql::FeedPosition> Reload();

  Store& store_;
  PublishedView& view_;
  std::unique_ptr<EventHub<v1::WatchCataloguesResponse>> hub_;
  std::unique_ptr<mysql::Tailer> tailer_;
};

}  // namespace disclosure::catalog
