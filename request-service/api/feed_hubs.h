// Watches of many change feeds by name: a hub for each that is watched, and one thread that asks the database which of
// them have moved. So every replica tells its watchers what any of them changed, and a token of one is good at another.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "common/mysql/changes.h"
#include "common/mysql/database.h"
#include "common/rpc/event_hub.h"

namespace disclosure::request {

// Thread safe. Outlives the server that serves its hubs.
template <typename Response>
class FeedHubs {
 public:
  // Adds a change to a message.
  using AddChange = std::function<void(const mysql::Change& change, Response& message)>;

  FeedHubs(mysql::Database& database, absl::Duration pause, AddChange add)
      : database_(database), pause_(pause), add_(std::move(add)), thread_([this] { Run(); }) {}
  ~FeedHubs() {
    {
      std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_all();
    thread_.join();
  }
  FeedHubs(const FeedHubs&) = delete;

  // The first watch of a feed reads what is remembered of it. Whether `feed` may be watched is the caller's to know: feeds
  // that are watched are kept, so they must be few.
  grpc::ServerWriteReactor<Response>* Watch(grpc::CallbackServerContext* context, const std::string& feed, const std::string& resume_token) {
    std::lock_guard lock(mutex_);
    auto found = hubs_.find(feed);
    if (found == hubs_.end()) {
      absl::StatusOr<std::unique_ptr<Followed>> opened = Open(feed);
      if (!opened.ok()) return EventHub<Response>::Refuse(opened.status());
      found = hubs_.emplace(feed, *std::move(opened)).first;
    }
    return found->second->hub.Watch(context, resume_token);
  }

  // The server is stopping.
  void CloseAll() {
    std::lock_guard lock(mutex_);
    for (auto& [feed, followed] : hubs_) followed->hub.CloseAll();
  }

 private:
  struct Followed {
    Followed(const mysql::FeedPosition& from)
        : position(from), hub(from.epoch, from.seq, {}, [] { return std::vector<Response>(); }) {}
    mysql::FeedPosition position;  // of the thread that follows, once opened
    EventHub<Response> hub;
  };
  static constexpr int kRemembered = 1000;  // changes to resume over, of those that the database still has
  static constexpr int kBatch = 500;
  static constexpr size_t kGroup = 100;  // changes in one message: many messages at once would outrun a reader
  static constexpr absl::Duration kTimeout = absl::Seconds(5);

  absl::StatusOr<std::unique_ptr<Followed>> Open(const std::string& feed) {
    mysql::FeedPosition head;
    std::vector<mysql::Change> changes;
    RETURN_IF_ERROR(database_.Snapshot(absl::Now() + kTimeout, [&](mysql::Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(head, mysql::ReadHead(transaction, feed));
      ASSIGN_OR_RETURN(changes, mysql::ReadLatestChanges(transaction, feed, kRemembered));
      return absl::OkStatus();
    }));
    auto followed = std::make_unique<Followed>(mysql::FeedPosition{head.epoch, changes.empty() ? head.seq : changes.front().seq - 1});
    Publish(changes, /*group=*/1, *followed);
    return followed;
  }

  void Publish(const std::vector<mysql::Change>& changes, size_t group, Followed& followed) {
    for (size_t begin = 0; begin < changes.size(); begin += group) {
      const size_t end = std::min(changes.size(), begin + group);
      Response message;
      for (size_t i = begin; i < end; ++i) add_(changes[i], message);
      followed.position.seq = changes[end - 1].seq;
      followed.hub.Publish(followed.position.epoch, followed.position.seq, std::move(message), [] {});
    }
  }

  void Run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      std::map<std::string, Followed*> watched;
      for (auto& [feed, followed] : hubs_) watched.emplace(feed, followed.get());
      lock.unlock();
      if (!watched.empty()) Follow(watched);
      lock.lock();
      wake_.wait_for(lock, absl::ToChronoNanoseconds(pause_), [this] { return stopping_; });
    }
  }

  void Follow(const std::map<std::string, Followed*>& watched) {
    std::vector<mysql::FeedHead> heads;
    const absl::Status read = database_.Read(absl::Now() + kTimeout, [&](mysql::Transaction& transaction) -> absl::Status {
      ASSIGN_OR_RETURN(heads, mysql::ReadHeads(transaction));
      return absl::OkStatus();
    });
    if (!read.ok()) return;  // again after the pause
    for (const mysql::FeedHead& head : heads) {
      const auto found = watched.find(head.feed);
      if (found == watched.end() || found->second->position == head.position) continue;
      if (error::Reason(CatchUp(head, *found->second)) == "RESUME_TOKEN_EXPIRED") Retire(head.feed);
    }
  }

  absl::Status CatchUp(const mysql::FeedHead& head, Followed& followed) {
    while (followed.position.seq < head.position.seq || followed.position.epoch != head.position.epoch) {
      std::vector<mysql::Change> changes;
      RETURN_IF_ERROR(database_.Read(absl::Now() + kTimeout, [&](mysql::Transaction& transaction) -> absl::Status {
        ASSIGN_OR_RETURN(changes, mysql::ReadChanges(transaction, head.feed, followed.position, kBatch));
        return absl::OkStatus();
      }));
      if (changes.empty()) return absl::OkStatus();
      // A feed that had no changes before has no epoch yet.
      if (followed.position.epoch == 0) followed.position.epoch = head.position.epoch;
      Publish(changes, kGroup, followed);
    }
    return absl::OkStatus();
  }

  // The feed was made anew, or this process fell behind all that is kept: its watchers come again and learn it from their
  // tokens. The hub stays until the last stream is done with it.
  void Retire(const std::string& feed) {
    Log(LogLevel::kWarning, "a change feed was forgotten", {{"feed", feed}});
    std::lock_guard lock(mutex_);
    auto node = hubs_.extract(feed);
    node.mapped()->hub.CloseAll();
    retired_.push_back(std::move(node.mapped()));
  }

  mysql::Database& database_;
  const absl::Duration pause_;
  const AddChange add_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, std::unique_ptr<Followed>> hubs_;
  std::vector<std::unique_ptr<Followed>> retired_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace disclosure::request
