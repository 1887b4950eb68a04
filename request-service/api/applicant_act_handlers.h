// What the applicant does with his request by himself, with its number and access code.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class ApplicantActHandlers {
 public:
  explicit ApplicantActHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::TrackRequestResponse> SupplyOwnCorrection(const Call& call, const v1::SupplyOwnCorrectionRequest& request);
  absl::StatusOr<v1::TrackRequestResponse> GiveOwnReasons(const Call& call, const v1::GiveOwnReasonsRequest& request);
  absl::StatusOr<v1::TrackRequestResponse> WithdrawOwnRequest(const Call& call, const v1::WithdrawOwnRequestRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
