// Slows the guessing of passwords.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace disclosure::gateway {

// Counts attempts by key. The first ones are free; from then on each doubles the time until the next, from a second to a quarter
// of an hour. An hour without one forgets them. Of more than `most_keys` the one not heard of for longest is forgotten. Thread safe.
class AttemptGate {
 public:
  explicit AttemptGate(const Clock* clock, size_t most_keys = 100'000) : clock_(clock), most_keys_(most_keys) {}

  // Zero: go on, and the attempt is counted. Otherwise the time until one is allowed.
  absl::Duration Admit(const std::string& key, int free);
  // It was the right one.
  void Forget(const std::string& key);
  // It was the right one, of a key that others share: this attempt does not count, those of before do.
  void Undo(const std::string& key);

 private:
  struct Tries {
    std::string key;
    int count = 0;
    absl::Time last;
    absl::Time next;
  };

  const Clock* const clock_;
  const size_t most_keys_;
  std::mutex mutex_;
  std::list<Tries> tries_;  // the one heard of last in front
  std::unordered_map<std::string, std::list<Tries>::iterator> by_key_;
};

}  // namespace disclosure::gateway
