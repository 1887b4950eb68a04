// From draft to edition, at once or by a job; withdrawal and cancellation. Errors as documented in the proto.
#pragma once

#include <string>

#include "catalog-service/api/backend.h"
#include "catalog-service/api/convert.h"

namespace disclosure::catalog {

class PublicationHandlers {
 public:
  // `replica`: who holds a job's lease, for the job history.
  PublicationHandlers(const Backend& backend, std::string replica) : backend_(backend), replica_(std::move(replica)) {}

  absl::StatusOr<v1::Edition> PublishCatalogue(const Call& call, const v1::PublishCatalogueRequest& request);
  absl::StatusOr<v1::Edition> WithdrawEdition(const Call& call, const v1::WithdrawEditionRequest& request);
  absl::StatusOr<v1::Edition> CancelEdition(const Call& call, const v1::CancelEditionRequest& request);
  absl::StatusOr<v1::ListPublicationJobsResponse> ListPublicationJobs(const Call& call, const v1::ListPublicationJobsRequest& request);
  // Also what the built-in scheduler runs.
  absl::StatusOr<v1::PublishDueResponse> PublishDue(const Call& call, const v1::PublishDueRequest& request);

 private:
  absl::StatusOr<v1::Edition> Publish(Writer& writer, const Call& call, const std::vector<std::string>& ids,
                                      const v1::PublishCatalogueRequest& request);
  // True if this replica published the job's edition; false if another one holds the job.
  absl::StatusOr<bool> RunJob(const PublicationJob& job, absl::Time deadline);
  absl::StatusOr<bool> RunClaimedJob(Writer& writer, const PublicationJob& claimed);
  void NoteFailure(PublicationJob claimed, const absl::Status& status, absl::Time deadline);
  absl::Status CheckMayApprove(Writer& writer, const Call& call, const std::vector<std::string>& ids);
  absl::StatusOr<std::string> Title(Reader& reader, const std::string& division, const std::string& domain);

  const Backend& backend_;
  const std::string replica_;
};

}  // namespace disclosure::catalog
