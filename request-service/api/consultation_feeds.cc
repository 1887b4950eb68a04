#include "request-service/api/consultation_feeds.h"

#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/time/clock.h"
#include "common/rpc/names.h"
#include "request-service/api/case_work.h"
#include "request-service/api/consultation_work.h"

namespace disclosure::request {
namespace {

constexpr absl::Duration kTimeout = absl::Seconds(5);
constexpr int kBatch = 100;            // consultations of a message: well below what a client takes
constexpr int kRemembered = 200;       // changes that a new hub can be resumed from
constexpr int kPage = 1000;            // of what is open
// The token of a feed without changes: all that is open came after it.
constexpr char kBeforeTheFirst[] = "0.0";

// The consultations that changed, each once, in the order of their last changes, with the sequence of those.
absl::StatusOr<std::vector<std::pair<int64_t, ConsultationRow>>> LastStates(Reader& reader, const std::vector<mysql::Change>& changes) {
  std::map<std::string, int64_t> last;
  for (const mysql::Change& change : changes) last[change.name] = change.seq;
  std::vector<std::pair<int64_t, ConsultationRow>> out;
  for (const mysql::Change& change : changes) {
    const std::optional<ConsultationKey> key = ParseConsultationNumber(change.name);
    if (!key || last[change.name] != change.seq) continue;
    absl::StatusOr<ConsultationRow> row = reader.GetConsultation(*key);
    if (absl::IsNotFound(row.status())) continue;  // kept no longer
    RETURN_IF_ERROR(row.status());
    out.emplace_back(change.seq, *std::move(row));
  }
  return out;
}

absl::StatusOr<std::vector<ConsultationRow>> AllOpen(Reader& reader, const std::string& organ) {
  std::vector<ConsultationRow> all;
  for (std::vector<ConsultationRow> page; all.empty() || static_cast<int>(page.size()) == kPage;) {
    const auto before = all.empty() ? std::nullopt : std::optional(ConsultationPosition{all.back().create_time, all.back().key});
    ASSIGN_OR_RETURN(page, reader.ListConsultations(organ, ConsultationFilter::kOpen, before, kPage));
    if (page.empty()) break;
    all.insert(all.end(), page.begin(), page.end());
  }
  return all;
}

}  // namespace

ConsultationFeeds::ConsultationFeeds(const Backend& backend, absl::Duration pause)
    : backend_(backend), pause_(pause), thread_([this] { Run(); }) {}

ConsultationFeeds::~ConsultationFeeds() {
  CloseAll();
  thread_.join();
}

void ConsultationFeeds::CloseAll() {
  std::lock_guard lock(mutex_);
  stopping_ = true;
  wake_.notify_all();
  for (const auto& [organ, feed] : feeds_) feed->hub->CloseAll();
}

grpc::ServerWriteReactor<v1::WatchConsultationsResponse>* ConsultationFeeds::Watch(const Call& call, grpc::CallbackServerContext* context,
                                                                                   const v1::WatchConsultationsRequest& request) {
  const auto ids = ParseName(kOrganName, request.parent(), "parent");
  if (!ids.ok()) return Hub::Refuse(ids.status());
  if (const absl::Status allowed = CheckOrgan(backend_, call, (*ids)[0], /*reading=*/false); !allowed.ok()) return Hub::Refuse(allowed);
  const absl::StatusOr<Feed*> feed = FeedOf(call, (*ids)[0]);
  if (!feed.ok()) return Hub::Refuse(feed.status());
  CatchUpWith(request.resume_token(), (*ids)[0], **feed);
  return (*feed)->hub->Watch(context, request.resume_token() == kBeforeTheFirst ? "" : request.resume_token());
}

void ConsultationFeeds::CatchUpWith(const std::string& resume_token, const std::string& organ, Feed& feed) {
  int64_t seq = 0;
  const size_t point = resume_token.find('.');
  if (point == std::string::npos || !absl::SimpleAtoi(resume_token.substr(point + 1), &seq)) return;
  std::lock_guard lock(feed.following);
  // If it fails, the hub refuses the token.
  if (seq > feed.position.seq) Follow(organ, feed).IgnoreError();
}

absl::StatusOr<ConsultationFeeds::Feed*> ConsultationFeeds::FeedOf(const Call& call, const std::string& organ) {
  const auto known = [&]() -> absl::StatusOr<Feed*> {
    std::lock_guard lock(mutex_);
    if (stopping_) return error::Overloaded("the service", absl::Seconds(1));
    const auto found = feeds_.find(organ);
    return found == feeds_.end() ? nullptr : found->second.get();
  };
  ASSIGN_OR_RETURN(Feed* const feed, known());
  if (feed != nullptr) return feed;
  RETURN_IF_ERROR(Bench::Open(backend_, call, organ).status());
  // Loaded without the lock; of two that load at once the first stays.
  ASSIGN_OR_RETURN(std::unique_ptr<Feed> loaded, Load(organ));
  {
    std::lock_guard lock(mutex_);
    if (!stopping_) feeds_.try_emplace(organ, std::move(loaded));
  }
  return known();
}

// Begins before the changes that are still kept, so that a stream that broke elsewhere goes on here.
absl::StatusOr<std::unique_ptr<ConsultationFeeds::Feed>> ConsultationFeeds::Load(const std::string& organ) {
  auto feed = std::make_unique<Feed>();
  std::vector<mysql::Change> kept;
  std::vector<std::pair<int64_t, ConsultationRow>> changed;
  RETURN_IF_ERROR(backend_.store.Snapshot(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(feed->position, reader.ConsultationHead(organ));
    ASSIGN_OR_RETURN(const std::vector<ConsultationRow> open, AllOpen(reader, organ));
    for (const ConsultationRow& row : open) feed->open[Number(row.key)] = row;
    ASSIGN_OR_RETURN(kept, reader.LatestConsultationChanges(organ, kRemembered));
    ASSIGN_OR_RETURN(changed, LastStates(reader, kept));
    return absl::OkStatus();
  }));
  const int64_t begin = kept.empty() ? feed->position.seq : kept.front().seq - 1;
  feed->hub = std::make_unique<Hub>(feed->position.epoch, begin, EventHubOptions{}, [this, feed = feed.get()] { return Snapshot(*feed); });
  for (const auto& [seq, row] : changed) {
    v1::WatchConsultationsResponse group;
    *group.add_consultations() = ToProto(backend_, row);
    feed->hub->Publish(feed->position.epoch, seq, std::move(group), [] {});
  }
  return feed;
}

std::vector<v1::WatchConsultationsResponse> ConsultationFeeds::Snapshot(const Feed& feed) const {
  std::vector<v1::WatchConsultationsResponse> parts;
  for (const auto& [number, row] : feed.open) {
    if (parts.empty() || parts.back().consultations_size() == kBatch) parts.emplace_back();
    *parts.back().add_consultations() = ToProto(backend_, row);
  }
  return parts;
}

void ConsultationFeeds::Publish(Feed& feed, const mysql::FeedPosition& now, const std::vector<ConsultationRow>& rows) {
  v1::WatchConsultationsResponse group;
  for (const ConsultationRow& row : rows) *group.add_consultations() = ToProto(backend_, row);
  feed.hub->Publish(now.epoch, now.seq, std::move(group), [&] {
    for (const ConsultationRow& row : rows) {
      if (row.state == ConsultationState::kOpen) {
        feed.open[Number(row.key)] = row;
      } else {
        feed.open.erase(Number(row.key));
      }
    }
  });
  feed.position = now;
}

void ConsultationFeeds::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    wake_.wait_for(lock, absl::ToChronoNanoseconds(pause_), [this] { return stopping_; });
    if (stopping_ || feeds_.empty()) continue;
    std::map<std::string, Feed*> feeds;
    for (const auto& [organ, feed] : feeds_) feeds.emplace(organ, feed.get());
    lock.unlock();
    Look(feeds);
    lock.lock();
  }
}

void ConsultationFeeds::Look(const std::map<std::string, Feed*>& feeds) {
  std::vector<mysql::FeedHead> heads;
  const absl::Status read = backend_.store.Read(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(heads, reader.ConsultationHeads());
    return absl::OkStatus();
  });
  if (!read.ok()) return;
  for (const mysql::FeedHead& head : heads) {
    const auto found = feeds.find(head.feed);
    if (found == feeds.end()) continue;
    std::lock_guard lock(found->second->following);
    if (found->second->position == head.position) continue;
    Follow(head.feed, *found->second).IgnoreError();
  }
}

absl::Status ConsultationFeeds::Follow(const std::string& organ, Feed& feed) {
  const absl::Status caught_up = CatchUp(organ, feed);
  return error::Reason(caught_up) == "RESUME_TOKEN_EXPIRED" ? Reload(organ, feed) : caught_up;
}

absl::Status ConsultationFeeds::CatchUp(const std::string& organ, Feed& feed) {
  while (true) {
    mysql::FeedPosition now;
    std::vector<mysql::Change> changes;
    std::vector<ConsultationRow> rows;
    RETURN_IF_ERROR(backend_.store.Snapshot(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
      rows.clear();
      ASSIGN_OR_RETURN(changes, reader.ConsultationChanges(organ, feed.position, kBatch));
      ASSIGN_OR_RETURN(now, reader.ConsultationHead(organ));
      ASSIGN_OR_RETURN(const auto changed, LastStates(reader, changes));
      for (const auto& [seq, row] : changed) rows.push_back(row);
      return absl::OkStatus();
    }));
    if (changes.empty()) return absl::OkStatus();
    now.seq = changes.back().seq;
    Publish(feed, now, rows);
  }
}

// The feed forgot the position: everything that is open, and what no longer is.
absl::Status ConsultationFeeds::Reload(const std::string& organ, Feed& feed) {
  mysql::FeedPosition now;
  std::vector<ConsultationRow> rows;
  RETURN_IF_ERROR(backend_.store.Snapshot(absl::Now() + kTimeout, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(now, reader.ConsultationHead(organ));
    ASSIGN_OR_RETURN(rows, AllOpen(reader, organ));
    for (const auto& [number, before] : feed.open) {
      absl::StatusOr<ConsultationRow> row = reader.GetConsultation(before.key);
      if (row.ok() && row->state != ConsultationState::kOpen) rows.push_back(*std::move(row));
    }
    return absl::OkStatus();
  }));
  Publish(feed, now, rows);
  return absl::OkStatus();
}

}  // namespace disclosure::request
