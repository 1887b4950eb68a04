#include "media-service/api/batch_handlers.h"

#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "common/base/text_limits.h"
#include "common/calendar/civil_date.h"
#include "common/rpc/names.h"
#include "common/rpc/page.h"
#include "media-service/api/batch_work.h"
#include "media-service/api/closing_work.h"
#include "media-service/api/rights.h"
#include "media-service/documents/adjustment_notice.h"

namespace disclosure::media {
namespace {

constexpr size_t kMostText = 500;
constexpr size_t kMostAddress = 2048;

// Planning is for registrars and approvers of the division too; deciding and what follows for who may do it to each account alone.
absl::Status CheckDecider(const Backend& backend, const Call& call, const BatchInHand& in_hand) {
  for (const Account& account : in_hand.accounts) RETURN_IF_ERROR(CheckCompetent(backend, call, account));
  return absl::OkStatus();
}

// The act on a batch, as PerformAct is on an account.
template <typename Request, typename Change>
absl::StatusOr<v1::AdjustmentBatch> PerformOnBatch(const Backend& backend, const Call& call, const Request& request, BatchAct act, std::string_view verb,
                                                   Change change) {
  ASSIGN_OR_RETURN(const BatchId id, ParseBatchName(request.name()));
  RETURN_IF_ERROR(CheckDivision(backend, call, id.division, /*reading=*/true));
  return WriteOnce<v1::AdjustmentBatch>(backend, call, request, [&](Writer& writer) -> absl::StatusOr<v1::AdjustmentBatch> {
    ASSIGN_OR_RETURN(BatchInHand in_hand, LoadBatch(writer, id));
    RETURN_IF_ERROR(CheckDecider(backend, call, in_hand));
    Batch& batch = in_hand.batch;
    if (!request.etag().empty() && request.etag() != Etag(batch.version)) return error::EtagMismatch(request.name(), request.etag(), Etag(batch.version));
    const std::optional<BatchState> next = NextBatchState(batch.state, act);
    if (!next) return error::WrongState(request.name(), BatchStateName(batch.state), verb);
    RETURN_IF_ERROR(change(writer, in_hand));
    batch.state = *next;
    ++batch.version;
    RETURN_IF_ERROR(writer.UpdateBatch(batch));
    return ToProto(backend, in_hand);
  });
}

}  // namespace

absl::StatusOr<v1::AdjustmentBatch> BatchHandlers::CreateAdjustmentBatch(const Call& call, const v1::CreateAdjustmentBatchRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/true));
  error::Violations bad;
  BatchInHand in_hand{.batch = FromProto(request.adjustment_batch(), bad), .accounts = {}, .silent_since = {}};
  in_hand.batch.division = ids[0];
  CheckPlan(in_hand.batch, "adjustment_batch", bad);
  RETURN_IF_ERROR(bad.status());
  return WriteOnce<v1::AdjustmentBatch>(backend_, call, request, [&](Writer& writer) -> absl::StatusOr<v1::AdjustmentBatch> {
    BatchInHand made = in_hand;
    RETURN_IF_ERROR(LoadAccounts(writer, made));
    Batch& batch = made.batch;
    batch.create_time = backend_.clock.Now();
    batch.year = static_cast<int>(LocalDay(batch.create_time).year());
    ASSIGN_OR_RETURN(batch.serial, writer.NextSerial(batch.division, "batch", batch.year));
    batch.state = *NextBatchState(BatchState::kNone, BatchAct::kPlan);
    batch.planner = call.caller.subject;
    batch.version = 1;
    RETURN_IF_ERROR(writer.InsertBatch(batch));
    return ToProto(backend_, made);
  });
}

absl::StatusOr<v1::AdjustmentBatch> BatchHandlers::GetAdjustmentBatch(const Call& call, const v1::GetAdjustmentBatchRequest& request) {
  ASSIGN_OR_RETURN(const BatchId id, ParseBatchName(request.name()));
  RETURN_IF_ERROR(CheckDivision(backend_, call, id.division, /*reading=*/true));
  v1::AdjustmentBatch response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(const BatchInHand in_hand, LoadBatch(reader, id));
    response = ToProto(backend_, in_hand);
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::ListAdjustmentBatchesResponse> BatchHandlers::ListAdjustmentBatches(const Call& call, const v1::ListAdjustmentBatchesRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> ids, ParseName(kDivisionName, request.parent(), "parent"));
  RETURN_IF_ERROR(CheckDivision(backend_, call, ids[0], /*reading=*/true));
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size()));
  const std::string bound_to = absl::StrCat("adjustmentBatches ", ids[0]);
  ASSIGN_OR_RETURN(const std::string token, ParsePageToken(request.page_token(), bound_to));
  int year = std::numeric_limits<int>::max(), serial = 0;
  if (!token.empty()) {
    const std::vector<std::string> parts = absl::StrSplit(token, '-');
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &year) || !absl::SimpleAtoi(parts[1], &serial)) {
      return error::BadRequest({{"page_token", "must be one that this list gave"}});
    }
  }
  v1::ListAdjustmentBatchesResponse response;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    ASSIGN_OR_RETURN(std::vector<Batch> batches, reader.ListBatches(ids[0], year, serial, size + 1));
    if (static_cast<int>(batches.size()) > size) {
      batches.resize(size);
      response.set_next_page_token(MakePageToken(absl::StrCat(batches.back().year, "-", batches.back().serial), bound_to));
    }
    for (Batch& batch : batches) *response.add_adjustment_batches() = ToProto(backend_, BatchInHand{std::move(batch), {}, {}});
    return absl::OkStatus();
  }));
  return response;
}

absl::StatusOr<v1::AdjustmentBatch> BatchHandlers::DecideAdjustmentBatch(const Call& call, const v1::DecideAdjustmentBatchRequest& request) {
  return PerformOnBatch(backend_, call, request, BatchAct::kDecide, "decide", [&](Writer&, BatchInHand& in_hand) -> absl::Status {
    error::Violations bad;
    RequireText(bad, "decision_basis", request.decision_basis(), kMostText);
    CheckText(bad, "decision_basis", request.decision_basis(), kMostText);
    const std::optional<absl::CivilDay> day = ParseDate(request.decided_on());
    if (!day || *day > LocalDay(backend_.clock.Now())) bad.Add("decided_on", "must be a date that is not in the future");
    RETURN_IF_ERROR(bad.status());
    RETURN_IF_ERROR(CheckOther(call, in_hand.batch.planner));
    in_hand.batch.decision_basis = request.decision_basis();
    in_hand.batch.decided_on = day;
    in_hand.batch.decider = call.caller.subject;
    return absl::OkStatus();
  });
}

absl::StatusOr<v1::AdjustmentBatch> BatchHandlers::AnnounceAdjustmentBatch(const Call& call, const v1::AnnounceAdjustmentBatchRequest& request) {
  return PerformOnBatch(backend_, call, request, BatchAct::kAnnounce, "announce", [&](Writer& writer, BatchInHand& in_hand) -> absl::Status {
    error::Violations bad;
    Batch& batch = in_hand.batch;
    const std::optional<absl::CivilDay> day = ParseDate(request.announced_on());
    if (!day || *day > LocalDay(backend_.clock.Now())) bad.Add("announced_on", "must be a date that is not in the future");
    if (day && batch.decided_on && *day < *batch.decided_on) bad.Add("announced_on", "must not be before the decision");
    CheckText(bad, "notice_url", request.notice_url(), kMostAddress);
    CheckBackdated(day, request.notice_url(), LocalDay(backend_.clock.Now()), bad);
    RETURN_IF_ERROR(bad.status());
    batch.announced_on = day;
    batch.notice_url = request.notice_url();
    ASSIGN_OR_RETURN(const ClosingRule* rule, ClosingRuleOf(backend_, batch.division, *day));
    ASSIGN_OR_RETURN(batch.notice_ends_on, NoticeEndsOn(*day, *rule, backend_.rules.calendar, batch.division));
    return AnnounceItems(backend_, call, writer, in_hand);
  });
}

absl::StatusOr<v1::AdjustmentBatch> BatchHandlers::CompleteAdjustmentBatch(const Call& call, const v1::AdjustmentBatchActRequest& request) {
  return PerformOnBatch(backend_, call, request, BatchAct::kComplete, "complete", [&](Writer&, BatchInHand& in_hand) -> absl::Status {
    std::vector<std::string> open;
    for (size_t i = 0; i < in_hand.batch.items.size(); ++i) {
      if (!IsDone(in_hand.batch.items[i], in_hand.accounts[i])) open.push_back(AccountName(in_hand.accounts[i].uid));
    }
    if (open.empty()) return absl::OkStatus();
    return error::Make(absl::StatusCode::kFailedPrecondition, absl::StrCat("还有", open.size(), "个账号没有办完"),
                       {.reason = "BATCH_UNFINISHED", .metadata = {{"accounts", absl::StrJoin(open, ",")}}});
  });
}

absl::StatusOr<v1::AdjustmentBatch> BatchHandlers::CancelAdjustmentBatch(const Call& call, const v1::AdjustmentBatchActRequest& request) {
  return PerformOnBatch(backend_, call, request, BatchAct::kCancel, "cancel", [](Writer&, BatchInHand&) { return absl::OkStatus(); });
}

absl::StatusOr<google::api::HttpBody> BatchHandlers::GetAdjustmentNotice(const Call& call, const v1::GetAdjustmentNoticeRequest& request) {
  ASSIGN_OR_RETURN(const BatchId id, ParseBatchName(request.name()));
  google::api::HttpBody body;
  RETURN_IF_ERROR(backend_.store.Read(call.deadline, [&](Reader& reader) -> absl::Status {
    absl::StatusOr<BatchInHand> in_hand = LoadBatch(reader, id);
    const bool officer = CheckDivision(backend_, call, id.division, /*reading=*/true).ok();
    if (!in_hand.ok()) return in_hand.status();
    // What is not announced yet looks to the public as if it were not there.
    if (!officer && !in_hand->batch.announced_on) return error::NotFound(request.name());
    NoticeFacts facts{.batch = in_hand->batch, .accounts = in_hand->accounts, .successors = {}, .platforms = backend_.rules.platforms};
    const auto view = backend_.reference.Get();
    for (const auto& [code, organ] : view->organs) {
      if (organ.division == id.division && organ.kind == "government" && organ.active) facts.issuer = organ.name;
    }
    for (const BatchItem& item : in_hand->batch.items) {
      if (item.successor.empty()) continue;
      ASSIGN_OR_RETURN(facts.successors[item.successor], reader.GetAccount(item.successor));
    }
    const Paper paper = AdjustmentNotice(facts);
    if (request.format() == v1::GetAdjustmentNoticeRequest::DOCX) {
      body.set_content_type("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
      ASSIGN_OR_RETURN(*body.mutable_data(), PaperDocx(paper));
    } else {
      body.set_content_type("text/html; charset=utf-8");
      body.set_data(PaperHtml(paper));
    }
    return absl::OkStatus();
  }));
  return body;
}

}  // namespace disclosure::media
