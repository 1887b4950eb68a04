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
  ASSIGN_OR_RETURN(AllInForce loaded, LoadAll(store, absl::Now() + kTimeout));
  view.Replace(std::move(loaded.catalogues));
  view.SetOrganSuccessors(std::move(loaded.successors));
  const mysql::FeedPosition position = loaded.position;
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
  Successors successors;
  RETURN_IF_ERROR(store_.Snapshot(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    fresh.clear();
    if (directory_changed) {
      ASSIGN_OR_RETURN(successors, reader.OrganSuccessors());
    }
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
  hub_->Publish(now.epoch, now.seq, std::move(group), [&] {
    view_.Apply(fresh);
    if (directory_changed) view_.SetOrganSuccessors(std::move(successors));
  });
  return absl::OkStatus();
}

absl::StatusOr<mysql::FeedPosition> PublishedFeed::Reload() {
  Log(LogLevel::kWarning, "the change feed was forgotten: loading everything in force anew");
  ASSIGN_OR_RETURN(AllInForce loaded, LoadAll(store_, absl::Now() + kTimeout));
  v1::WatchCataloguesResponse group;
  group.set_directory_changed(true);
  for (const auto& [name, published] : loaded.catalogues) *group.add_changes()->mutable_changed() = published->summary;
  for (const auto& [name, published] : *view_.Get()) {
    if (loaded.catalogues.count(name) == 0) group.add_changes()->set_removed(name);
  }
  hub_->Publish(loaded.position.epoch, loaded.position.seq, std::move(group), [&] {
    view_.Replace(std::move(loaded.catalogues));
    view_.SetOrganSuccessors(std::move(loaded.successors));
  });
  return loaded.position;
}

}  // namespace disclosure::catalog
