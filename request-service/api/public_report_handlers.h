// What the public reads of annual reports beside the reports: which are published, and the sums of a year.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "common/base/single_flight.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"
#include "request-service/api/report_work.h"

namespace disclosure::request {

// Thread safe.
class PublicReportHandlers {
 public:
  explicit PublicReportHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ListAnnualReportsResponse> ListAnnualReports(const Call& call, const v1::ListAnnualReportsRequest& request);
  absl::StatusOr<v1::RequestStatistics> GetRequestStatistics(const Call& call, const v1::GetRequestStatisticsRequest& request);

 private:
  struct Counted {
    absl::Time time;
    v1::RequestStatistics statistics;
  };
  absl::StatusOr<v1::RequestStatistics> Count(const Call& call, const ReportOwner& owner, const std::string& name);
  std::optional<v1::RequestStatistics> Remembered(const std::string& name, absl::Duration at_most);
  void Remember(const v1::RequestStatistics& statistics);

  const Backend& backend_;
  std::mutex mutex_;
  std::map<std::string, Counted> counted_;  // by name; the home page of every visitor asks for the same
  SingleFlight<v1::RequestStatistics> counting_;
};

}  // namespace disclosure::request
