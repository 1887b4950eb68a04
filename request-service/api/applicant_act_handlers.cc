#include "request-service/api/applicant_act_handlers.h"

#include <functional>
#include <string>
#include <utility>

#include "common/base/logging.h"
#include "request-service/api/applicant_access.h"
#include "request-service/api/case_work.h"
#include "request-service/api/filing_handlers.h"
#include "request-service/api/papers.h"
#include "request-service/domain/written_text.h"

namespace disclosure::request {
namespace {

constexpr size_t kMostText = 5000;

// What the applicant is told has no state that is inside the organ.
absl::Status CheckAllowed(const Case& found, const EventData& data) {
  const std::optional<Act> act = ActOf(data);
  if (act && NextState(found.progress.state, *act)) return absl::OkStatus();
  return error::WrongState(Number(found.row.key), StateName(ShownToApplicant(found.progress.state)), act ? ActName(*act) : "changed");
}

using MakeOwnEvent = std::function<EventData(absl::CivilDay today, error::Violations& bad)>;

// The code is judged in a transaction of its own, so that a wrong one is counted whatever follows.
template <typename Request>
absl::StatusOr<v1::TrackRequestResponse> PerformOwnAct(const Backend& backend, const Call& call, const Request& request,
                                                       const MakeOwnEvent& make, const BesideEvent& beside = nullptr) {
  ASSIGN_OR_RETURN(const Case opened, OpenByAccessCode(backend, call, request.number(), request.access_code()));
  Call own = call;
  own.caller = {.subject = "applicant"};
  ASSIGN_OR_RETURN(const Bench bench, Bench::Open(backend, own, opened.row.key.organ));
  return WriteOnce<v1::TrackRequestResponse>(backend, own, request, [&](Writer& writer) -> absl::StatusOr<v1::TrackRequestResponse> {
    ASSIGN_OR_RETURN(Case found, LoadCase(writer, opened.row.key));
    error::Violations bad;
    EventData data = make(bench.today(), bad);
    RETURN_IF_ERROR(bad.status());
    RETURN_IF_ERROR(CheckAllowed(found, data));
    RETURN_IF_ERROR(Record(writer, bench, std::move(data), found, beside));
    return ToTracked(writer, found, &bench);
  });
}

}  // namespace

absl::StatusOr<v1::TrackRequestResponse> ApplicantActHandlers::SupplyOwnCorrection(const Call& call,
                                                                                   const v1::SupplyOwnCorrectionRequest& request) {
  return PerformOwnAct(backend_, call, request, [&](absl::CivilDay today, error::Violations& bad) -> EventData {
    CheckWritten(bad, "text", request.text(), kMostText);
    return CorrectionSupplied{today, request.text()};
  });
}

absl::StatusOr<v1::TrackRequestResponse> ApplicantActHandlers::GiveOwnReasons(const Call& call, const v1::GiveOwnReasonsRequest& request) {
  return PerformOwnAct(backend_, call, request, [&](absl::CivilDay today, error::Violations& bad) -> EventData {
    CheckWritten(bad, "reasons", request.reasons(), kMostText);
    return ReasonsGiven{today, request.reasons()};
  });
}

absl::StatusOr<v1::TrackRequestResponse> ApplicantActHandlers::WithdrawOwnRequest(const Call& call,
                                                                                  const v1::WithdrawOwnRequestRequest& request) {
  return PerformOwnAct(backend_, call, request, [&](absl::CivilDay today, error::Violations& bad) -> EventData {
    CheckWritten(bad, "reason", request.reason(), kMostText);
    return Withdrawn{today, request.reason()};
  }, [&](Writer& writer, const Bench& bench, Case& found) -> absl::Status {
    const absl::Status issued = Issue(backend_, writer, bench, found, WithdrawalConfirmation(bench, found));
    if (error::Reason(issued) != "ORGAN_DATA_MISSING") return issued;
    // Nobody is kept from withdrawing by what the organ's own data lacks.
    Log(LogLevel::kError, "a withdrawal cannot be confirmed", {{"request", Name(found.row.key)}, {"reason", "ORGAN_DATA_MISSING"}});
    return absl::OkStatus();
  });
}

}  // namespace disclosure::request
