// Attachments (附件) of a request that is there: added by the desk or the applicant, read by the desk.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class AttachmentHandlers {
 public:
  explicit AttachmentHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Attachment> UploadAttachment(const Call& call, const v1::UploadAttachmentRequest& request);
  absl::StatusOr<v1::Attachment> SubmitAttachment(const Call& call, const v1::SubmitAttachmentRequest& request);
  absl::StatusOr<google::api::HttpBody> GetAttachment(const Call& call, const v1::GetAttachmentRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
