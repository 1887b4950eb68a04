// What officers do with a request: each act is one event.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class ActHandlers {
 public:
  explicit ActHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::Request> ConfirmReceipt(const Call& call, const v1::ConfirmReceiptRequest& request);
  absl::StatusOr<v1::Request> RequireCorrection(const Call& call, const v1::RequireCorrectionRequest& request);
  absl::StatusOr<v1::Request> SupplyCorrection(const Call& call, const v1::SupplyCorrectionRequest& request);
  absl::StatusOr<v1::Request> LapseCorrection(const Call& call, const v1::LapseCorrectionRequest& request);
  absl::StatusOr<v1::Request> RequireReasons(const Call& call, const v1::RequireReasonsRequest& request);
  absl::StatusOr<v1::Request> RecordReasons(const Call& call, const v1::RecordReasonsRequest& request);
  absl::StatusOr<v1::Request> WeighReasons(const Call& call, const v1::WeighReasonsRequest& request);
  absl::StatusOr<v1::Request> Consult(const Call& call, const v1::ConsultRequest& request);
  absl::StatusOr<v1::Request> RecordConsultationReceived(const Call& call, const v1::RecordConsultationReceivedRequest& request);
  absl::StatusOr<v1::Request> RecordConsultationAnswer(const Call& call, const v1::RecordConsultationAnswerRequest& request);
  absl::StatusOr<v1::Request> ExpireConsultation(const Call& call, const v1::ExpireConsultationRequest& request);
  absl::StatusOr<v1::Request> ExtendPeriod(const Call& call, const v1::ExtendPeriodRequest& request);
  absl::StatusOr<v1::Request> TransferInformation(const Call& call, const v1::TransferInformationRequest& request);
  absl::StatusOr<v1::Request> NoticeFee(const Call& call, const v1::NoticeFeeRequest& request);
  absl::StatusOr<v1::Request> RecordFeeNoticeReceived(const Call& call, const v1::RecordFeeNoticeReceivedRequest& request);
  absl::StatusOr<v1::Request> RecordPayment(const Call& call, const v1::RecordPaymentRequest& request);
  absl::StatusOr<v1::Request> LapseFee(const Call& call, const v1::LapseFeeRequest& request);
  absl::StatusOr<v1::Request> DraftReply(const Call& call, const v1::DraftReplyRequest& request);
  absl::StatusOr<v1::Request> AssignRequest(const Call& call, const v1::AssignRequestRequest& request);
  absl::StatusOr<v1::Request> CountItems(const Call& call, const v1::CountItemsRequest& request);
  absl::StatusOr<v1::Request> CorrectApplicant(const Call& call, const v1::CorrectApplicantRequest& request);
  absl::StatusOr<v1::Request> ReviewReply(const Call& call, const v1::ReviewReplyRequest& request);
  absl::StatusOr<v1::Request> SendBack(const Call& call, const v1::SendBackRequest& request);
  absl::StatusOr<v1::Request> ApproveReply(const Call& call, const v1::ApproveReplyRequest& request);
  absl::StatusOr<v1::Request> IssueReply(const Call& call, const v1::IssueReplyRequest& request);
  absl::StatusOr<v1::Request> RecordService(const Call& call, const v1::RecordServiceRequest& request);
  absl::StatusOr<v1::Request> RecordApplicantReceipt(const Call& call, const v1::RecordApplicantReceiptRequest& request);
  absl::StatusOr<v1::Request> RecordWithdrawal(const Call& call, const v1::RecordWithdrawalRequest& request);
  absl::StatusOr<v1::Request> CloseRequest(const Call& call, const v1::CloseRequestRequest& request);
  absl::StatusOr<v1::Request> ReopenRequest(const Call& call, const v1::ReopenRequestRequest& request);
  absl::StatusOr<v1::Request> AnswerRecordCorrection(const Call& call, const v1::AnswerRecordCorrectionRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
