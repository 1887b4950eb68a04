// What the imports of both ledgers share: which organ a row is of, and what became of each row.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/case_work.h"
#include "request-service/domain/ledger.h"
#include "request-service/importers/ledger_csv.h"

namespace disclosure::request {

struct LedgerNote {
  int row = 0;
  std::string column;  // "" for the whole row
  std::string reason;  // Chinese
};

// What became of some rows.
struct LedgerOutcome {
  LedgerAccounting counts;
  std::vector<LedgerNote> quarantined;  // a row may have several
  std::vector<LedgerNote> warnings;

  void Quarantine(int row, std::string_view column, std::string_view reason);
  // With the bad fields of `why`, or its message.
  void Quarantine(int row, const absl::Status& why);
  void Add(const LedgerOutcome& other);
};
v1::LedgerImport ToProto(const LedgerOutcome& outcome);

// The organs that rows name, and whether the caller may import for them.
class LedgerOrgans {
 public:
  LedgerOrgans(const Backend& backend, const Call& call);

  // The code of the organ that a row names by code, resource name or name; BAD_REQUEST (organ).
  absl::StatusOr<std::string> Find(const std::string& written) const;
  // A clerk imports for his own organ, an operator for all. BAD_REQUEST (organ).
  absl::Status CheckCaller(const std::string& organ) const;

 private:
  std::shared_ptr<const Reference::View> view_;
  const Call& call_;
};

// BAD_REQUEST for a row with more fields than the header.
absl::Status TooWide();

}  // namespace disclosure::request
