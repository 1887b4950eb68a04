// The audit: what an auditor verifies, and the checkpoints it rests on.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Seals the heads of all requests with new events, some in each transaction; returns how many checkpoints were made.
// Several replicas may do so at once.
absl::StatusOr<int64_t> SealPending(const Backend& backend, absl::Time deadline);

// Thread safe.
class AuditHandlers {
 public:
  explicit AuditHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::VerifyAuditResponse> VerifyAudit(const Call& call, const v1::VerifyAuditRequest& request);
  absl::StatusOr<v1::SealAuditResponse> SealAudit(const Call& call, const v1::SealAuditRequest& request);
  absl::StatusOr<v1::AuditHead> GetAuditHead(const Call& call, const v1::GetAuditHeadRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
