// Whether and when a call may go to its service, by the limits of its class. Knows neither HTTP nor gRPC: both ports
// of the gateway ask it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "gateway/limits/guess_brake.h"
#include "gateway/limits/limit_table.h"
#include "gateway/limits/token_buckets.h"
#include "gateway/limits/trusted_proxies.h"
#include "gateway/limits/waiting_room.h"

namespace disclosure::gateway {

// What the limits look at.
struct CallFacts {
  MethodClass method_class = MethodClass::kReading;
  std::string prefix;        // of the client's address
  std::string caller;        // "" for the anonymous
  std::string access_code;   // a digest of the code that was said, "" if the method asks for none
  std::string number;        // of what the code is said to open
  absl::Time deadline = absl::InfiniteFuture();  // of the whole call, the wait included
};

// Thread safe.
class Gate {
 public:
  struct Options {
    LimitTable limits;
    GuessBrake::Options guesses;
    AddressPrefixes prefixes;
    size_t most_waiting = 2'000;  // filings over their soft limit
    // What is left of a call's time after a wait, for the service.
    absl::Duration time_to_serve = absl::Seconds(5);
  };
  // Called with the outcome.
  using Go = std::function<void(const absl::Status&)>;

  // `clock` outlives it.
  Gate(Options options, const Clock* clock);

  // Waits are called in turn by a thread of the gate; without it, who owns the gate calls CallDue.
  void StartThread() { room_.StartThread(); }
  void CallDue() { room_.CallDue(); }

  // Calls `go` once: at once, or, for a filing over its soft rate, when its turn has come, from another thread. OK, or
  // RESOURCE_EXHAUSTED with the time of the next allowed call: RATE_LIMITED (class, limited_by), TOO_MANY_ATTEMPTS
  // (wrong access codes), QUEUE_FULL (there is no place left to wait in); UNAVAILABLE (STOPPING) for who waits when the gate
  // closes or would have to wait afterwards.
  void Pass(const CallFacts& facts, Go go);

  // The service did not know the number with this access code.
  void CodeFailed(const CallFacts& facts) { brake_.Failed(facts.prefix, facts.number); }

  // What addresses share their buckets with this one.
  std::string PrefixOf(std::string_view address) const { return CallerOfAddress(address, options_.prefixes); }

  // Sends away who waits. Before those go away to whom the waiting calls belong.
  void Close() { room_.Close(); }

  size_t waiting() const { return room_.waiting(); }

 private:
  // Of the rows that are for this call.
  using Rows = absl::InlinedVector<const LimitRow*, 4>;
  using Charges = absl::InlinedVector<Charge, 4>;
  Charges ChargesOf(const CallFacts& facts, Rows& rows) const;

  const Options options_;
  const Clock* const clock_;
  TokenBuckets buckets_;
  GuessBrake brake_;
  WaitingRoom room_;
};

}  // namespace disclosure::gateway
