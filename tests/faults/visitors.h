// Who asks the portal while services are killed: one visitor a page, again and again, each answer noted.
#pragma once

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/time/time.h"
#include "gateway/http/raw_client.h"

namespace disclosure {

struct Answer {
  std::string page;
  absl::Time began;
  absl::Time ended;
  int status = 0;            // HTTP; 0: the connection ended without an answer
  std::string missing;       // of a view: its parts that are unavailable, by name and comma
  std::string reason;        // of an error: the named reason
  std::string retry_after;   // the header
  bool whole() const { return status == 200 && missing.empty(); }
};

struct Page {
  std::string name;
  std::function<std::string()> request;                                    // what is sent next
  std::function<void(const gateway::RawResponse&)> heard = [](const gateway::RawResponse&) {};
};

class Visitors {
 public:
  Visitors(int port, std::vector<Page> pages);
  ~Visitors() { Stop(); }

  // Each waits for an answer to what it asks now, and goes.
  void Stop();

  // Whether somebody is waiting for an answer of `page`, within `limit`.
  bool AwaitWaiting(const std::string& page, absl::Duration limit);
  // Lets them ask for so long.
  void AskFor(absl::Duration time);
  // Until each page has been answered whole, asked for after `since`; when that was. Infinite future after `limit`.
  absl::Time AwaitWhole(absl::Time since, absl::Duration limit);

  std::vector<Answer> answers() const;

 private:
  void Visit(const Page& page);
  bool AllWhole(absl::Time since) const;

  const int port_;
  const std::vector<Page> pages_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::set<std::string> waiting_;
  std::map<std::string, absl::Time> last_whole_;  // when the latest whole answer was asked for
  std::vector<Answer> answers_;
  std::vector<std::thread> threads_;
};

}  // namespace disclosure
