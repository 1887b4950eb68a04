// Follows the change feed of accounts: keeps the view of this replica fresh and tells the watchers.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/mysql/tailer.h"
#include "common/rpc/event_hub.h"
#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/public_view.h"
#include "media-service/storage/store.h"

namespace disclosure::media {

// Outlives the server that serves its hub. Thread safe.
class AccountFeed {
 public:
  // Loads the view, then follows. `pause` between two looks at the feed.
  static absl::StatusOr<std::unique_ptr<AccountFeed>> Start(Store& store, mysql::Database& database, PublicView& view, absl::Duration pause);
  EventHub<v1::WatchAccountsResponse>& hub() { return *hub_; }
  void Nudge() { tailer_->Nudge(); }

 private:
  AccountFeed(Store& store, PublicView& view) : store_(store), view_(view) {}
  // Puts all accounts into the view; `uids` gets them in their order.
  absl::StatusOr<mysql::FeedPosition> Load(std::vector<std::string>& uids);
  absl::Status Apply(const std::vector<mysql::Change>& changes, const mysql::FeedPosition& now);
  absl::StatusOr<mysql::FeedPosition> Reload();

  Store& store_;
  PublicView& view_;
  std::unique_ptr<EventHub<v1::WatchAccountsResponse>> hub_;
  std::unique_ptr<mysql::Tailer> tailer_;
};

}  // namespace disclosure::media
