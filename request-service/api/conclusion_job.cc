#include "request-service/api/conclusion_job.h"

#include <vector>

#include "absl/time/clock.h"
#include "common/base/logging.h"
#include "request-service/api/case_work.h"

namespace disclosure::request {
namespace {

constexpr int kBatch = 100;
constexpr absl::Duration kBatchTime = absl::Minutes(1);

// The audit tells of it: it must not hold up the others.
bool IsDamaged(const absl::Status& status) {
  const std::string reason = error::Reason(status);
  return absl::IsDataLoss(status) || reason == "BAD_EVENT" || reason == "FIELD_UNREADABLE";
}

absl::Status Refresh(Writer& writer, const ReplyTable& replies, const RequestKey& key) {
  RETURN_IF_ERROR(writer.ForgetStaleConclusion(key));
  absl::StatusOr<Case> found = LoadCase(writer, key);
  if (IsDamaged(found.status())) return absl::OkStatus();
  RETURN_IF_ERROR(found.status());
  RETURN_IF_ERROR(ProjectConclusion(found->progress, replies, found->row));
  return writer.PutConclusion(found->row);
}

}  // namespace

absl::StatusOr<int> RefreshConclusions(const Backend& backend, absl::Time deadline) {
  int refreshed = 0;
  RETURN_IF_ERROR(backend.store.Write(deadline, [&](Writer& writer) -> absl::Status {
    ASSIGN_OR_RETURN(const std::vector<RequestKey> keys, writer.StaleConclusions(kBatch));
    refreshed = static_cast<int>(keys.size());
    for (const RequestKey& key : keys) RETURN_IF_ERROR(Refresh(writer, backend.law.replies, key));
    return absl::OkStatus();
  }));
  return refreshed;
}

ConclusionJob::ConclusionJob(const Backend& backend)
    : thread_([&backend](const std::stop_token& stop) {
        absl::StatusOr<int> done = 1;
        while (!stop.stop_requested() && done.ok() && *done > 0) done = RefreshConclusions(backend, absl::Now() + kBatchTime);
        if (!done.ok()) Log(LogLevel::kWarning, "conclusions were not computed anew", {{"detail", std::string(done.status().message())}});
      }) {}

}  // namespace disclosure::request
