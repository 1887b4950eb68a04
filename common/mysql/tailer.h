// Follows a change feed: one thread that asks for what is new and hands it over in order.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "common/mysql/changes.h"
#include "common/mysql/database.h"

namespace disclosure::mysql {

// Thread safe.
class Tailer {
 public:
  // Called on the tailer's thread with the changes after the last position. If it fails it is called
  // again with the same changes after the pause.
  using OnChanges = std::function<absl::Status(const std::vector<Change>&, const FeedPosition& now)>;
  // The feed forgot the position (RESUME_TOKEN_EXPIRED): take a new snapshot and return its position.
  using OnLost = std::function<absl::StatusOr<FeedPosition>()>;

  Tailer(Database& database, std::string feed, FeedPosition from, absl::Duration pause, OnChanges on_changes, OnLost on_lost);
  ~Tailer();
  Tailer(const Tailer&) = delete;

  // Looks at once: called after a change of this process.
  void Nudge();

 private:
  void Run();
  absl::Status Step();

  Database& database_;
  const std::string feed_;
  FeedPosition position_;
  const absl::Duration pause_;
  const OnChanges on_changes_;
  const OnLost on_lost_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool nudged_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace disclosure::mysql
