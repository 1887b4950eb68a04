// Commands of proof and personal data: audit, keys, retention.
#pragma once

#include <ostream>
#include <string>

#include "ctl/suite.h"

namespace disclosure::ctl {

struct AuditOptions {
  std::string organ;    // code; "": all
  std::string head;     // one that was written down
  std::string request;  // of accesses: 2026-12
  std::string actor;
  bool json = false;
};

// Looks at the whole record. 0: whole; 2: breaks found, each printed; 1: error.
int RunAuditVerify(const Suite& suite, const AuditOptions& options, std::ostream& out, std::ostream& err);
// Seals new events now, and prints the head.
int RunAuditCheckpoint(const Suite& suite, std::ostream& out, std::ostream& err);
int RunAuditHead(const Suite& suite, std::ostream& out, std::ostream& err);
int RunAuditAccesses(const Suite& suite, const AuditOptions& options, std::ostream& out, std::ostream& err);

// The key file of the data directory is edited here; the rows are encrypted anew by the service.
int RunKeysAdd(const Suite& suite, std::ostream& out, std::ostream& err);
// How many rows are under which key; with `rotate` after all were encrypted under the newest.
int RunKeysRotate(const Suite& suite, bool rotate, std::ostream& out, std::ostream& err);
// KEY_IN_USE while a row is left under the key, or the service encrypts with it.
int RunKeysRetire(const Suite& suite, int key, std::ostream& out, std::ostream& err);

struct RetentionOptions {
  bool dry_run = false;
  std::string until;  // a day, "" for today
};
int RunRetention(const Suite& suite, const RetentionOptions& options, std::ostream& out, std::ostream& err);

}  // namespace disclosure::ctl
