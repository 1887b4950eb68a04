// Personal data goes when its time is over; what the record proves, and what the annual report counts, stays.
#pragma once

#include <string>
#include <string_view>

#include "disclosure/request/v1/request_service.pb.h"
#include "request-service/api/backend.h"

namespace disclosure::request {

// Thread safe.
class RetentionHandlers {
 public:
  explicit RetentionHandlers(const Backend& backend) : backend_(backend) {}

  absl::StatusOr<v1::ApplyRetentionResponse> ApplyRetention(const Call& call, const v1::ApplyRetentionRequest& request);

 private:
  absl::Status Anonymise(const Call& call, const RequestKey& key, absl::CivilDay cutoff, bool dry_run, v1::ApplyRetentionResponse& response);
  absl::Status Prune(const Call& call, absl::CivilDay until, bool dry_run, v1::ApplyRetentionResponse& response);
  // The contents of attachments that are queued for it, behind `after`. Returns where the next page begins, "" at the end.
  absl::StatusOr<std::string> DeleteContents(const Call& call, std::string_view after, int size, bool dry_run, v1::ApplyRetentionResponse& response);

  const Backend& backend_;
};

}  // namespace disclosure::request
