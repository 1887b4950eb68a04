#include "catalog-service/api/published_feed.h"

#include <set>

#include "absl/time/clock.h"
#include "catalog-service/api/convert.h"
#include "common/base/logging.h"
#include "common/rpc/names.h"

namespace disclosure::catalog {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(10);

std::vector<v1::WatchCataloguesResponse> Snapshot(const PublishedView& view) {
  v1::WatchCataloguesResponse all;
  for (const auto& [name, published] : *view.Get()) *all.add_changes()->mutable_changed() = published->summary;
  return {all};
}

}  // namespace

absl::StatusOr<std::unique_ptr<PublishedFeed>> PublishedFeed::Start(Store& store, mysql::Database& database, PublishedView& view,
                                                                    absl::Duration pause) {
  std::unique_ptr<PublishedFeed> feed(new PublishedFeed(store, view));
  ASSIGN_OR_RETURN(auto loaded, LoadAll(store, absl::Now() + kTimeout));
  view.Replace(std::move(loaded.first));
  const mysql::FeedPosition position = loaded.second;
  feed->hub_ = std::make_unique<EventHub<v1::WatchCataloguesResponse>>(position.epoch, position.seq, EventHubOptions{},
                                                                       [&view] { return Snapshot(view); });
  feed->tailer_ = std::make_unique<mysql::Tailer>(
      database, std::string(kCataloguesFeed), position, pause,
      [feed = feed.get()](const auto& changes, const auto& now) { return feed->Apply(changes, now); },
      [feed = feed.get()] { return feed->Reload(); });
  return feed;
}

absl::Status PublishedFeed::Apply(const std::vector<mysql::Change>& changes, const mysql::FeedPosition& now) {
  // Full states, never deltas: each catalogue once, as it is now. Organs and domains share the feed.
  std::set<std::string> names;
  bool directory_changed = false;
  for (const mysql::Change& change : changes) {
    if (ParseName(kCatalogueName, change.name).ok()) {
      names.insert(change.name);
    } else {
      directory_changed = true;
    }
  }
  std::vector<std::pair<std::string, std::shared_ptr<const Published>>> fresh;
  RETURN_IF_ERROR(store_.Snapshot(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    fresh.clear();
    for (const std::string& name : names) {
      ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kCatalogueName, name));
      ASSIGN_OR_RETURN(std::shared_ptr<const Published> published, LoadPublished(reader, ids[0], ids[1]));
      fresh.emplace_back(name, std::move(published));
    }
    return absl::OkStatus();
  }));
  v1::WatchCataloguesResponse group;
  group.set_directory_changed(directory_changed);
  for (const auto& [name, published] : fresh) {
    if (published == nullptr) {
      group.add_changes()->set_removed(name);
    } else {
      *group.add_changes()->mutable_changed() = published->summary;
    }
  }
  hub_->Publish(now.epoch, now.seq, std::move(group), [&] { view_.Apply(fresh); });
  return absl::OkStatus();
}

absl::StatusOr<mysql::FeedPosition> PublishedFeed::Reload() {
  Log(LogLevel::kWarning, "the change feed was forgotten: loading everything in force anew");
  ASSIGN_OR_RETURN(auto loaded, LoadAll(store_, absl::Now() + kTimeout));
  v1::WatchCataloguesResponse group;
  group.set_directory_changed(true);
  for (const auto& [name, published] : loaded.first) *group.add_changes()->mutable_changed() = published->summary;
  for (const auto& [name, published] : *view_.Get()) {
    if (loaded.first.count(name) == 0) group.add_changes()->set_removed(name);
  }
  hub_->Publish(loaded.second.epoch, loaded.second.seq, std::move(group), [&] { view_.Replace(std::move(loaded.first)); });
  return loaded.second;
}

}  // namespace disclosure::catalog
