// Rounds of inspection (检查轮次) and their work orders (整改工单).
#pragma once

#include "disclosure/media/v1/media_service.pb.h"
#include "media-service/api/backend.h"

namespace disclosure::media {

// Thread safe.
class InspectionHandlers {
 public:
  explicit InspectionHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListInspectionRulesResponse> ListInspectionRules(const Call& call, const v1::ListInspectionRulesRequest& request);
  absl::StatusOr<v1::InspectionRound> CreateInspectionRound(const Call& call, const v1::CreateInspectionRoundRequest& request);
  absl::StatusOr<v1::InspectionRound> GetInspectionRound(const Call& call, const v1::GetInspectionRoundRequest& request);
  absl::StatusOr<v1::ListInspectionRoundsResponse> ListInspectionRounds(const Call& call, const v1::ListInspectionRoundsRequest& request);
  absl::StatusOr<v1::ListInspectionsResponse> ListInspections(const Call& call, const v1::ListInspectionsRequest& request);
  absl::StatusOr<v1::Inspection> RecordInspection(const Call& call, const v1::RecordInspectionRequest& request);
  absl::StatusOr<v1::InspectionRound> CancelInspectionRound(const Call& call, const v1::CancelInspectionRoundRequest& request);
  absl::StatusOr<v1::InspectionRound> CloseInspectionRound(const Call& call, const v1::CloseInspectionRoundRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::media
