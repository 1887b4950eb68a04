// Whether the register is what was written: `disclosurectl audit verify`.
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class AuditHandlers {
 public:
  explicit AuditHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::VerifyAccountAuditResponse> VerifyAccountAudit(const Call& call, const v1::VerifyAccountAuditRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
