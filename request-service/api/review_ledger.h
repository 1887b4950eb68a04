// The import of a ledger of reviews: in one transaction, and safe to repeat.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "request-service/api/ledger_import.h"

namespace disclosure::request {

class ReviewLedger {
 public:
  ReviewLedger(const Backend& backend, const Call& call);

  // What became of the rows, if `writer` commits.
  absl::StatusOr<LedgerOutcome> Import(Writer& writer, const std::vector<LedgerRow>& rows);
  absl::StatusOr<LedgerOutcome> DryRun(Reader& reader, const std::vector<LedgerRow>& rows);

 private:
  // The same request, route and day are the same review; if a file has them twice, they are two.
  using Identity = std::tuple<std::string, int, int, ReviewRoute, absl::CivilDay>;
  struct Plan {
    LedgerOutcome outcome;
    std::vector<Review> fresh;
    std::vector<std::pair<Review, Review>> closed;  // as it was, as it is
  };

  absl::StatusOr<Plan> MakePlan(Reader& reader, const std::vector<LedgerRow>& rows);
  // The review that a row tells of, without a number of its own; errors are those of the row.
  absl::StatusOr<Review> CheckRow(Reader& reader, const LedgerRow& row) const;
  // What is there of its identity.
  absl::StatusOr<std::vector<Review>> Known(Reader& reader, const Review& told) const;
  // Takes what `told` is out of `known`, and plans the rest.
  void Match(int row, const Review& told, std::vector<Review>& known, Plan& plan) const;

  const Backend& backend_;
  const absl::Time now_;
  const std::string actor_;
  const LedgerOrgans organs_;
};

}  // namespace disclosure::request
