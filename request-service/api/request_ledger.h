// The import of a ledger of requests: in chunks, each row whole or not at all, and safe to repeat.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "request-service/api/ledger_import.h"

namespace disclosure::request {

class RequestLedger {
 public:
  RequestLedger(const Backend& backend, const Call& call, bool dry_run);

  absl::StatusOr<LedgerOutcome> Import(const std::vector<LedgerRow>& rows);

 private:
  struct Entry {
    int row = 0;            // in the file
    LedgerRequest request;  // with the organ's code
  };

  std::vector<Entry> Check(const std::vector<LedgerRow>& rows, LedgerOutcome& outcome) const;
  absl::StatusOr<LedgerRequest> CheckRow(const LedgerRow& row) const;
  absl::StatusOr<LedgerOutcome> ImportChunk(std::span<const Entry> chunk);

  // What a row is to what is there; `fresh` gets those that are new.
  absl::Status Compare(Reader& reader, const Entry& entry, LedgerOutcome& outcome, std::vector<const Entry*>& fresh,
                       std::vector<std::pair<const Entry*, RequestKey>>& ended) const;
  absl::Status Conclude(Writer& writer, const Entry& entry, const RequestKey& key, LedgerOutcome& outcome);
  absl::Status Insert(Writer& writer, const std::vector<const Entry*>& fresh);
  absl::StatusOr<const Bench*> BenchOf(const std::string& organ);
  std::string DigestOf(const LedgerRequest& request) const;

  const Backend& backend_;
  const Call& call_;
  const bool dry_run_;
  const absl::CivilDay today_;
  const LedgerOrgans organs_;
  std::map<std::string, Bench> benches_;
};

}  // namespace disclosure::request
