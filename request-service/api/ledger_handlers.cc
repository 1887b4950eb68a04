#include "request-service/api/ledger_handlers.h"

#include "request-service/api/request_ledger.h"
#include "request-service/api/review_ledger.h"

namespace disclosure::request {
namespace {

// The rows of requests go in chunk by chunk, and the answer is kept when all are in: a request id that comes again with
// another file must be refused before its first row.
absl::Status BindRequestId(const Backend& backend, const Call& call, const v1::ImportRequestsRequest& request) {
  Call begun = call;
  begun.method += " begun";
  return WriteOnce<v1::LedgerImport>(backend, begun, request, [](Writer&) -> absl::StatusOr<v1::LedgerImport> {
           return v1::LedgerImport();
         }).status();
}

}  // namespace

absl::StatusOr<v1::LedgerImport> LedgerHandlers::ImportRequests(const Call& call, const v1::ImportRequestsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<LedgerRow> rows, ReadLedgerCsv(LedgerKind::kRequests, request.csv()));
  const bool once = !request.dry_run() && !request.request_id().empty();
  if (once) RETURN_IF_ERROR(BindRequestId(backend_, call, request));
  ASSIGN_OR_RETURN(const LedgerOutcome outcome, RequestLedger(backend_, call, request.dry_run()).Import(rows));
  if (!once) return ToProto(outcome);
  // The rows themselves are safe to repeat; this keeps the first answer.
  return WriteOnce<v1::LedgerImport>(backend_, call, request,
                                     [&](Writer&) -> absl::StatusOr<v1::LedgerImport> { return ToProto(outcome); });
}

absl::StatusOr<v1::LedgerImport> LedgerHandlers::ImportReviews(const Call& call, const v1::ImportReviewsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<LedgerRow> rows, ReadLedgerCsv(LedgerKind::kReviews, request.csv()));
  ReviewLedger ledger(backend_, call);
  if (request.dry_run()) {
    LedgerOutcome outcome;
    RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
      ASSIGN_OR_RETURN(outcome, ledger.DryRun(reader, rows));
      return absl::OkStatus();
    }));
    return ToProto(outcome);
  }
  return WriteOnce<v1::LedgerImport>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::LedgerImport> {
    ASSIGN_OR_RETURN(const LedgerOutcome outcome, ledger.Import(writer, rows));
    return ToProto(outcome);
  });
}

}  // namespace disclosure::request
