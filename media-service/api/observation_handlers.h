// Observations (观测) come in, and are read again.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class ObservationHandlers {
 public:
  explicit ObservationHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ReportObservationsResponse> ReportObservations(const Call& call, const v1::ReportObservationsRequest& request);
  absl::StatusOr<v1::ImportObservationsResponse> ImportObservations(const Call& call, const v1::ImportObservationsRequest& request);
  absl::StatusOr<v1::ListObservationsResponse> ListObservations(const Call& call, const v1::ListObservationsRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
