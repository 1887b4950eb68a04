// Events of an aggregate, each chained by hash to the one before:
//
//   hash(n) = SHA-256(hash(n-1) || framed(aggregate, seq, kind, time, actor, payload))
//
// with hash(0) 32 zero bytes and each field behind its length (primitives.h). Whoever changes, removes,
// inserts or moves an event must recompute all that follow; so keep the last hashes somewhere the database
// does not reach. Events cut off the end, or a chain recomputed to its end, show only against those.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/crypto/key_ring.h"

namespace disclosure::crypto {

struct AuditEvent {
  std::string aggregate;  // "requests/…"
  int64_t seq = 0;        // from 1, without gaps, within the aggregate
  std::string kind;
  absl::Time time;  // its microseconds count
  std::string actor;
  std::string payload;  // bytes that never change: nothing encrypted, which a new key encrypts anew
  std::string hash;     // of this event; made by Next
};

// The hash of `event`, whose own hash is not looked at. `previous` is the hash of the event before, "" for
// the first.
std::string Next(std::string_view previous, const AuditEvent& event);

// OK if every chain is whole from its first event on. The aggregates may be mixed, each in its own order.
// Else AUDIT_CHAIN_BROKEN for the first broken place, with metadata aggregate, seq and problem:
//   gap        the event with this seq is missing
//   reordered  the event with this seq stands in the wrong place, or twice
//   changed    the event with this seq, or its hash, is not what was written
absl::Status Verify(std::span<const AuditEvent> events);

// The last event of an aggregate.
struct AuditHead {
  std::string aggregate;
  int64_t seq = 0;
  std::string hash;
};

// Checkpoint `number`, made at `time`, over the heads of what changed since the one before:
//
//   seal(n) = HMAC-SHA-256(key, seal(n-1) || framed(n, time, heads))
//
// with seal(0) 32 zero bytes. The key is derived from the index key, which stays when field keys are rotated; who has
// the database alone cannot make a seal. What is cut off the end of the checkpoints shows against a seal that was
// written down elsewhere.
std::string Seal(const KeyRing& keys, std::string_view previous, int64_t number, absl::Time time, std::span<const AuditHead> heads);

}  // namespace disclosure::crypto
