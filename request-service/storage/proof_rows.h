// What the proof of the record reads (store.h): rows as they are kept, whole or damaged.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "common/crypto/audit_chain.h"
#include "request-service/domain/filing.h"

namespace disclosure::request {

struct Shelf {
  std::string organ;
  int year = 0;
  bool operator==(const Shelf&) const = default;
};

// An event with the text that its hash is over.
struct KeptEvent {
  int serial = 0;
  int seq = 0;
  int kind = 0;
  absl::Time time;
  std::string actor;
  std::optional<std::string> text;  // nullopt: does not decrypt
  std::string hash;
};

// A paper as it now stands: its digest (digests.h), nullopt if it does not decrypt.
struct KeptPaper {
  int serial = 0;
  int seq = 0;
  int item = 0;
  std::optional<std::string> digest;
};

struct Checkpoint {
  int64_t number = 0;
  absl::Time time;
  int heads = 0;
  std::string seal;  // 32 bytes
};

// A head that a checkpoint seals, and the hash that its event has now: "" if the event is gone.
struct SealedHead {
  RequestKey key;
  crypto::AuditHead head;
  std::string kept_hash;
};

// Who read personal data of an organ's requests.
struct AccessRow {
  int64_t id = 0;  // given by the database, in the order of writing
  std::string organ;
  absl::Time time;
  std::string actor;
  std::string actor_organ;
  std::string method;
  std::string request;  // "2026-12", "" for lists
  std::string purpose;
  int results = 0;
};
struct AccessQuery {
  std::string organ;
  std::string request;  // "" for all
  std::string actor;    // "" for all
  int64_t before = 0;   // an id; 0: from the latest
};

// What anonymising takes out of a request beside its row: the texts of its events.
struct RedactedEvent {
  int seq = 0;
  std::string text;  // JSON of the event that is kept instead
};

}  // namespace disclosure::request
