// Keeps the search index of this replica up to what is in force.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>

#include "absl/time/time.h"
#include "catalog-service/api/published_view.h"
#include "catalog-service/search/item_index.h"
#include "common/base/scheduler.h"

namespace disclosure::catalog {

// Looks at the view, which PublishedFeed keeps fresh, on a thread of its own: publications do not wait for the index.
class SearchFeed {
 public:
  // `pause` between two looks.
  SearchFeed(const PublishedView& view, ItemIndex& index, absl::Duration pause);

  // Whether the index was made by `deadline`.
  bool WaitUntilReady(absl::Time deadline);

 private:
  void Follow();
  absl::Status Update(const PublishedView::Map& now);

  const PublishedView& view_;
  ItemIndex& index_;
  // What the index holds: the very editions, by address. nullptr: nothing that could be relied on.
  std::shared_ptr<const PublishedView::Map> indexed_;
  absl::Time retry_at_ = absl::InfinitePast();
  std::mutex mutex_;
  std::condition_variable done_;
  bool ready_ = false;
  Scheduler scheduler_;  // last: its thread uses the others
};

}  // namespace disclosure::catalog
