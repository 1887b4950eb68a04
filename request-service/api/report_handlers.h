// Annual reports: counted, written, finalised, published.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class ReportHandlers {
 public:
  explicit ReportHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::AnnualReport> GetAnnualReport(const Call& call, const v1::GetAnnualReportRequest& request);
  absl::StatusOr<v1::ListReportCellResponse> ListReportCell(const Call& call, const v1::ListReportCellRequest& request);
  absl::StatusOr<google::api::HttpBody> ExportAnnualReport(const Call& call, const v1::ExportAnnualReportRequest& request);
  absl::StatusOr<v1::AnnualReport> UpdateAnnualReport(const Call& call, const v1::UpdateAnnualReportRequest& request);
  absl::StatusOr<v1::AnnualReport> FinaliseAnnualReport(const Call& call, const v1::FinaliseAnnualReportRequest& request);
  absl::StatusOr<v1::AnnualReport> PublishAnnualReport(const Call& call, const v1::PublishAnnualReportRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
