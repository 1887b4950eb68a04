// Reads the feeds that are due, and records what they show. Replicas share the work.
#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "common/base/scheduler.h"
#include "media-service/api/backend.h"
#include "media-service/feeds/feed_fetcher.h"

namespace disclosure::media {

inline constexpr int kFeedThreads = 2;  // one slow server does not hold up the others

struct FeedReading {
  std::string replica;                       // who claims
  absl::Duration every = absl::Hours(1);     // how often a source is read that does not fail
  absl::Duration pause = absl::Seconds(30);  // between looks for due ones
};

// Reads one source that is due: keeps a look at its account, or one that failed. False: none is due, or the fetcher was stopped.
absl::StatusOr<bool> ReadOneFeed(const Backend& backend, FeedFetcher& fetcher, const FeedReading& reading);

class FeedJob {
 public:
  // All outlive it.
  FeedJob(const Backend& backend, FeedFetcher& fetcher, FeedReading reading);
  ~FeedJob();  // ends what is under way
  FeedJob(const FeedJob&) = delete;

 private:
  void Work();

  const Backend& backend_;
  FeedFetcher& fetcher_;
  const FeedReading reading_;
  std::atomic<bool> stopping_{false};
  std::vector<std::unique_ptr<Scheduler>> threads_;
};

}  // namespace disclosure::media
