// The ledgers (台账) of offices: requests and reviews from before the suite.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class LedgerHandlers {
 public:
  explicit LedgerHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::LedgerImport> ImportRequests(const Call& call, const v1::ImportRequestsRequest& request);
  absl::StatusOr<v1::LedgerImport> ImportReviews(const Call& call, const v1::ImportReviewsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
