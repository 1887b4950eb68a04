// Organ profiles: guide and rules. Errors as documented in the proto.
#pragma once

#include "catalog-service/api/backend.h"
#include "catalog-service/api/convert.h"

namespace disclosure::catalog {

class ProfileHandlers {
 public:
  explicit ProfileHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::OrganProfile> GetOrganProfile(const Call& call, const v1::GetOrganProfileRequest& request);
  absl::StatusOr<v1::OrganProfile> UpdateOrganProfile(const Call& call, const v1::UpdateOrganProfileRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::catalog
