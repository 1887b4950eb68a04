// Slows those who guess at access codes. What is counted per request in the database holds for all processes; this
// holds for who guesses at many requests from one place.
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "absl/time/time.h"
#include "common/base/clock.h"

namespace disclosure::gateway {

// Thread safe.
class GuessBrake {
 public:
  struct Options {
    int free_attempts = 5;  // that fail before there is a wait
    absl::Duration first_wait = absl::Seconds(2);
    absl::Duration longest_wait = absl::Minutes(15);
    absl::Duration forgotten_after = absl::Hours(1);  // without a failure
    size_t most = 50'000;  // prefixes and numbers remembered, each; the oldest leave
  };

  GuessBrake(Options options, const Clock* clock) : options_(options), clock_(clock) {}

  // Zero, or how long `prefix` must wait before its next attempt.
  absl::Duration Wait(std::string_view prefix) const;

  // An attempt of `prefix` with the number of a request failed. Each doubles the prefix's wait: those it made itself,
  // with whatever number, and those anybody made with this number. Who has not failed himself never waits: the
  // applicant is not shut out by others who guess at his number.
  void Failed(std::string_view prefix, std::string_view number);

  size_t size() const;  // of what is remembered

 private:
  struct Count {
    std::string key;
    int failed = 0;
    absl::Time last;
    absl::Time next;  // attempt that is allowed
  };
  // The one that failed last in front.
  struct Counts {
    std::list<Count> list;
    std::unordered_map<std::string_view, std::list<Count>::iterator> by_key;
  };

  Count& Add(Counts& counts, std::string_view key, absl::Time now) const;

  const Options options_;
  const Clock* const clock_;
  mutable std::mutex mutex_;
  Counts prefixes_;
  Counts numbers_;
};

}  // namespace disclosure::gateway
