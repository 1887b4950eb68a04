// Tells organs what is put to them, as it happens: a stream of consultations for each, fed by one thread.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "common/mysql/changes.h"
#include "common/rpc/event_hub.h"
#include "disclosure/request/v1/consultation.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Outlives the server that serves its streams. Thread safe.
class ConsultationFeeds {
 public:
  using Hub = EventHub<v1::WatchConsultationsResponse>;

  // `pause` between two looks at the feeds.
  ConsultationFeeds(const Backend& backend, absl::Duration pause);
  ~ConsultationFeeds();
  ConsultationFeeds(const ConsultationFeeds&) = delete;

  // For an admitted call: BAD_REQUEST, PERMISSION_DENIED for another organ, NOT_FOUND for none. The first watcher of an
  // organ waits for the database, once.
  grpc::ServerWriteReactor<v1::WatchConsultationsResponse>* Watch(const Call& call, grpc::CallbackServerContext* context,
                                                                  const v1::WatchConsultationsRequest& request);

  // Ends every stream and takes no new ones: the server is stopping.
  void CloseAll();

 private:
  // What one organ's watchers are told. `open` is read and changed under the hub's lock.
  struct Feed {
    std::mutex following;  // held while the feed is brought up to date
    mysql::FeedPosition position;
    std::map<std::string, ConsultationRow> open;  // by number
    std::unique_ptr<Hub> hub;
  };

  absl::StatusOr<Feed*> FeedOf(const Call& call, const std::string& organ);
  // A token of another replica may be ahead of this one.
  void CatchUpWith(const std::string& resume_token, const std::string& organ, Feed& feed);
  absl::StatusOr<std::unique_ptr<Feed>> Load(const std::string& organ);
  std::vector<v1::WatchConsultationsResponse> Snapshot(const Feed& feed) const;
  void Publish(Feed& feed, const mysql::FeedPosition& now, const std::vector<ConsultationRow>& rows);

  void Run();
  // One look: whoever's feed moved is brought up to date. A feed that cannot be read is looked at again.
  void Look(const std::map<std::string, Feed*>& feeds);
  // With the feed's `following`: to where the feed is now, with what changed, or anew if that was forgotten.
  absl::Status Follow(const std::string& organ, Feed& feed);
  absl::Status CatchUp(const std::string& organ, Feed& feed);
  absl::Status Reload(const std::string& organ, Feed& feed);

  const Backend& backend_;
  const absl::Duration pause_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, std::unique_ptr<Feed>> feeds_;  // by organ; only added to
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace disclosure::request
