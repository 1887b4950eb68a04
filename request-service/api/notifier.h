// Sends what is in the outbox, at least once: a message that was taken but not marked so, because this process ended, is
// sent again with the same id. Replicas share the work.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#include "request-service/api/backend.h"
#include "request-service/notifying/sender.h"

namespace disclosure::request {

inline constexpr int kNotifierThreads = 2;  // one slow receiver does not hold up the others

struct Senders {
  Sender* mail = nullptr;  // null: mail waits
  Sender* webhook = nullptr;
};

// Sends one message that is due, and records how that ended; false: none is due.
absl::StatusOr<bool> SendOne(const Backend& backend, const Senders& senders);

class Notifier {
 public:
  // All outlive it.
  Notifier(const Backend& backend, Senders senders, absl::Duration pause = absl::Seconds(1));
  ~Notifier();  // waits for the messages under way
  Notifier(const Notifier&) = delete;

 private:
  void Run();
  void Work();
  bool stopping();

  const Backend& backend_;
  const Senders senders_;
  const absl::Duration pause_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace disclosure::request
