// Documents (文书) for those who may see them: officers of the organ, and the applicant by access code.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class DocumentHandlers {
 public:
  explicit DocumentHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListDocumentsResponse> ListDocuments(const Call& call, const v1::ListDocumentsRequest& request);
  absl::StatusOr<google::api::HttpBody> GetDocument(const Call& call, const v1::GetDocumentRequest& request);
  absl::StatusOr<google::api::HttpBody> PreviewDocument(const Call& call, const v1::PreviewDocumentRequest& request);
  absl::StatusOr<google::api::HttpBody> FetchDocument(const Call& call, const v1::FetchDocumentRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
