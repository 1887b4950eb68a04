// What applicants do: file a request, and follow it with its access code.
#pragma once

#include "request-service/api/backend.h"
#include "request-service/api/case_work.h"
#include "disclosure/request/v1/request_service.pb.h"

namespace disclosure::request {

// A draft and its approval are not the applicant's to know.
State ShownToApplicant(State state);

// What the applicant sees of his request, with the documents issued to him; `bench` is null where the organ has left the
// directory.
absl::StatusOr<v1::TrackRequestResponse> ToTracked(Reader& reader, const Case& request, const Bench* bench);

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
