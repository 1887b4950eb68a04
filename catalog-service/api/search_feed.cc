#include "catalog-service/api/search_feed.h"

#include "absl/time/clock.h"
#include "catalog-service/api/convert.h"
#include "common/base/logging.h"
#include "common/rpc/names.h"

namespace disclosure::catalog {
namespace {

// Above this many catalogues a new index is made beside the old one: quicker than replacing each, and it leaves no holes.
constexpr size_t kReplacedInPlace = 20;

absl::StatusOr<IndexedCatalogue> ForIndex(const Published& published) {
  ASSIGN_OR_RETURN(const v1::Edition edition, Decode(published.bytes));
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kCatalogueName, edition.catalogue()));
  IndexedCatalogue out{.name = edition.catalogue(), .title = edition.display_name(), .division = ids[0], .domain = ids[1],
                       .edition = edition.edition(), .sample = edition.sample()};
  for (const v1::Item& message : edition.items()) {
    ASSIGN_OR_RETURN(Item item, FromProto(message));
    out.items.push_back(std::move(item));
  }
  return out;
}

// One that cannot be read is not found; the others are.
void LogUnindexed(const std::string& name, const absl::Status& status) {
  Log(LogLevel::kError, "a catalogue is not searched", {{"catalogue", name}, {"detail", std::string(status.message())}});
}

// After a failure (a full disk, mostly): making an index again and again would take a processor.
constexpr absl::Duration kRetry = absl::Seconds(5);

}  // namespace

SearchFeed::SearchFeed(const PublishedView& view, ItemIndex& index, absl::Duration pause)
    : view_(view), index_(index), scheduler_(pause, [this] { Follow(); }) {}

bool SearchFeed::WaitUntilReady(absl::Time deadline) {
  std::unique_lock lock(mutex_);
  return done_.wait_until(lock, absl::ToChronoTime(deadline), [this] { return ready_; });
}

absl::Status SearchFeed::Update(const PublishedView::Map& now) {
  std::vector<std::pair<std::string, std::shared_ptr<const Published>>> changed;
  std::vector<std::string> removed;
  for (const auto& [name, published] : now) {
    const auto before = indexed_ == nullptr ? now.end() : indexed_->find(name);
    if (indexed_ == nullptr || before == indexed_->end() || before->second != published) changed.emplace_back(name, published);
  }
  if (indexed_ == nullptr || changed.size() > kReplacedInPlace) {
    return index_.Build([&](ItemIndex::Add add) -> absl::Status {
      for (const auto& [name, published] : now) {
        const absl::StatusOr<IndexedCatalogue> catalogue = ForIndex(*published);
        if (!catalogue.ok()) {
          LogUnindexed(name, catalogue.status());
          continue;
        }
        RETURN_IF_ERROR(add(*catalogue));
      }
      return absl::OkStatus();
    });
  }
  for (const auto& [name, published] : *indexed_) {
    if (now.count(name) == 0) removed.push_back(name);
  }
  std::vector<IndexedCatalogue> catalogues;
  for (const auto& [name, published] : changed) {
    absl::StatusOr<IndexedCatalogue> catalogue = ForIndex(*published);
    if (catalogue.ok()) {
      catalogues.push_back(*std::move(catalogue));
    } else {
      LogUnindexed(name, catalogue.status());
    }
  }
  return index_.Update(catalogues, removed);
}

void SearchFeed::Follow() {
  const std::shared_ptr<const PublishedView::Map> now = view_.Get();
  if (now == indexed_ || absl::Now() < retry_at_) return;
  if (const absl::Status status = Update(*now); !status.ok()) {
    // Nothing is known of the index but that it still answers: a new one is made.
    Log(LogLevel::kWarning, "the search index cannot follow", {{"detail", std::string(status.message())}});
    indexed_ = nullptr;
    retry_at_ = absl::Now() + kRetry;
    return;
  }
  indexed_ = now;
  std::lock_guard lock(mutex_);
  ready_ = true;
  done_.notify_all();
}

}  // namespace disclosure::catalog
