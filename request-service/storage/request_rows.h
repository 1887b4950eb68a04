// What the store keeps of requests, their events, papers and attachments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "request-service/domain/event.h"
#include "request-service/domain/filing.h"
#include "request-service/domain/moves.h"

namespace disclosure::request {

// One row of requests: what was filed, and the projection of its events.
struct RequestRow {
  RequestKey key;
  Channel channel = Channel::kUnspecified;
  Applicant applicant;  // encrypted where it is kept
  std::string access_hash;  // 32 bytes (common/crypto/access_code.h)
  Wanted wanted;
  State state = State::kNone;
  absl::CivilDay arrived;
  std::optional<absl::CivilDay> received;
  std::optional<absl::CivilDay> due;
  bool due_provisional = false;
  std::string due_unknown;  // reason, or ""
  std::string handler;
  std::string leaf;
  std::string document_number;
  std::optional<absl::CivilDay> concluded;
  std::string concluded_leaf;
  std::string outcome;        // code of report_rows.csv at the first conclusion, "" before
  std::string ledger_number;  // the office's own, of a request from its ledger; else ""
  std::string ledger_digest;  // of the ledger's row without its outcome; "" if from no ledger
  int items = 1;              // 件, for the fees of the month (国办函〔2020〕109号 art. 4)
  int64_t calendar_version = 0;  // of the calendar that the due date was counted by
  int64_t version = 0;
  absl::Time create_time;
  absl::Time update_time;
};

struct AccessAttempts {
  int failed = 0;
  absl::Time next;  // no attempt is looked at before
};

// A request as the proof reads it.
struct KeptRequest {
  RequestRow row;
  bool readable = true;  // the applicant decrypts
  ApplicantClass counted_class = ApplicantClass::kUnspecified;  // by which the annual report counts it
  int sealed_seq = 0;    // of the last event that a checkpoint seals
  bool pending = false;  // the next checkpoint will seal later ones
};

// What a new calendar did to the due date of a request.
struct DueDateMove {
  RequestKey key;
  std::optional<absl::CivilDay> before;  // nullopt: not known
  std::optional<absl::CivilDay> after;
};

// An event as kept: `hash` chains it to the one before (common/crypto/audit_chain.h).
struct StoredEvent {
  Event event;
  std::string hash;  // 32 bytes
};

// 日历订阅: an address that a calendar program reads. Whoever has it reads, until it ends or is deleted.
struct CalendarFeedRow {
  std::string id;
  std::string organ;
  std::string handler;   // only what he handles; "" for all of the organ
  std::string creator;   // subject
  std::string key_hash;  // 32 bytes (common/crypto/access_code.h)
  absl::Time create_time;
  absl::Time expire_time;
};

// Open requests (neither served nor withdrawn nor closed) with the same due date.
struct OpenGroup {
  std::string organ;
  State state = State::kNone;
  std::optional<absl::CivilDay> due;
  int64_t count = 0;
};

// A paper that was issued: the `item`-th of event `seq`.
struct DocumentRow {
  int seq = 0;
  int item = 0;
  std::string code;
  std::string number;
  std::string title;
  absl::CivilDay issued;
  bool to_applicant = false;
  std::string content;  // documents/document_json.h; encrypted where it is kept
};
// 附件: what is kept of it beside its bytes, which the object store has.
struct AttachmentRow {
  std::string id;
  std::string file_name;  // encrypted where it is kept, and so is the hash
  std::string content_type;
  int64_t size = 0;
  std::string sha256;  // of the content, in hex
  std::string object;  // id in the object store
  std::string content_key;  // of 32 bytes, encrypted where it is kept; "": the content is under a key of the vault itself
  std::string actor;   // subject of the officer; "" for the applicant
  absl::Time time;
};
struct PlacedAttachment {
  RequestKey key;
  AttachmentRow row;
};
// What happened to one request, in order, from where its record ends.
struct RequestEvents {
  RequestKey key;
  std::vector<Event> events;
};

// What the import of a ledger finds of a request it brought before.
struct LedgerEntry {
  RequestKey key;
  std::string digest;
  State state = State::kNone;
  std::string outcome;
  std::optional<absl::CivilDay> concluded;
  bool anonymised = false;
};

}  // namespace disclosure::request
