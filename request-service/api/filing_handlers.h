// What applicants do: file a request, and follow it with its access code.
#pragma once

#include "request-service/api/backend.h"
#include "disclosure/request/v1/request_service.pb.h"

namespace disclosure::request {

// Thread safe.
class FilingHandlers {
 public:
  explicit FilingHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::FileRequestResponse> FileRequest(const Call& call, const v1::FileRequestRequest& request);
  absl::StatusOr<v1::TrackRequestResponse> TrackRequest(const Call& call, const v1::TrackRequestRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
