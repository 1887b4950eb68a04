// Consultations (征求意见) for who is asked: a third party with the code of its letter, an organ by its certificate or
// through its officers.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class ConsultationHandlers {
 public:
  explicit ConsultationHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ViewConsultationResponse> ViewConsultation(const Call& call, const v1::ViewConsultationRequest& request);
  absl::StatusOr<v1::Consultation> AnswerConsultation(const Call& call, const v1::AnswerConsultationRequest& request);
  absl::StatusOr<v1::ListConsultationsResponse> ListConsultations(const Call& call, const v1::ListConsultationsRequest& request);
  absl::StatusOr<v1::Consultation> GetConsultation(const Call& call, const v1::GetConsultationRequest& request);
  absl::StatusOr<google::api::HttpBody> GetConsultationLetter(const Call& call, const v1::GetConsultationLetterRequest& request);
  absl::StatusOr<v1::Consultation> AcknowledgeConsultation(const Call& call, const v1::AcknowledgeConsultationRequest& request);
  absl::StatusOr<v1::Consultation> AnswerOrganConsultation(const Call& call, const v1::AnswerOrganConsultationRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
