// The calendar and the fees: what requests are counted by.
#pragma once

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class ReferenceHandlers {
 public:
  explicit ReferenceHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ImportCalendarResponse> ImportCalendar(const Call& call, const v1::ImportCalendarRequest& request);
  absl::StatusOr<v1::DueDateExplanation> CountDueDate(const Call& call, const v1::CountDueDateRequest& request);
  absl::StatusOr<v1::QuoteFeeResponse> QuoteFee(const Call& call, const v1::QuoteFeeRequest& request);

 private:
  const Backend& backend_;
};

}  // namespace disclosure::request
